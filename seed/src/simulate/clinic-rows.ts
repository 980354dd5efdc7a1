import type { Day } from '../../../api/src/core/calendar-day.js'
import type {
  Arm,
  AttendanceStatus,
  ConcurrentTreatmentKind,
  ExitReason,
  Focus,
  Format,
  Gender,
  Modality,
  SessionStatus,
  Structure,
} from '../../../api/src/core/vocabulary.js'

/**
 * The rows of the eight import files, typed; a property is a column, `null` an empty cell.
 * `write-import-files.ts` turns them into CSV text.
 */
export interface SimulatedClinic {
  readonly sites: readonly SiteRow[]
  readonly therapists: readonly TherapistRow[]
  readonly groups: readonly GroupRow[]
  readonly members: readonly MemberRow[]
  readonly concurrentTreatments: readonly ConcurrentTreatmentRow[]
  readonly sessions: readonly GroupSessionRow[]
  readonly attendance: readonly AttendanceRow[]
  readonly responses: readonly ResponseRow[]
}

export interface SiteRow {
  readonly site_id: string
  readonly name: string
  readonly time_zone: string
}

export interface TherapistRow {
  readonly therapist_id: string
  readonly display_name: string
  readonly site_id: string
}

export interface GroupRow {
  readonly group_id: string
  readonly site_id: string
  readonly therapist_id: string
  readonly co_therapist_id: string | null
  readonly name: string
  readonly modality: Modality
  readonly format: Format
  readonly structure: Structure
  readonly focus: Focus
  readonly start_date: Day
  readonly planned_sessions: number
  readonly session_minutes: number
  readonly capacity: number
  /** Null while the group runs. */
  readonly end_date: Day | null
}

/** One episode of one member. */
export interface MemberRow {
  readonly member_id: string
  readonly group_id: string
  readonly join_date: Day
  readonly planned_end_date: Day
  readonly exit_date: Day | null
  readonly exit_reason: ExitReason | null
  readonly arm: Arm
  readonly concurrent_individual: 0 | 1
  readonly concurrent_medication: 0 | 1
  /** Whole years at joining. */
  readonly age: number
  readonly gender: Gender
  readonly prior_episodes: number
  readonly full_name: string
  readonly date_of_birth: Day
}

export interface ConcurrentTreatmentRow {
  readonly member_id: string
  readonly kind: ConcurrentTreatmentKind
  readonly started_on: Day
  /** Null while the treatment runs. */
  readonly ended_on: Day | null
}

export interface GroupSessionRow {
  readonly session_id: string
  readonly group_id: string
  readonly session_number: number
  readonly session_date: Day
  readonly status: SessionStatus
  /** Null unless held. */
  readonly duration_minutes: number | null
}

export interface AttendanceRow {
  readonly member_id: string
  readonly session_id: string
  readonly status: AttendanceStatus
}

export interface ResponseRow {
  readonly response_id: string
  readonly member_id: string
  /** Null for intake and follow-up forms. */
  readonly session_id: string | null
  readonly response_date: Day
  readonly measure: string
  /** Answers as given (reversed items not turned), one an item of the measure; null = not answered. */
  readonly answers: readonly (number | null)[]
  readonly functional_difficulty: number | null
  /** Given where a form without a session belongs to a member of several episodes. */
  readonly join_date: Day | null
}
