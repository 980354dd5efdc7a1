/** How often did the member come, and did they stop coming? */

import type { Day } from '../calendar-day.js'
import type { AttendanceRecord } from '../episodes/episode-history.js'
import { isAttended } from '../vocabulary.js'

export interface AttendanceSummary {
  /** Held sessions of the group while the member belonged to it. */
  readonly eligible: number
  /** Present, late or left early. */
  readonly attended: number
  /** Eligible sessions missed in a row at the end. */
  readonly trailingAbsences: number
  /** Position of the last attended session among the eligible ones, from 1; 0 when none was attended. */
  readonly lastAttendedIndex: number
  readonly lastAttendedOn: Day | null
  /** Between these days lie all eligible sessions; null without one. */
  readonly firstEligibleOn: Day | null
  readonly lastEligibleOn: Day | null
  /** Attended at least once. */
  readonly hasStarted: boolean
}

/**
 * @param attendance  one record an eligible session, any order; days are checked by `summariseEpisode`
 */
export function summariseAttendance(attendance: readonly AttendanceRecord[]): AttendanceSummary {
  const inOrder = [...attendance].sort(byDayThenId)
  let attended = 0
  let lastAttendedIndex = 0
  let lastAttendedOn: Day | null = null
  for (const [i, record] of inOrder.entries()) {
    if (!isAttended(record.status)) continue
    attended += 1
    lastAttendedIndex = i + 1
    lastAttendedOn = record.sessionOn
  }
  return {
    eligible: inOrder.length,
    attended,
    trailingAbsences: inOrder.length - lastAttendedIndex,
    lastAttendedIndex,
    lastAttendedOn,
    firstEligibleOn: inOrder[0]?.sessionOn ?? null,
    lastEligibleOn: inOrder.at(-1)?.sessionOn ?? null,
    hasStarted: attended > 0,
  }
}

function byDayThenId(one: AttendanceRecord, other: AttendanceRecord): number {
  if (one.sessionOn !== other.sessionOn) return one.sessionOn < other.sessionOn ? -1 : 1
  if (one.sessionId === other.sessionId) return 0
  return one.sessionId < other.sessionId ? -1 : 1
}
