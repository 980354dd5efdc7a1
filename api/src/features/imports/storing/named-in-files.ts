/** Every id that the files name, so that one question a table is enough. */

import { type ImportReadings, namedIds } from '../../../core/import-rules/import-context.js'

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
  const sessionGroupIds = namedIds(sessions, (row) => row.groupId)
  return {
    siteIds: union(
      namedIds(sites, (row) => row.siteId),
      namedIds(therapists, (row) => row.siteId),
      namedIds(groups, (row) => row.siteId),
    ),
    therapistIds: union(
      namedIds(therapists, (row) => row.therapistId),
      namedIds(groups, (row) => row.therapistId),
      namedIds(groups, (row) => row.coTherapistId),
    ),
    groupIds: union(
      namedIds(groups, (row) => row.groupId),
      namedIds(members, (row) => row.groupId),
      sessionGroupIds,
    ),
    sessionGroupIds,
    memberCodes: union(
      namedIds(members, (row) => row.memberCode),
      namedIds(treatments, (row) => row.memberCode),
      namedIds(attendance, (row) => row.memberCode),
      namedIds(responses, (row) => row.memberCode),
    ),
    sessionIds: union(
      namedIds(sessions, (row) => row.sessionId),
      namedIds(attendance, (row) => row.sessionId),
      namedIds(responses, (row) => row.sessionId),
    ),
    responseIds: namedIds(responses, (row) => row.responseId),
  }
}

function union(...sets: readonly ReadonlySet<string>[]): Set<string> {
  const all = new Set<string>()
  for (const set of sets) for (const id of set) all.add(id)
  return all
}
