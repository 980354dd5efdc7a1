import type { GroupBoard } from '../../../api/src/contracts/groups.js'
import { formatDay, formatShortDay } from '../format/day.js'
import { RELIABLE_CHANGE_LABELS } from '../format/enumeration-labels.js'
import { formatNumber } from '../format/number.js'
import {
  ATTENDANCE_MARK_LABELS,
  ATTENDANCE_MARK_WORDS,
  ATTENDANCE_MARKS,
  type AttendanceMark,
  attendanceMark,
} from './attendance-mark.model.js'
import type { ChartTable } from './chart-table.js'

export interface BoardSession {
  readonly id: string
  readonly number: number
  readonly day: string
  readonly shortDay: string
  readonly status: GroupBoard['sessions'][number]['status']
  /** "8 of 9", of members with a record; null while nobody has one. */
  readonly came: string | null
  /** "7 of 8", of those who came; null while nobody has. */
  readonly scored: string | null
  readonly lacksForms: boolean
}
/** What a score says beside its number. */
export type ScoreMark = 'better' | 'worse' | 'above_range'
export interface BoardCell {
  readonly sessionId: string
  readonly mark: AttendanceMark
  readonly score: string | null
  /** One short word under the symbol where something is not as usual. */
  readonly word: string | null
  /** A form that should be there is not, or cannot be scored. */
  readonly needsForm: boolean
  readonly hasRiskAnswer: boolean
  /** Worse counts before above the range: it is the graver of the two. */
  readonly scoreMark: ScoreMark | null
  /** The member's first or last session here, where the group met before or after it. */
  readonly edge: 'joined' | 'left' | 'both' | null
  /** Everything in words: "Session 6: present, PHQ-9 14, prorated, item 9 above zero". */
  readonly words: string
}
export interface BoardRow {
  readonly memberId: string
  readonly episodeId: number
  /** "joined 5 Oct", "left 2 Nov"; null for who was there from the first to the latest session. */
  readonly note: string | null
  readonly standing: GroupBoard['rows'][number]['standing']
  /** One a session; null where the session is not of this episode. */
  readonly cells: readonly (BoardCell | null)[]
}
export interface RosterBoardModel {
  readonly sessions: readonly BoardSession[]
  readonly rows: readonly BoardRow[]
  readonly marks: readonly AttendanceMark[]
  readonly hasRiskAnswers: boolean
  readonly scoreMarks: readonly ScoreMark[]
  readonly hasEdges: boolean
  readonly table: ChartTable
}

/** Who was there, and what came back: a member a row, a session a column. */
export function rosterBoard(board: GroupBoard, measureName: string): RosterBoardModel {
  const rows = board.rows.map((row) => boardRow(row, board, measureName))
  const cells = rows.flatMap((row) => row.cells)
  return {
    sessions: board.sessions.map((session) => ({
      id: session.session_id,
      number: session.session_number,
      day: formatDay(session.session_date),
      shortDay: formatShortDay(session.session_date),
      status: session.status,
      ...completeness(session),
    })),
    rows,
    marks: ATTENDANCE_MARKS.filter((mark) => cells.some((cell) => cell?.mark === mark)),
    hasRiskAnswers: cells.some((cell) => cell?.hasRiskAnswer === true),
    scoreMarks: SCORE_MARKS.filter((mark) => cells.some((cell) => cell?.scoreMark === mark)),
    hasEdges: cells.some((cell) => cell !== null && cell.edge !== null),
    table: table(board, measureName),
  }
}

const SCORE_MARKS: readonly ScoreMark[] = ['better', 'worse', 'above_range']
export const SCORE_MARK_LABELS: Readonly<Record<ScoreMark, string>> = {
  better: 'reliably better than at the start',
  worse: 'reliably worse than at the start',
  above_range: 'above the expected range',
}

type WireSession = GroupBoard['sessions'][number]

function completeness({
  n_eligible,
  n_attended,
  n_scored,
}: WireSession): Pick<BoardSession, 'came' | 'scored' | 'lacksForms'> {
  const share = (n: number, of: number): string | null =>
    of === 0 ? null : `${formatNumber(n)} of ${formatNumber(of)}`
  return {
    came: share(n_attended, n_eligible),
    scored: share(n_scored, n_attended),
    lacksForms: n_scored < n_attended,
  }
}

type WireRow = GroupBoard['rows'][number]
type WireCell = WireRow['cells'][number]

function boardRow(row: WireRow, board: GroupBoard, measureName: string): BoardRow {
  const first = board.sessions[0]?.session_date
  const notes: string[] = []
  if (first !== undefined && row.joined_on > first) notes.push(`joined ${formatShortDay(row.joined_on)}`)
  if (row.exited_on !== null) notes.push(`left ${formatShortDay(row.exited_on)}`)
  return {
    memberId: row.member_id,
    episodeId: row.episode_id,
    note: notes.length === 0 ? null : notes.join(', '),
    standing: row.standing,
    cells: board.sessions.map((session) => {
      const cell = row.cells.find((each) => each.session_id === session.session_id)
      return cell ? boardCell(cell, session, edgeOf(row, session, board), measureName) : null
    }),
  }
}

/**
 * Joining and leaving are drawn where they lie among the sessions, and said in the row's head. Sessions until the
 * planned end are recorded as missed also after somebody left: the mark stands at the day of leaving.
 */
