import type { AttendanceStatus } from '../../../api/src/core/vocabulary.js'
import { normalDeviate, type Rng } from '../../../api/src/statistics/random/rng.js'
import type { ClinicParameters } from './clinic-parameters.js'
import { childRng, happens, logistic, logit, pickWeighted } from './random-draws.js'
import type { StagedCourse } from './staged-courses.js'

/** What a member did at the held sessions between joining and the planned end, in their order. */
export interface AttendanceCourse {
  readonly statuses: readonly AttendanceStatus[]
  readonly hasDroppedOut: boolean
  /** Index of the last attended session; -1: never came. */
  readonly lastAttendedIndex: number
}

const FIRST_SESSION_ATTENDED = 0.95
const ABSENCES: readonly (readonly [AttendanceStatus, number])[] = [
  ['absent_notified', 0.7],
  ['absent_unnotified', 0.3],
]
const ABSENCES_AFTER_DROPOUT: readonly (readonly [AttendanceStatus, number])[] = [
  ['absent_notified', 0.1],
  ['absent_unnotified', 0.9],
]

/**
 * @param severities  score at each session in baseline SDs above the mean baseline (positive = worse)
 */
export function simulateAttendance(
  parameters: ClinicParameters,
  severities: readonly number[],
  staged: StagedCourse | null,
  rng: Rng,
): AttendanceCourse {
  if (staged !== null) return stagedAttendance(staged, severities.length)
  const { attendance } = parameters
  const traits = childRng(rng)
  const attends = logistic(logit(attendance.attends) + attendance.attendsLogOddsSd * normalDeviate(traits))
  let hasDroppedOut = happens(traits, attendance.neverCameShare)
  const statuses = severities.map((severity, index): AttendanceStatus => {
    const own = childRng(rng)
    const hazard = attendance.dropoutHazard * Math.max(0, 1 + attendance.dropoutRisePerSd * severity)
    if (happens(own, hazard) && index > 0) hasDroppedOut = true
    const comes = happens(own, index === 0 ? Math.max(FIRST_SESSION_ATTENDED, attends) : attends)
    if (hasDroppedOut) return pickWeighted(own, ABSENCES_AFTER_DROPOUT)
    return comes ? attendedStatus(parameters, own) : pickWeighted(own, ABSENCES)
  })
  return { statuses, hasDroppedOut, lastAttendedIndex: lastAttended(statuses) }
}

function stagedAttendance(staged: StagedCourse, sessions: number): AttendanceCourse {
  const absences = staged === 'absent_twice' ? 2 : 0
  const statuses = Array.from(
    { length: sessions },
    (_, index): AttendanceStatus => (index < sessions - absences ? 'present' : 'absent_unnotified'),
  )
  return { statuses, hasDroppedOut: false, lastAttendedIndex: sessions - absences - 1 }
}

function attendedStatus(parameters: ClinicParameters, rng: Rng): AttendanceStatus {
  const { lateShare, leftEarlyShare } = parameters.attendance
  return pickWeighted<AttendanceStatus>(rng, [
    ['present', 1 - lateShare - leftEarlyShare],
    ['late', lateShare],
    ['left_early', leftEarlyShare],
  ])
}

function lastAttended(statuses: readonly AttendanceStatus[]): number {
  return statuses.findLastIndex((status) => !status.startsWith('absent'))
}
