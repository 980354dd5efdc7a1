import type { UseQueryResult } from '@tanstack/react-query'
import { lazy, type ReactElement, Suspense, useMemo } from 'react'
import type { GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import { type GroupSpaghettiModel, groupSpaghetti } from '../../charts/group-spaghetti.model.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { formatPeriod } from '../../format/day.js'
import { directionWords } from '../../format/measure-words.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { meanTitle } from './group-words.js'

const GroupSpaghetti = lazy(async () => ({
  default: (await import('../../charts/group-spaghetti.js')).GroupSpaghetti,
}))

const HEIGHT = 330
const NO_TABLE: CardTable = { caption: '', columns: [], rows: [] }

/** Every member's course in grey, the group's mean over them. */
export function SpaghettiCard(props: {
  trajectory: UseQueryResult<GroupTrajectory>
  measure: MeasureContract | undefined
  memberHref: (memberId: string, episodeId: number) => string
}): ReactElement {
  const { trajectory, measure, memberHref } = props
  const colours = useChartColours()
  const found = trajectory.data
  const model = useMemo(
    () => (found === undefined || measure === undefined ? null : groupSpaghetti(found, measure)),
    [found, measure],
  )
  const table = useMemo(
    () => (model === null || found === undefined ? NO_TABLE : linkedTable(model, found, memberHref)),
    [model, found, memberHref],
  )
  const state = cardState(trajectory, (data): CardState => {
    if (model === null) return { kind: 'loading' }
    return model.lines.length === 0 ? nothingToDraw(data, model) : { kind: 'ready' }
  })
  const name = measure?.short_name ?? 'Scores'
  return (
    <ChartCard
      title={found === undefined ? `${name} of each member` : meanTitle(found, name)}
      caption={captionOf(found, measure)}
      state={state}
      height={HEIGHT}
      chart={({ width, height }) =>
        model === null ? null : (
          <Suspense fallback={<div style={{ height }} />}>
            <GroupSpaghetti model={model} width={width} height={height} colours={colours} />
          </Suspense>
        )
      }
      table={table}
      how={{
        definition:
          'Thin lines: each member’s own scores. Bold line: the mean of the scores at that point of the clock, with ' +
          'a 95 % interval of the mean. Observed, not fitted.',
        denominator:
          'Members with a valid score at that point; n stands below it. Members who have left are missing from later ' +
          'points, so the line can fall because those who were worse stopped coming.',
        rule: `Calculation version ${found?.provenance.calculation_version ?? '–'}; points with fewer than 3 members have no mean`,
        rows: { label: 'The members of this group', href: '#members' },
      }}
      fileName="group-trajectories"
      filters={found === undefined ? {} : { group: found.group.group_id, measure: found.measure }}
      note={noteOf(found, model)}
    />
  )
}

function nothingToDraw(found: GroupTrajectory, model: GroupSpaghettiModel): CardState {
  const reason =
    found.members.length === 0
      ? 'Nobody has joined this group yet.'
      : `${model.table.caption}: no form of this measure has been scored yet.`
  return { kind: 'empty', reason }
}

function captionOf(found: GroupTrajectory | undefined, measure: MeasureContract | undefined): string[] {
  if (found === undefined || measure === undefined) return ['members and their mean']
  const period = found.provenance.period_found
  return [
    countOf(found.members.filter((member) => member.points.length > 0).length, 'member'),
    formatPeriod(period?.from ?? null, period?.to ?? null),
    found.clock === 'session_number' ? 'by session' : 'weeks since each member’s first score',
    '95 % interval of the mean',
    directionWords(measure.direction),
  ]
}

function noteOf(found: GroupTrajectory | undefined, model: GroupSpaghettiModel | null): string | undefined {
  const notes: string[] = []
  if (model !== null && model.notDrawn !== null) notes.push(`${model.notDrawn}.`)
  if (found !== undefined && found.points_left_out > 0) {
    notes.push(`${countOf(found.points_left_out, 'point')} of the mean with fewer than 3 members left out.`)
  }
  return notes.length === 0 ? undefined : notes.join(' ')
}

/** A member's rows lead to the member; the mean's rows to nobody in particular. */
function linkedTable(
  model: GroupSpaghettiModel,
  found: GroupTrajectory,
  memberHref: (memberId: string, episodeId: number) => string,
): CardTable {
  const hrefs = new Map(
    found.members.flatMap((member) =>
      member.points.map((point): [string, string] => [
        `${member.episode_id}-${point.response_id}`,
        memberHref(member.member_id, member.episode_id),
      ]),
    ),
  )
  return {
    ...model.table,
    rows: model.table.rows.map((row) => {
      const href = hrefs.get(row.key)
      return href === undefined ? row : { ...row, href }
    }),
  }
}
