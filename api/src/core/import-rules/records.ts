/** What one row of each import file says, once every cell has been read. */

import type { Day } from '../calendar-day.js'
import type {
  Arm,
  AttendanceStatus,
  ConcurrentTreatmentKind,
  ExitReason,
  Focus,
  Format,
  Gender,
  Modality,
  Scoring,
  SessionStatus,
  Structure,
} from '../vocabulary.js'
import type { RowProblem } from './codes.js'

export interface SiteRecord {
  readonly siteId: string
  readonly name: string
  readonly timeZone: string
}

export interface TherapistRecord {
  readonly therapistId: string
  readonly displayName: string
  readonly siteId: string | null
}

export interface GroupRecord {
  readonly groupId: string
  readonly siteId: string
  /** Every row of the file names one; a group made elsewhere may be stored without. */
  readonly therapistId: string | null
  readonly coTherapistId: string | null
  readonly name: string
  readonly modality: Modality
  readonly format: Format
  readonly structure: Structure
  readonly focus: Focus | null
  readonly startOn: Day
  readonly endOn: Day | null
  readonly plannedSessions: number
  readonly sessionMinutes: number | null
  readonly capacity: number | null
}

/** One episode of one member, keyed by member, group and joining day. */
export interface EpisodeRecord {
  readonly memberCode: string
  readonly groupId: string
  readonly joinedOn: Day
  readonly plannedEndOn: Day | null
  readonly exitedOn: Day | null
  readonly exitReason: ExitReason | null
  /** As the file says it; the arm itself is decided from all the evidence. */
  readonly recordedArm: Arm | null
  readonly concurrentIndividual: boolean | null
  readonly concurrentMedication: boolean | null
  readonly ageAtJoining: number | null
  readonly birthYear: number | null
  readonly gender: Gender | null
  readonly priorEpisodes: number | null
}

/** What a row of members.csv says about the person; null says nothing. */
export interface IdentityRecord {
  readonly fullName: string | null
  readonly dateOfBirth: Day | null
}

export interface TreatmentRecord {
  readonly memberCode: string
  readonly kind: ConcurrentTreatmentKind
  readonly startedOn: Day
  readonly endedOn: Day | null
}

export interface GroupSessionRecord {
  readonly sessionId: string
  readonly groupId: string
  readonly sessionNumber: number
  readonly sessionOn: Day
  readonly status: SessionStatus
  readonly durationMinutes: number | null
}

export interface AttendanceRecord {
  readonly memberCode: string
  readonly sessionId: string
  /** Joining day of the episode, where the file names it. */
  readonly joinedOn: Day | null
  readonly status: AttendanceStatus
}

export interface ResponseRecord {
  readonly responseId: string
  readonly memberCode: string
  readonly sessionId: string | null
  /** Joining day of the episode, where the file names it. */
  readonly joinedOn: Day | null
  readonly respondedOn: Day
  readonly measureCode: string
  /** One character an item, "." = not answered; null when only a total was recorded. */
  readonly answers: string | null
  /** Points; null when the form is unscorable. */
  readonly total: number | null
  readonly answeredItems: number
  readonly scoring: Scoring
  readonly functionalDifficulty: number | null
}

/** Fields that could be read from a row with a bad cell: null = empty or bad. */
export type Named<Key> = { readonly [Field in keyof Key]: Key[Field] | null }

/** One row: read whole, or with the problems of its cells and what is known of its key all the same. */
export type RowReading<Content, Key> =
  | { readonly kind: 'read'; readonly line: number; readonly record: Content }
  | {
      readonly kind: 'unreadable'
      readonly line: number
      readonly named: Named<Key>
      readonly problems: readonly RowProblem[]
      /** The risk item of a questionnaire was answered above its lowest point. */
      readonly isSafetyRelevant: boolean
    }

export type SiteKey = Pick<SiteRecord, 'siteId'>
export type TherapistKey = Pick<TherapistRecord, 'therapistId' | 'siteId'>
export type GroupKey = Pick<GroupRecord, 'groupId' | 'siteId' | 'therapistId' | 'coTherapistId'>
export type EpisodeKey = Pick<EpisodeRecord, 'memberCode' | 'groupId' | 'joinedOn'>
export type TreatmentKey = Pick<TreatmentRecord, 'memberCode'>
export type GroupSessionKey = Pick<GroupSessionRecord, 'sessionId' | 'groupId'>
export type AttendanceKey = Pick<AttendanceRecord, 'memberCode' | 'sessionId' | 'joinedOn'>
export type ResponseKey = Pick<
  ResponseRecord,
  'responseId' | 'memberCode' | 'sessionId' | 'joinedOn' | 'respondedOn'
>

/** An episode with what its row says about the person. */
export interface MemberRow extends EpisodeRecord {
  readonly identity: IdentityRecord
}
