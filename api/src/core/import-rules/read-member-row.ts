/** Rows of members.csv, concurrent_treatments.csv and attendance.csv. */

import type { Day } from '../calendar-day.js'
import {
  ARMS,
  ATTENDANCE_STATUSES,
  CONCURRENT_TREATMENT_KINDS,
  EXIT_REASONS,
  GENDERS,
} from '../vocabulary.js'
import type {
  AttendanceKey,
  AttendanceRecord,
  EpisodeKey,
  MemberRow,
  RowReading,
  TreatmentKey,
  TreatmentRecord,
} from './records.js'
import type { RowCells } from './row-cells.js'
import { unreadable } from './unreadable.js'

const OLDEST_AGE = 130
const EARLIEST_BIRTH_YEAR = 1850
const LATEST_BIRTH_YEAR = 2200
const MOST_PRIOR_EPISODES = 1000

export function readMemberRow(cells: RowCells, line: number): RowReading<MemberRow, EpisodeKey> {
  const memberCode = cells.requiredId('member_id')
  const groupId = cells.requiredId('group_id')
  const joinedOn = cells.requiredDay('join_date')
  const stay = {
    plannedEndOn: cells.day('planned_end_date'),
    exitedOn: cells.day('exit_date'),
    exitReason: cells.oneOf('exit_reason', EXIT_REASONS),
  }
  const treatment = {
    recordedArm: cells.oneOf('arm', ARMS),
    concurrentIndividual: cells.flag('concurrent_individual'),
    concurrentMedication: cells.flag('concurrent_medication'),
  }
  const person = {
    ageAtJoining: cells.integer('age', 0, OLDEST_AGE),
    birthYear: cells.integer('birth_year', EARLIEST_BIRTH_YEAR, LATEST_BIRTH_YEAR),
    gender: cells.oneOf('gender', GENDERS),
    priorEpisodes: cells.integer('prior_episodes', 0, MOST_PRIOR_EPISODES),
  }
  const identity = { fullName: cells.text('full_name'), dateOfBirth: cells.day('date_of_birth') }
  noteEndBeforeStart(cells, 'planned_end_date', 'join_date', stay.plannedEndOn, joinedOn)
  noteEndBeforeStart(cells, 'exit_date', 'join_date', stay.exitedOn, joinedOn)
  if (memberCode === null || groupId === null || joinedOn === null || cells.problems.length > 0) {
    return unreadable(cells, line, { memberCode, groupId, joinedOn })
  }
  return {
    kind: 'read',
    line,
    record: { memberCode, groupId, joinedOn, ...stay, ...treatment, ...person, identity },
  }
}

export function readTreatmentRow(cells: RowCells, line: number): RowReading<TreatmentRecord, TreatmentKey> {
  const memberCode = cells.requiredId('member_id')
  const kind = cells.requiredOneOf('kind', CONCURRENT_TREATMENT_KINDS)
  const startedOn = cells.requiredDay('started_on')
  const endedOn = cells.day('ended_on')
  noteEndBeforeStart(cells, 'ended_on', 'started_on', endedOn, startedOn)
  if (memberCode === null || kind === null || startedOn === null || cells.problems.length > 0) {
    return unreadable(cells, line, { memberCode })
  }
  return { kind: 'read', line, record: { memberCode, kind, startedOn, endedOn } }
}

export function readAttendanceRow(
  cells: RowCells,
  line: number,
): RowReading<AttendanceRecord, AttendanceKey> {
  const memberCode = cells.requiredId('member_id')
  const sessionId = cells.requiredId('session_id')
  const status = cells.requiredOneOf('status', ATTENDANCE_STATUSES)
  const joinedOn = cells.day('join_date')
  if (memberCode === null || sessionId === null || status === null || cells.problems.length > 0) {
    return unreadable(cells, line, { memberCode, sessionId, joinedOn })
  }
  return { kind: 'read', line, record: { memberCode, sessionId, joinedOn, status } }
}

function noteEndBeforeStart(
  cells: RowCells,
  endColumn: string,
  startColumn: string,
  end: Day | null,
  start: Day | null,
): void {
  if (start === null || end === null || end >= start) return
  const message = `${endColumn} lies before ${startColumn}. Correct one of the two days.`
  cells.note(endColumn, 'end_before_start', `${startColumn} or later`, message)
}
