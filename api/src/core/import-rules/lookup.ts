/**
 * What is already stored of everything that the files name. The rules ask it and nothing else: it is empty for
 * `analyse`, and filled by set-based queries for an import.
 */

import type { Day } from '../calendar-day.js'
import type { Arm } from '../vocabulary.js'
import type {
  AttendanceRecord,
  EpisodeRecord,
  GroupRecord,
  GroupSessionRecord,
  IdentityRecord,
  ResponseRecord,
  SiteRecord,
  TherapistRecord,
  TreatmentRecord,
} from './records.js'

export interface ImportLookup {
  readonly sites: ReadonlyMap<string, SiteRecord>
  readonly therapists: ReadonlyMap<string, TherapistRecord>
  readonly groups: ReadonlyMap<string, GroupRecord>
  readonly sessions: ReadonlyMap<string, StoredGroupSession>
  /** By member code; every stored member that a file names. */
  readonly members: ReadonlyMap<string, StoredMember>
  /** By `attendanceKey`. */
  readonly attendance: ReadonlyMap<string, AttendanceRecord>
  /** By response id, within the source system of the import. */
  readonly responses: ReadonlyMap<string, readonly StoredResponse[]>
  /** Id of the stored session with this number, by `sessionNumberKey`. */
  readonly sessionNumbers: ReadonlyMap<string, string>
  readonly reach: Reach
}

/** What the one who imports cannot see and may not make. */
export interface Reach {
  /** Ids of the files that records out of their sight have; nothing else is known of these. */
  readonly elsewhere: {
    readonly sites: ReadonlySet<string>
    readonly groups: ReadonlySet<string>
    readonly sessions: ReadonlySet<string>
    readonly members: ReadonlySet<string>
  }
  /** Sites may be made and corrected; else they are used as they are. */
  readonly mayChangeSites: boolean
}

/** Of the command line, and of `analyse`, which has nothing stored: everything is seen. */
export const wholeReach: Reach = {
  elsewhere: { sites: new Set(), groups: new Set(), sessions: new Set(), members: new Set() },
  mayChangeSites: true,
}

export interface StoredMember {
  readonly identity: IdentityRecord
  readonly episodes: readonly StoredEpisode[]
  readonly treatments: readonly TreatmentRecord[]
}

export interface StoredEpisode extends EpisodeRecord {
  readonly arm: Arm | null
  /** The last of what hangs on the episode, so that a correction cannot end it too early. */
  readonly use: {
    readonly lastAttendanceOn: Day | null
    readonly lastAttendedOn: Day | null
    readonly lastResponseOn: Day | null
  }
}

export interface StoredGroupSession extends GroupSessionRecord {
  readonly hasAttendance: boolean
}

export interface StoredResponse extends ResponseRecord {
  readonly isVoided: boolean
}

export const emptyLookup: ImportLookup = {
  sites: new Map(),
  therapists: new Map(),
  groups: new Map(),
  sessions: new Map(),
  members: new Map(),
  attendance: new Map(),
  responses: new Map(),
  sessionNumbers: new Map(),
  reach: wholeReach,
}

// A control character cannot stand in an id, so joined parts cannot run into each other.
const BETWEEN = '\u0000'

export function attendanceKey(memberCode: string, sessionId: string): string {
  return memberCode + BETWEEN + sessionId
}

export function sessionNumberKey(groupId: string, sessionNumber: number): string {
  return groupId + BETWEEN + String(sessionNumber)
}

export function episodeKey(memberCode: string, groupId: string, joinedOn: Day): string {
  return memberCode + BETWEEN + groupId + BETWEEN + joinedOn
}

export function treatmentKey({ memberCode, kind, startedOn }: TreatmentRecord): string {
  return memberCode + BETWEEN + kind + BETWEEN + startedOn
}
