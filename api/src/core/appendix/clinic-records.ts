/** A whole clinic in memory: the accepted rows of its import files, each attached to its episode. */

import type { Day } from '../calendar-day.js'
import type {
  Arm,
  AttendanceStatus,
  ExitReason,
  Format,
  Gender,
  Modality,
  SessionStatus,
  Structure,
} from '../vocabulary.js'

export interface ClinicGroup {
  readonly groupId: string
  readonly siteId: string
  /** null: nobody is named. */
  readonly therapistId: string | null
  readonly modality: Modality
  readonly format: Format
  readonly structure: Structure
  readonly startOn: Day
  readonly plannedSessions: number
}

/** What names an episode: one member, one group, one joining day. */
export interface EpisodeKey {
  readonly memberId: string
  readonly groupId: string
  readonly joinedOn: Day
}

export interface ClinicEpisode extends EpisodeKey {
  readonly plannedEndOn: Day | null
  readonly exitedOn: Day | null
  readonly exitReason: ExitReason | null
  /** As decided by `decideArm`; null when nothing is known. */
  readonly arm: Arm | null
  /** Whole years at joining; from the year of birth alone it may be one too high. */
  readonly age: number | null
  readonly gender: Gender | null
  readonly priorEpisodes: number | null
}

export interface ClinicSession {
  readonly sessionId: string
  readonly groupId: string
  readonly sessionNumber: number
  readonly sessionOn: Day
  readonly status: SessionStatus
}

export interface ClinicAttendance {
  readonly episode: EpisodeKey
  readonly sessionId: string
  readonly status: AttendanceStatus
}

export interface ClinicResponse {
  readonly episode: EpisodeKey
  readonly responseId: string
  readonly sessionId: string | null
  readonly respondedOn: Day
  readonly measureCode: string
  /** One entry an item of the measure, null = not answered; null as a whole when only the total was recorded. */
  readonly answers: readonly (number | null)[] | null
  /** As recorded; needed where `answers` is null, otherwise null or equal to the sum of a complete form. */
  readonly recordedTotal: number | null
}

/** Rows in any order. */
export interface ClinicRecords {
  readonly groups: readonly ClinicGroup[]
  readonly episodes: readonly ClinicEpisode[]
  readonly sessions: readonly ClinicSession[]
  readonly attendance: readonly ClinicAttendance[]
  readonly responses: readonly ClinicResponse[]
}
