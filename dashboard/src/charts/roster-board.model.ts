import type { GroupBoard } from '../../../api/src/contracts/groups.js'
import { formatDay, formatShortDay } from '../format/day.js'
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
}
export interface BoardCell {
  readonly sessionId: string
  readonly mark: AttendanceMark
  readonly score: string | null
  /** One short word under the symbol where something is not as usual. */
  readonly word: string | null
  /** A form that should be there is not, or cannot be scored. */
  readonly needsForm: boolean
  readonly hasRiskAnswer: boolean
  /** Everything in words: "Session 6: present, PHQ-9 14, prorated, item 9 above zero". */
  readonly words: string
}
export interface BoardRow {
  readonly memberId: string
  readonly episodeId: number
  /** "joined 5 Oct", "left 2 Nov"; null for who was there from the first to the latest session. */
  readonly note: string | null
  /** One a session; null where the session is not of this episode. */
  readonly cells: readonly (BoardCell | null)[]
}
export interface RosterBoardModel {
  readonly sessions: readonly BoardSession[]
  readonly rows: readonly BoardRow[]
  readonly marks: readonly AttendanceMark[]
  readonly hasRiskAnswers: boolean
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
    })),
    rows,
    marks: ATTENDANCE_MARKS.filter((mark) => cells.some((cell) => cell?.mark === mark)),
    hasRiskAnswers: cells.some((cell) => cell?.hasRiskAnswer === true),
    table: table(board, measureName),
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
    cells: board.sessions.map((session) => {
      const cell = row.cells.find((each) => each.session_id === session.session_id)
      return cell ? boardCell(cell, session, measureName) : null
    }),
  }
}

function boardCell(cell: WireCell, session: GroupBoard['sessions'][number], measureName: string): BoardCell {
  const mark = attendanceMark(session.status, cell.attendance)
  const score = cell.score === null ? null : formatNumber(cell.score)
  const hasRiskAnswer = cell.risk_item === 'yes'
  const form = FORM_WORDS[cell.form]
  const all = [
    ATTENDANCE_MARK_LABELS[mark].toLowerCase(),
    ...(score === null ? [] : [`${measureName} ${score}`]),
    ...(form === null ? [] : [form]),
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
    words: `Session ${session.session_number}: ${all.join(', ')}`,
  }
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

const RISK_WORDS = {
  yes: 'above zero',
  no: 'answered: not at all',
  unknown: 'not answered',
} as const
