/** Stored members that an import names, with their episodes, treatments, attendance and forms. */

import { groupBy } from '../../../core/import-rules/group-by.js'
import type { StoredEpisode, StoredMember, StoredResponse } from '../../../core/import-rules/lookup.js'
import type { AttendanceRecord, TreatmentRecord } from '../../../core/import-rules/records.js'
import type { Transaction } from '../../../database/access.js'
import { inChunks } from './in-chunks.js'

export interface StoredMemberRow {
  readonly memberId: number
  readonly memberCode: string
  readonly hasIdentity: boolean
  readonly fullName: string | null
  readonly dateOfBirth: string | null
}

export type StoredEpisodeRow = Omit<StoredEpisode, 'use'> & {
  readonly memberId: number
  readonly episodeId: number
}

type EpisodeUse = StoredEpisode['use']

const UNUSED: EpisodeUse = {
  lastAttendanceOn: null,
  lastAttendedOn: null,
  lastResponseOn: null,
}

export function storedMemberRows(
  transaction: Transaction,
  codes: ReadonlySet<string>,
): Promise<StoredMemberRow[]> {
  return inChunks([...codes], (chunk) =>
    transaction.query<StoredMemberRow>(
      `select m.member_id as "memberId", m.member_code as "memberCode", i.member_id is not null as "hasIdentity",
              i.full_name as "fullName", i.date_of_birth as "dateOfBirth"
       from member m left join member_identity i using (member_id) where m.member_code = any($1)`,
      [chunk],
    ),
  )
}

export function storedEpisodeRows(
  transaction: Transaction,
  memberIds: readonly number[],
): Promise<StoredEpisodeRow[]> {
  return inChunks(memberIds, (chunk) =>
    transaction.query<StoredEpisodeRow>(
      `select e.member_id as "memberId", e.episode_id as "episodeId", m.member_code as "memberCode",
              e.group_id as "groupId", e.joined_on as "joinedOn", e.planned_end_on as "plannedEndOn",
              e.exited_on as "exitedOn", e.exit_reason as "exitReason", e.arm, e.recorded_arm as "recordedArm",
              e.concurrent_individual as "concurrentIndividual", e.concurrent_medication as "concurrentMedication",
              e.age_at_joining as "ageAtJoining", e.birth_year as "birthYear", e.gender,
              e.prior_episodes as "priorEpisodes"
       from episode e join member m using (member_id) where e.member_id = any($1::bigint[])
       order by e.member_id, e.joined_on, e.group_id`,
      [chunk],
    ),
  )
}

function storedTreatments(
  transaction: Transaction,
  memberIds: readonly number[],
): Promise<TreatmentRecord[]> {
  return inChunks(memberIds, (chunk) =>
    transaction.query<TreatmentRecord>(
      `select m.member_code as "memberCode", t.kind, t.started_on as "startedOn", t.ended_on as "endedOn"
       from concurrent_treatment t join member m using (member_id) where t.member_id = any($1::bigint[])`,
      [chunk],
    ),
  )
}

/** Last days of what hangs on each episode, by episode id. */
async function episodeUse(
  transaction: Transaction,
  memberIds: readonly number[],
): Promise<Map<number, EpisodeUse>> {
  const rows = await inChunks(memberIds, (chunk) =>
    transaction.query<EpisodeUse & { episodeId: number }>(
      `select e.episode_id as "episodeId", a.last_on as "lastAttendanceOn",
              a.last_attended_on as "lastAttendedOn", r.last_on as "lastResponseOn"
       from episode e
       left join (
         select member_id, episode_id, max(session_on) as last_on,
                max(session_on) filter (where attendance.status in ('present', 'late', 'left_early')) as last_attended_on
         from attendance join group_session using (group_session_id)
         where member_id = any($1::bigint[]) group by member_id, episode_id
       ) a using (member_id, episode_id)
       left join (
         select member_id, episode_id, max(responded_on) as last_on
         from response where member_id = any($1::bigint[]) and not is_voided group by member_id, episode_id
       ) r using (member_id, episode_id)
       where e.member_id = any($1::bigint[])`,
      [chunk],
    ),
  )
  return new Map(rows.map(({ episodeId, ...use }) => [episodeId, use]))
}

/** Members by code. What hangs on their episodes is asked only when `withUse`. */
export async function storedMembers(
  transaction: Transaction,
  rows: { readonly members: readonly StoredMemberRow[]; readonly episodes: readonly StoredEpisodeRow[] },
  withUse: boolean,
): Promise<Map<string, StoredMember>> {
  const memberIds = rows.members.map(({ memberId }) => memberId)
  const use = withUse ? await episodeUse(transaction, memberIds) : new Map<number, EpisodeUse>()
  const treatments = groupBy(await storedTreatments(transaction, memberIds), ({ memberCode }) => memberCode)
  const episodes = groupBy(rows.episodes, ({ memberCode }) => memberCode)
  return new Map(
    rows.members.map(({ memberCode, fullName, dateOfBirth }) => [
      memberCode,
      {
        identity: { fullName, dateOfBirth },
        episodes: (episodes.get(memberCode) ?? []).map(({ memberId: _, episodeId, ...episode }) => ({
          ...episode,
          use: use.get(episodeId) ?? UNUSED,
        })),
        treatments: treatments.get(memberCode) ?? [],
      },
    ]),
  )
}

/** Attendance of the pairs asked for. */
export function storedAttendance(
  transaction: Transaction,
  pairs: readonly { readonly memberId: number; readonly groupSessionId: number }[],
): Promise<AttendanceRecord[]> {
  return inChunks(pairs, (chunk) =>
    transaction.query<AttendanceRecord>(
      `select m.member_code as "memberCode", s.session_id as "sessionId", e.joined_on as "joinedOn", a.status
       from unnest($1::bigint[], $2::bigint[]) as asked (member_id, group_session_id)
       join attendance a using (member_id, group_session_id)
       join episode e using (member_id, episode_id)
       join member m using (member_id)
       join group_session s using (group_session_id)`,
      [chunk.map(({ memberId }) => memberId), chunk.map(({ groupSessionId }) => groupSessionId)],
    ),
  )
}

/**
 * Forms of one source system under the ids asked for, whoever's they are.
 *
 * They are found by id before anything is joined: between a first import and the next statistics the planner would
 * take them for a handful, and go through all sessions for each of them.
 */
export function storedResponses(
  transaction: Transaction,
  responseIds: ReadonlySet<string>,
  sourceSystem: string,
): Promise<StoredResponse[]> {
  return inChunks([...responseIds], (chunk) =>
    transaction.query<StoredResponse>(
      `with found as materialized (select * from response where response_id = any($1) and source_system = $2)
       select r.response_id as "responseId", m.member_code as "memberCode", s.session_id as "sessionId",
              e.joined_on as "joinedOn", r.responded_on as "respondedOn", r.measure_code as "measureCode", r.answers,
              r.total, r.n_answered as "answeredItems", r.scoring,
              r.functional_difficulty as "functionalDifficulty", r.is_voided as "isVoided"
       from found r
       join member m using (member_id)
       join episode e using (member_id, episode_id)
       left join group_session s on s.group_session_id = r.group_session_id`,
      [chunk, sourceSystem],
    ),
  )
}
