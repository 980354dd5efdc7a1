/** Dropout by attendance: one of several definitions, always named beside the number. */

import type { AttendanceSummary } from './summarise-attendance.js'

/** Eligible sessions missed in a row at the end that count as dropout. */
export const DROPOUT_TRAILING_ABSENCES = 2

/**
 * Did the member stop coming before the end?
 *
 * Started, and the last 2 or more eligible sessions in a row were all missed.
 *
 * @returns  null while the episode has not ended, and for members who never attended: they are in no denominator
 */
export function hasDroppedOutByAttendance(attendance: AttendanceSummary, hasEnded: boolean): boolean | null {
  if (!hasEnded || !attendance.hasStarted) return null
  return attendance.trailingAbsences >= DROPOUT_TRAILING_ABSENCES
}
