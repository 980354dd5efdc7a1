/** Sessions, attendance and forms of the wire as rows of the import files. */

import type { GroupSessionRecord } from '../../../contracts/group-records.js'
import { itemNumberOf } from '../../../core/import-rules/import-columns.js'
import type { FileReadings } from '../../../core/import-rules/judge-rows.js'
import { readAttendanceRow } from '../../../core/import-rules/read-member-row.js'
import { readGroupSessionRow } from '../../../core/import-rules/read-reference-row.js'
import { type ReadResponse, responseRowReader } from '../../../core/import-rules/read-response-row.js'
import type * as rules from '../../../core/import-rules/records.js'
import type { AttendanceStatus } from '../../../core/vocabulary.js'
import { type Cells, readRows } from './entered-row.js'

export function sessionRows(
  sessions: readonly Omit<GroupSessionRecord, 'version' | 'n_attendance'>[],
): FileReadings<rules.GroupSessionRecord, rules.GroupSessionKey> {
  return readRows(
    sessions.map((session) => ({ ...session })),
    () => readGroupSessionRow,
  )
}

export interface EnteredAttendance {
  readonly member_id: string
  readonly session_id: string
  readonly status: AttendanceStatus
  /** null: the rules find the episode. */
  readonly joined_on: string | null
}

export function attendanceRows(
  attendance: readonly EnteredAttendance[],
): FileReadings<rules.AttendanceRecord, rules.AttendanceKey> {
  return readRows(
    attendance.map(({ joined_on, ...same }) => ({ ...same, join_date: joined_on })),
    () => readAttendanceRow,
  )
}

export interface EnteredResponse {
  readonly response_id: string
  readonly member_id: string
  readonly session_id: string | null
  readonly responded_on: string
  readonly joined_on: string | null
  readonly measure: string
  readonly answers: readonly (number | null)[] | null
  readonly total: number | null
  readonly functional_difficulty: number | null
}

export function responseRows(
  responses: readonly EnteredResponse[],
): FileReadings<ReadResponse, rules.ResponseKey> {
  const rows = responses.map(
    ({ answers, responded_on, joined_on, ...same }): Cells => ({
      ...same,
      response_date: responded_on,
      join_date: joined_on,
      ...Object.fromEntries((answers ?? []).map((answer, index) => [`item${index + 1}`, answer])),
    }),
  )
  return readRows(rows, (row) =>
    responseRowReader(Object.keys(row).flatMap((column) => itemNumberOf(column) ?? [])),
  )
}

const FIELDS: Readonly<Record<string, string>> = {
  join_date: 'joined_on',
  planned_end_date: 'planned_end_on',
  exit_date: 'exited_on',
  age: 'age_at_joining',
  arm: 'recorded_arm',
  response_date: 'responded_on',
}

/** The field of the wire that a column stands for. */
export function fieldOf(column: string): string {
  const item = itemNumberOf(column)
  return item === null ? (FIELDS[column] ?? column) : `answers.${item - 1}`
}
