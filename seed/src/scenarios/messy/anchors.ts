import { addDays, type Day, daysBetween } from '../../../../api/src/core/calendar-day.js'
import type { Cells, SpoiledTable } from './spoiled-table.js'

export type SpoiledTables = Readonly<Record<TableName, SpoiledTable>>
export type TableName =
  | 'sites'
  | 'therapists'
  | 'groups'
  | 'members'
  | 'treatments'
  | 'sessions'
  | 'attendance'
  | 'responses'

/** Sound rows of the clean clinic that spoiled rows are made from. */
export interface Anchors {
  readonly asOf: Day
  /** An ended group, and another one. */
  readonly group: Cells
  readonly otherGroup: Cells
  /** A member who completed `group`. */
  readonly member: Cells
  readonly otherMember: Cells
  /** A held session of `group`, and one of `otherGroup`. */
  readonly session: Cells
  readonly otherSession: Cells
  /** A complete PHQ-9 and a complete GAD-7 form of `member`, filled in at a session. */
  readonly phq9: Cells
  readonly gad7: Cells
  /** Line-independent index of an absence after the exit of a member who had left. */
  readonly absenceAfterExit: number
}

const DAYS_OF_EARLY_SESSIONS = 35

/** Finds the anchors. @throws RangeError when the clinic is too small to have them all */
export function findAnchors(tables: SpoiledTables, asOf: Day): Anchors {
  const groups = tables.groups.rows
  const members = tables.members.rows
  const sessions = tables.sessions.rows
  const responses = tables.responses.rows
  const group = found(
    groups.find(({ end_date }) => end_date !== ''),
    'an ended group',
  )
  const otherGroup = found(
    groups.find(({ group_id, end_date }) => group_id !== group.group_id && end_date !== ''),
    'a second ended group',
  )
  const completed = members.filter(
    (row) => row.group_id === group.group_id && row.exit_reason === 'completed',
  )
  const complete = (measure: string, items: number) => (row: Cells) =>
    row.measure === measure &&
    row.session_id !== '' &&
    Array.from({ length: items }, (_, item) => row[`item${item + 1}`]).every((answer) => answer !== '')
  const formsOf = (member: Cells) => responses.filter((row) => row.member_id === member.member_id)
  const member = found(
    completed.find((row) => formsOf(row).some(complete('phq9', 9)) && formsOf(row).some(complete('gad7', 7))),
    'a member with complete forms',
  )
  const exits = new Map(members.map((row) => [row.member_id, row.exit_date]))
  const days = new Map(sessions.map((row) => [row.session_id, row.session_date]))
  return {
    asOf,
    group,
    otherGroup,
    member,
    otherMember: found(
      members.find((row) => row.group_id === otherGroup.group_id),
      'a member of the second group',
    ),
    session: heldSession(sessions, group),
    otherSession: heldSession(sessions, otherGroup),
    phq9: found(formsOf(member).find(complete('phq9', 9)), 'a complete PHQ-9'),
    gad7: found(formsOf(member).find(complete('gad7', 7)), 'a complete GAD-7'),
    absenceAfterExit: tables.attendance.rows.findIndex(({ member_id, session_id, status }) => {
      const exit = exits.get(member_id ?? '') ?? ''
      return status?.startsWith('absent') && exit !== '' && (days.get(session_id ?? '') ?? '') > exit
    }),
  }
}

/** A cell of an anchor, which has every column. */
export function cell(row: Cells, column: string): string {
  return found(row[column], `a column ${column}`)
}

function heldSession(sessions: readonly Cells[], group: Cells): Cells {
  const start = cell(group, 'start_date')
  const isEarly = (day: Day) => daysBetween(start, day) > 0 && day < addDays(start, DAYS_OF_EARLY_SESSIONS)
  return found(
    sessions.find(
      (row) => row.group_id === group.group_id && row.status === 'held' && isEarly(cell(row, 'session_date')),
    ),
    'a held session',
  )
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new RangeError(`The messy scenario needs ${what}; ask for more members.`)
  return value
}
