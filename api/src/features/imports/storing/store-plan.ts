/** Stores everything that a plan adds or changes, and works out the outcomes of the touched episodes again. */

import { episodeKey } from '../../../core/import-rules/lookup.js'
import type { ImportPlan } from '../../../core/import-rules/plan-import.js'
import { touchedEpisodes } from '../../../core/import-rules/touched-episodes.js'
import type { Transaction } from '../../../database/access.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import { refreshEpisodes } from '../../outcomes/outcome-refresh.service.js'
import type { ImportProgress } from '../import-progress.js'
import type { Correction } from './correction.js'
import type { StoredIds, StoredLookup } from './import-lookup.repository.js'
import { writeMembers } from './write-members.js'
import { recordsOf, writeReferencePlan, writeSessions } from './write-reference.js'
import { type LeftEpisode, type ResponseMode, writeAttendance, writeResponses } from './write-visits.js'

export interface Storing {
  readonly plan: ImportPlan
  readonly stored: StoredLookup
  readonly correction: Correction
  readonly sourceSystem: string
  /** How the forms came in. */
  readonly mode: ResponseMode
  readonly mayOverlap: boolean
  readonly progress: ImportProgress
}

/** @returns the number of episodes whose outcomes were worked out again */
export async function storePlan(transaction: Transaction, storing: Storing): Promise<number> {
  const { plan, stored, correction, progress } = storing
  const { ids } = stored
  progress('storing', 0, STEPS)
  await writeReferencePlan(transaction, plan.reference, correction)
  await writeMembers(transaction, { plan: plan.members, stored, correction, mayOverlap: storing.mayOverlap })
  progress('storing', 1, STEPS)
  for (const made of await writeSessions(transaction, plan.sessions.sessions, correction)) {
    ids.groupSessionIds.set(made.sessionId, made.groupSessionId)
  }
  const leftByAttendance = await writeAttendance(transaction, plan.attendance, ids, correction)
  progress('storing', 2, STEPS)
  const leftByForms = await writeResponses(transaction, plan.responses, ids, storing)
  progress('storing', STEPS, STEPS)
  const ofSessions = await episodesOfSessions(transaction, plan, ids)
  const touched = distinct([...knownEpisodes(plan, ids), ...leftByAttendance, ...leftByForms, ...ofSessions])
  progress('outcomes', 0, touched.length)
  await refreshEpisodes(transaction, touched)
  progress('outcomes', touched.length, touched.length)
  return touched.length
}

const STEPS = 3

function knownEpisodes(plan: ImportPlan, ids: StoredIds): EpisodeKey[] {
  return Array.from(touchedEpisodes(plan)).flatMap(({ memberCode, groupId, joinedOn }) => {
    const memberId = ids.memberIds.get(memberCode)
    const episodeId = ids.episodeIds.get(episodeKey(memberCode, groupId, joinedOn))
    return memberId === undefined || episodeId === undefined ? [] : [{ memberId, episodeId }]
  })
}

/** A session that moved to another day changes the order of what was attended. */
async function episodesOfSessions(
  transaction: Transaction,
  plan: ImportPlan,
  ids: StoredIds,
): Promise<LeftEpisode[]> {
  const changed = recordsOf(plan.sessions.sessions, 'corrected').flatMap(
    ({ sessionId }) => ids.groupSessionIds.get(sessionId) ?? [],
  )
  if (changed.length === 0) return []
  return transaction.query<LeftEpisode>(
    `select member_id as "memberId", episode_id as "episodeId" from attendance where group_session_id = any($1::bigint[])
     union
     select member_id, episode_id from response where group_session_id = any($1::bigint[])`,
    [changed],
  )
}

function distinct(keys: readonly EpisodeKey[]): EpisodeKey[] {
  return Array.from(new Map(keys.map((key) => [`${key.memberId} ${key.episodeId}`, key])).values())
}