function edgeOf(row: WireRow, session: WireSession, { sessions }: GroupBoard): BoardCell['edge'] {
  const { exited_on: exitedOn } = row
  const own = sessions.filter(({ session_id }) => row.cells.some((cell) => cell.session_id === session_id))
  const stayed = exitedOn === null ? [] : own.filter(({ session_date }) => session_date <= exitedOn)
  const isFirst =
    own[0] === session && session !== sessions[0] && row.joined_on > (sessions[0]?.session_date ?? '')
  const isLast = stayed.at(-1) === session && session !== sessions.at(-1)
  if (isFirst && isLast) return 'both'
  if (isFirst) return 'joined'
  return isLast ? 'left' : null
}

function boardCell(
  cell: WireCell,
  session: WireSession,
  edge: BoardCell['edge'],
  measureName: string,
): BoardCell {
  const mark = attendanceMark(session.status, cell.attendance)
  const score = cell.score === null ? null : formatNumber(cell.score)
  const hasRiskAnswer = cell.risk_item === 'yes'
  const form = FORM_WORDS[cell.form]
  const scoreMark = scoreMarkOf(cell)
  const all = [
    ...(edge === null ? [] : [EDGE_WORDS[edge]]),
    ATTENDANCE_MARK_LABELS[mark].toLowerCase(),
    ...(score === null ? [] : [`${measureName} ${score}`]),
    ...(form === null ? [] : [form]),
    ...(scoreMark === null ? [] : [SCORE_MARK_LABELS[scoreMark]]),
    ...(scoreMark === 'worse' && isAboveRange(cell) ? [SCORE_MARK_LABELS.above_range] : []),
    ...(hasRiskAnswer ? ['item 9 above zero'] : []),
    ...(cell.risk_item === 'unknown' ? ['item 9 not answered'] : []),
  ]
  return {
    sessionId: cell.session_id,
    mark,
    score,
    word: [ATTENDANCE_MARK_WORDS[mark], form].filter((word) => word !== null).join(', ') || null,
    needsForm: cell.form === 'not_returned' || cell.form === 'unscorable',
    hasRiskAnswer,
    scoreMark,
    edge,
    words: `Session ${session.session_number}: ${all.join(', ')}`,
  }
}

const EDGE_WORDS = {
  joined: 'first session here',
  left: 'last session here',
  both: 'only session here',
} as const

function scoreMarkOf(cell: WireCell): ScoreMark | null {
  if (cell.reliable_change === 'reliably_deteriorated') return 'worse'
  if (isAboveRange(cell)) return 'above_range'
  return cell.reliable_change === 'reliably_improved' ? 'better' : null
}

/** Beyond the limit that 9 in 10 scores keep to; the lower limit counts only twice in a row, which is a signal's matter. */
function isAboveRange({ to_expected }: WireCell): boolean {
  return to_expected === 'above_90'
}

const FORM_WORDS: Readonly<Record<WireCell['form'], string | null>> = {
  scored: null,
  prorated: 'prorated',
  unscorable: 'no score',
  total_only: 'total only',
  not_returned: 'no form',
  not_expected: null,
}

function table(board: GroupBoard, measureName: string): ChartTable {
  const sessions = new Map(board.sessions.map((session) => [session.session_id, session]))
  return {
    caption: `Attendance and ${measureName} of each member at each session`,
    columns: [
      { name: 'member_id', label: 'Member', kind: 'text' },
      { name: 'session_number', label: 'Session', kind: 'number' },
      { name: 'session_date', label: 'Day', kind: 'day' },
      { name: 'attendance', label: 'Attendance', kind: 'text' },
      { name: 'score', label: measureName, kind: 'number' },
      { name: 'form', label: 'Form', kind: 'text' },
      { name: 'reliable_change', label: 'Since the start', kind: 'text' },
      { name: 'to_expected', label: 'Expected range', kind: 'text' },
      { name: 'risk_item', label: 'Item 9', kind: 'text' },
    ],
    rows: board.rows.flatMap((row) =>
      row.cells.flatMap((cell) => {
        const session = sessions.get(cell.session_id)
        if (!session) return []
        return [
          {
            key: `${row.episode_id}-${cell.session_id}`,
            cells: [
              row.member_id,
              session.session_number,
              session.session_date,
              ATTENDANCE_MARK_LABELS[attendanceMark(session.status, cell.attendance)].toLowerCase(),
              cell.score,
              FORM_TABLE_WORDS[cell.form],
              cell.reliable_change === null
                ? null
                : RELIABLE_CHANGE_LABELS[cell.reliable_change].toLowerCase(),
              cell.to_expected === null ? null : TO_EXPECTED_WORDS[cell.to_expected],
              cell.risk_item === null ? null : RISK_WORDS[cell.risk_item],
            ],
          },
        ]
      }),
    ),
  }
}

const FORM_TABLE_WORDS: Readonly<Record<WireCell['form'], string>> = {
  scored: 'complete',
  prorated: 'prorated',
  unscorable: 'cannot be scored',
  total_only: 'total only',
  not_returned: 'not returned',
  not_expected: 'not expected',
}

const TO_EXPECTED_WORDS = {
  within: 'within',
  above_84: 'above the limit of 84 %',
  above_90: 'above the limit of 90 %',
} as const

const RISK_WORDS = {
  yes: 'above zero',
  no: 'answered: not at all',
  unknown: 'not answered',
} as const
