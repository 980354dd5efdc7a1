import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactElement, useMemo } from 'react'
import type { GroupBoard } from '../../../../api/src/contracts/groups.js'
import { RosterBoard } from '../../charts/roster-board.js'
import { rosterBoard } from '../../charts/roster-board.model.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { countOf } from '../../format/number.js'
import { MemberStanding } from './member-standing.js'

const NO_TABLE: CardTable = { caption: '', columns: [], rows: [] }
const HEIGHT_OF_A_FULL_GROUP = 430

/** Who came, who filled in a form, and what it said, session by session. */
export function BoardCard(props: {
  board: UseQueryResult<GroupBoard>
  measureName: string
  memberHref: (memberId: string, episodeId: number) => string
}): ReactElement {
  const { board, measureName, memberHref } = props
  const found = board.data
  const model = useMemo(
    () => (found === undefined ? null : rosterBoard(found, measureName)),
    [found, measureName],
  )
  const table = useMemo(() => (model === null ? NO_TABLE : model.table), [model])
  const state = cardState(board, (data): CardState => {
    if (data.sessions.length === 0) return { kind: 'empty', reason: 'This group has no sessions yet.' }
    return data.rows.length === 0
      ? { kind: 'empty', reason: 'Nobody has joined this group yet.' }
      : { kind: 'ready' }
  })
  const missing = found === undefined ? 0 : countMissing(found)
  return (
    <ChartCard
      title={
        found === undefined
          ? 'Attendance and forms by session'
          : missing === 0
            ? 'Every attended session has its form'
            : `${countOf(missing, 'form')} missing from attended sessions`
      }
      caption={
        found === undefined
          ? ['member by session']
          : [
              countOf(found.rows.length, 'member'),
              countOf(
                found.sessions.filter((session) => session.status === 'held').length,
                'session held',
                'sessions held',
              ),
              `attendance and ${measureName}`,
            ]
      }
      state={state}
      height={found === undefined ? HEIGHT_OF_A_FULL_GROUP : 0}
      chart={() =>
        model === null ? null : (
          <RosterBoard
            model={model}
            memberHref={(row) => memberHref(row.memberId, row.episodeId)}
            standing={(row) => (
              <MemberStanding standing={row.standing} href={memberHref(row.memberId, row.episodeId)} />
            )}
          />
        )
      }
      hasPicture={false}
      table={table}
      how={{
        definition:
          'One cell a member and session: attendance as recorded, and the score of the form of that session. ' +
          'Present, late and left early count as attended; both kinds of absence do not.',
        denominator: 'Sessions between a member’s joining and leaving; sessions outside are hatched.',
        rule: ruleOf(found),
      }}
      fileName="roster-board"
      filters={found === undefined ? {} : { group: found.group_id, measure: found.measure }}
    />
  )
}

function ruleOf(found: GroupBoard | undefined): string {
  const missing = 'A form is missing when the member attended and no form of this measure came back.'
  if (found === undefined) return missing
  const range = found.has_expected_response
    ? 'Above the expected range: beyond the limit that 9 in 10 scores after such a first score keep to.'
    : 'There is no expected range: it is switched off, or too few episodes have ended to fit it.'
  return `${missing} Scores are judged against the first one by the thresholds of signals, rule set ${found.rules_version}. ${range} The status is that of the member now, over all measures.`
}

function countMissing(board: GroupBoard): number {
  return board.rows.flatMap((row) => row.cells).filter((cell) => cell.form === 'not_returned').length
}
