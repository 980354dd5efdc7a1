import type { GroupBoard } from '../../../api/src/contracts/groups.js'
import { ATTENDANCE_LABELS } from '../format/enumeration-labels.js'

type AttendanceStatus = NonNullable<GroupBoard['rows'][number]['cells'][number]['attendance']>
type SessionStatus = GroupBoard['sessions'][number]['status']

/** What one member's place in one session can be. */
export type AttendanceMark = AttendanceStatus | 'not_recorded' | 'planned' | 'cancelled'

/** In the order of a legend. */
export const ATTENDANCE_MARKS: readonly AttendanceMark[] = [
  'present',
  'late',
  'left_early',
  'absent_notified',
  'absent_unnotified',
  'not_recorded',
  'cancelled',
  'planned',
]

export const ATTENDANCE_MARK_LABELS: Readonly<Record<AttendanceMark, string>> = {
  ...ATTENDANCE_LABELS,
  not_recorded: 'Attendance not recorded',
  planned: 'Session planned',
  cancelled: 'Session cancelled',
}

/** A word that fits under a symbol; null where the symbol is the rule and needs none. */
export const ATTENDANCE_MARK_WORDS: Readonly<Record<AttendanceMark, string | null>> = {
  present: null,
  late: 'late',
  left_early: 'left early',
  absent_notified: 'absent',
  absent_unnotified: 'no notice',
  not_recorded: 'not recorded',
  planned: null,
  cancelled: null,
}

/** The session's own status comes first: nobody attends a session that was not held. */
export function attendanceMark(session: SessionStatus, attendance: AttendanceStatus | null): AttendanceMark {
  if (session !== 'held') return session
  return attendance ?? 'not_recorded'
}
