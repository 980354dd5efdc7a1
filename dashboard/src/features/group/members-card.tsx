import { type ReactElement, useMemo } from 'react'
import type { EpisodeRow, GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ChartColours } from '../../charts/chart-colours.js'
import { Sparkline } from '../../charts/sparkline.js'
import { sparkline } from '../../charts/sparkline.model.js'
import { Card } from '../../components/card.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { episodeColumns, hasRiskItem } from '../../components/episode-table/episode-columns.js'
import { MEMBER_STATUS_LABELS } from '../../components/signals/signal-words.js'
import { keysOf } from '../../format/labels.js'
import { countOf, formatNumber } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import styles from './group-page.module.css'
import { tooFewToCompare } from './group-words.js'
import { MemberStanding } from './member-standing.js'

interface MembersCardProps {
  readonly found: GroupTrajectory | undefined
  readonly measure: MeasureContract | undefined
  readonly memberHref: (memberId: string, episodeId: number) => string
}

/** Everybody who has been in the group: where they began, where they are, and whether that is a reliable change. */
export function MembersCard({ found, measure, memberHref }: MembersCardProps): ReactElement {
  const colours = useChartColours()
  const columns = useMemo(
    () => columnsOf({ found, measure, memberHref }, colours),
    [found, measure, memberHref, colours],
  )
  const tooFew = found === undefined ? null : tooFewToCompare(found.episodes.length)
  return (
    <Card label="Members">
      <h2 className={styles.title}>Members</h2>
      <DataTable
        caption="First and last score of each episode; “better by” counts improvement as positive"
        columns={columns}
        rows={found?.episodes ?? []}
        rowKey={(row) => String(row.episode_id)}
        emptyWords={found === undefined ? 'Loading members' : 'Nobody has joined this group yet.'}
      />
      {tooFew !== null && (
        <details className={styles.why}>
          <summary>{tooFew}</summary>
          <p>
            In a group of this size one member more or less moves every share by many points, so two groups
            differ by chance alone. Its figures say what happened to these members, not how good the group is.
            Compare programmes, sites or years instead.
          </p>
        </details>
      )}
    </Card>
  )
}

function columnsOf(
  { found, measure, memberHref }: MembersCardProps,
  colours: ChartColours,
): TableColumn<EpisodeRow>[] {
  const all = episodeColumns({
    member: (row) => memberHref(row.member_id, row.episode_id),
    group: () => '',
  })
  return [
    { ...all.member_id, detail: (row) => (row.arm === 'combined' ? 'combined treatment' : null) },
    ...(found === undefined ? [] : [standingColumn(found, memberHref)]),
    all.reliable_change,
    ...(found === undefined || measure === undefined ? [] : [courseColumn(found, measure, colours)]),
    all.baseline,
    all.last,
    all.change,
    // Two of the group's figures add up from this column, without a column more.
    { ...all.sessions, detail: (row) => `${countOf(row.forms_valid, 'form')} scored` },
    all.last_seen,
    ...(hasRiskItem(found?.episodes ?? []) ? [all.risk_item] : []),
    all.status,
  ]
}

/** Who has left stands nowhere: what became of them is in the last column. */
function standingColumn(
  found: GroupTrajectory,
  memberHref: MembersCardProps['memberHref'],
): TableColumn<EpisodeRow> {
  const standings = new Map(found.standings.map((standing) => [standing.episode_id, standing]))
  const order = keysOf(MEMBER_STATUS_LABELS)
  return {
    name: 'standing',
    label: 'Now',
    kind: 'text',
    // Sorted by how grave it is, not by the alphabet.
    value: ({ episode_id }) => {
      const now = standings.get(episode_id)?.now
      return now === null || now === undefined ? null : order.indexOf(now.status)
    },
    cell: ({ member_id, episode_id }) => {
      const standing = standings.get(episode_id)
      return standing === undefined ? null : (
        <MemberStanding standing={standing} href={memberHref(member_id, episode_id)} />
      )
    },
    detail: ({ episode_id }) => standings.get(episode_id)?.now?.sentence || null,
  }
}

const COURSE_WIDTH = 92
const COURSE_HEIGHT = 26

/** The scores in small, on one scale for all members. */
function courseColumn(
  found: GroupTrajectory,
  measure: MeasureContract,
  colours: ChartColours,
): TableColumn<EpisodeRow> {
  const points = new Map(found.members.map((member) => [member.episode_id, member.points]))
  const scoresOf = (row: EpisodeRow): string =>
    (points.get(row.episode_id) ?? []).map((point) => formatNumber(point.score)).join(', ')
  return {
    name: 'course',
    label: 'Course',
    kind: 'text',
    value: scoresOf,
    cell: (row) => {
      const own = points.get(row.episode_id) ?? []
      if (own.length === 0) return null
      return (
        <Sparkline
          model={sparkline(own, measure.total_range, COURSE_WIDTH, COURSE_HEIGHT)}
          label={`${measure.short_name} ${scoresOf(row)}`}
          width={COURSE_WIDTH}
          height={COURSE_HEIGHT}
          colours={colours}
        />
      )
    },
    isSortable: false,
  }
}
