/** Every id that the files name, so that one question a table is enough. */

import type { ImportReadings } from '../../../core/import-rules/import-context.js'
import type { FileReadings } from '../../../core/import-rules/judge-rows.js'
import type { RowReading } from '../../../core/import-rules/records.js'

export interface NamedInFiles {
  readonly siteIds: ReadonlySet<string>
  readonly therapistIds: ReadonlySet<string>
  readonly groupIds: ReadonlySet<string>
  /** Groups of sessions.csv, whose session numbers matter. */
  readonly sessionGroupIds: ReadonlySet<string>
  readonly memberCodes: ReadonlySet<string>
  readonly sessionIds: ReadonlySet<string>
  readonly responseIds: ReadonlySet<string>
}

export function namedInFiles(readings: ImportReadings): NamedInFiles {
  const { sites, therapists, groups, members, treatments, sessions, attendance, responses } = readings
  const sessionGroupIds = idsOf(sessions, (row) => row.groupId)
  return {
    siteIds: union(
      idsOf(sites, (row) => row.siteId),
      idsOf(therapists, (row) => row.siteId),
      idsOf(groups, (row) => row.siteId),
    ),
    therapistIds: union(
      idsOf(therapists, (row) => row.therapistId),
      idsOf(groups, (row) => row.therapistId),
      idsOf(groups, (row) => row.coTherapistId),
    ),
    groupIds: union(
      idsOf(groups, (row) => row.groupId),
      idsOf(members, (row) => row.groupId),
      sessionGroupIds,
    ),
    sessionGroupIds,
    memberCodes: union(
      idsOf(members, (row) => row.memberCode),
      idsOf(treatments, (row) => row.memberCode),
      idsOf(attendance, (row) => row.memberCode),
      idsOf(responses, (row) => row.memberCode),
    ),
    sessionIds: union(
      idsOf(sessions, (row) => row.sessionId),
      idsOf(attendance, (row) => row.sessionId),
      idsOf(responses, (row) => row.sessionId),
    ),
    responseIds: idsOf(responses, (row) => row.responseId),
  }
}

type RowOf<Content, Key> = Content | Extract<RowReading<Content, Key>, { kind: 'unreadable' }>['named']

function idsOf<Content, Key>(
  file: FileReadings<Content, Key> | null,
  idOf: (row: RowOf<Content, Key>) => string | null,
): Set<string> {
  const ids = new Set<string>()
  for (const reading of file?.readings ?? []) {
    const id = idOf(reading.kind === 'read' ? reading.record : reading.named)
    if (id !== null) ids.add(id)
  }
  return ids
}

function union(...sets: readonly ReadonlySet<string>[]): Set<string> {
  const all = new Set<string>()
  for (const set of sets) for (const id of set) all.add(id)
  return all
}
