/** Answers of the database to what the rules ask, fetched at once for everything that the files name. */

import { groupBy } from '../../../core/import-rules/group-by.js'
import type { ImportReadings } from '../../../core/import-rules/import-context.js'
import {
  attendanceKey,
  episodeKey,
  type ImportLookup,
  wholeReach,
} from '../../../core/import-rules/lookup.js'
import type { Transaction } from '../../../database/access.js'
import { namedInFiles } from './named-in-files.js'
import { boundedReach } from './reach.query.js'
import {
  storedAttendance,
  storedEpisodeRows,
  storedMemberRows,
  storedMembers,
  storedResponses,
} from './stored-members.query.js'
import {
  storedGroups,
  storedSessionNumbers,
  storedSessions,
  storedSites,
  storedTherapists,
} from './stored-reference.query.js'

/** Numbers that the tables use where the files use codes. */
export interface StoredIds {
  readonly memberIds: Map<string, number>
  /** By `episodeKey`. */
  readonly episodeIds: Map<string, number>
  /** By session id. */
  readonly groupSessionIds: Map<string, number>
  /** Members that have an identity row. */
  readonly identified: ReadonlySet<string>
}

export interface StoredLookup {
  readonly lookup: ImportLookup
  readonly ids: StoredIds
}

/**
 * @param isCorrecting     also fetches what hangs on the records that a correction might change
 * @param isBoundBySites   also asks which ids are taken by records that the caller cannot see
 */
export async function fetchLookup(
  transaction: Transaction,
  readings: ImportReadings,
  options: {
    readonly sourceSystem: string
    readonly isCorrecting: boolean
    readonly isBoundBySites: boolean
  },
): Promise<StoredLookup> {
  const named = namedInFiles(readings)
  const members = await storedMemberRows(transaction, named.memberCodes)
  const memberIds = new Map(members.map((row) => [row.memberCode, row.memberId]))
  const episodes = await storedEpisodeRows(transaction, [...memberIds.values()])
  const sessions = await storedSessions(transaction, named.sessionIds, options.isCorrecting)
  const groupSessionIds = new Map(sessions.map((row) => [row.sessionId, row.groupSessionId]))
  const groupIds = new Set([
    ...named.groupIds,
    ...episodes.map((row) => row.groupId),
    ...sessions.map((row) => row.groupId),
  ])
  const groups = await storedGroups(transaction, groupIds)
  const therapists = await storedTherapists(transaction, named.therapistIds)
  const siteIds = new Set([
    ...named.siteIds,
    ...[...groups.values()].map((group) => group.siteId),
    ...[...therapists.values()].flatMap((therapist) => therapist.siteId ?? []),
  ])
  const sites = await storedSites(transaction, siteIds)
  const responses = await storedResponses(transaction, named.responseIds, options.sourceSystem)
  const attendance = await storedAttendance(transaction, pairsOf(readings, memberIds, groupSessionIds))
  return {
    lookup: {
      sites,
      therapists,
      groups,
      sessions: new Map(sessions.map(({ groupSessionId: _, ...session }) => [session.sessionId, session])),
      members: await storedMembers(transaction, { members, episodes }, options.isCorrecting),
      attendance: new Map(attendance.map((row) => [attendanceKey(row.memberCode, row.sessionId), row])),
      responses: groupBy(responses, (row) => row.responseId),
      sessionNumbers: await storedSessionNumbers(transaction, named.sessionGroupIds),
      reach: options.isBoundBySites
        ? await boundedReach(transaction, {
            sites: without(siteIds, sites),
            groups: without(groupIds, groups),
            sessions: without(named.sessionIds, groupSessionIds),
            members: without(named.memberCodes, memberIds),
          })
        : wholeReach,
    },
    ids: {
      memberIds,
      episodeIds: new Map(
        episodes.map((row) => [episodeKey(row.memberCode, row.groupId, row.joinedOn), row.episodeId]),
      ),
      groupSessionIds,
      identified: new Set(members.filter((row) => row.hasIdentity).map((row) => row.memberCode)),
    },
  }
}

function without(ids: ReadonlySet<string>, found: ReadonlyMap<string, unknown>): string[] {
  return Array.from(ids).filter((id) => !found.has(id))
}

function pairsOf(
  readings: ImportReadings,
  memberIds: ReadonlyMap<string, number>,
  groupSessionIds: ReadonlyMap<string, number>,
): { memberId: number; groupSessionId: number }[] {
  const pairs: { memberId: number; groupSessionId: number }[] = []
  for (const reading of readings.attendance?.readings ?? []) {
    if (reading.kind !== 'read') continue
    const memberId = memberIds.get(reading.record.memberCode)
    const groupSessionId = groupSessionIds.get(reading.record.sessionId)
    if (memberId !== undefined && groupSessionId !== undefined) pairs.push({ memberId, groupSessionId })
  }
  return pairs
}
