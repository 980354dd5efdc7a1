/** What the rules of one import share: what is stored, what today is, what may be corrected. */

import type { Day } from '../calendar-day.js'
import type { FileReadings } from './judge-rows.js'
import type { ImportLookup } from './lookup.js'
import type { ReadResponse } from './read-response-row.js'
import type {
  AttendanceKey,
  AttendanceRecord,
  EpisodeKey,
  GroupKey,
  GroupRecord,
  GroupSessionKey,
  GroupSessionRecord,
  MemberRow,
  ResponseKey,
  RowReading,
  SiteKey,
  SiteRecord,
  TherapistKey,
  TherapistRecord,
  TreatmentKey,
  TreatmentRecord,
} from './records.js'

/** The rows of every file; null where a file is absent. */
export interface ImportReadings {
  readonly sites: FileReadings<SiteRecord, SiteKey> | null
  readonly therapists: FileReadings<TherapistRecord, TherapistKey> | null
  readonly groups: FileReadings<GroupRecord, GroupKey> | null
  readonly members: FileReadings<MemberRow, EpisodeKey> | null
  readonly treatments: FileReadings<TreatmentRecord, TreatmentKey> | null
  readonly sessions: FileReadings<GroupSessionRecord, GroupSessionKey> | null
  readonly attendance: FileReadings<AttendanceRecord, AttendanceKey> | null
  readonly responses: FileReadings<ReadResponse, ResponseKey> | null
}

export interface ImportContext {
  readonly lookup: ImportLookup
  /** Rows that differ from what is stored replace it. */
  readonly isCorrecting: boolean
  /** Setting `allow_concurrent_groups`: episodes of a member in two groups may overlap. */
  readonly allowsConcurrentGroups: boolean
  /** Today in a time zone; the same day for all of them where a reference day is given. */
  readonly todayIn: (timeZone: string) => Day
}

/** Whether the file has a column; false for an absent file. */
export function columnTest(readings: FileReadings<unknown, unknown> | null): (column: string) => boolean {
  return (column) => readings?.columns.has(column) ?? false
}

/** Ids that rows name, whether these rows were taken or not: a reference to one of them depends on its row. */
export function namedIds<Content, Key>(
  readings: FileReadings<Content, Key> | null,
  idOf: (row: Content | Extract<RowReading<Content, Key>, { kind: 'unreadable' }>['named']) => string | null,
): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const reading of readings?.readings ?? []) {
    const id = idOf(reading.kind === 'read' ? reading.record : reading.named)
    if (id !== null) ids.add(id)
  }
  return ids
}
