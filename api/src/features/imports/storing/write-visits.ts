/** Writes attendance and forms; replaced versions stay in the history. Answers which episodes they left. */

import type { AttendancePlan } from '../../../core/import-rules/judge-attendance.js'
import type { ResponsePlan } from '../../../core/import-rules/judge-responses.js'
import type { Change } from '../../../core/import-rules/judge-rows.js'
import { attendanceKey, episodeKey } from '../../../core/import-rules/lookup.js'
import type { EpisodeRecord } from '../../../core/import-rules/records.js'
import type { Transaction } from '../../../database/access.js'
import { type Correction, IMPORTED_AGAIN } from './correction.js'
import type { StoredIds } from './import-lookup.repository.js'
import { inChunks } from './in-chunks.js'

/** The episode that a replaced row belonged to; it may be another one than now. */
export interface LeftEpisode {
  readonly memberId: number
  readonly episodeId: number
}

export type ResponseMode = 'paper' | 'tablet' | 'link' | 'interview' | 'import'

const ATTENDANCE_COLUMNS = '"memberId" bigint, "groupSessionId" bigint, "episodeId" bigint, status text'

export async function writeAttendance(
  transaction: Transaction,
  { attendance, episodes }: AttendancePlan,
  ids: StoredIds,
  { batchId, reason }: Correction,
): Promise<LeftEpisode[]> {
  const numbersOf = episodeNumbers(ids)
  const rowsOf = (change: Change) =>
    attendance.candidates
      .filter((candidate) => candidate.change === change)
      .map(({ record: { memberCode, sessionId, status } }) => ({
        ...numbersOf(episodes.get(attendanceKey(memberCode, sessionId))),
        groupSessionId: ids.groupSessionIds.get(sessionId) ?? null,
        status,
      }))
  await inChunks(rowsOf('added'), (chunk) =>
    transaction.query(
      // What was taken back before has versions in the history; the new one comes after them.
      `insert into attendance (member_id, group_session_id, episode_id, status, version)
       select "memberId", "groupSessionId", "episodeId", status, 1 + coalesce((
                select max(version) from member_record_history
                where member_id = "memberId" and record_type = 'attendance' and record_key = "groupSessionId"::text), 0)
       from json_to_recordset($1::json) as given (${ATTENDANCE_COLUMNS})`,
      [JSON.stringify(chunk)],
    ),
  )
  return inChunks(rowsOf('corrected'), (chunk) =>
    transaction.query<LeftEpisode>(
      `with given as (select * from json_to_recordset($1::json) as given (${ATTENDANCE_COLUMNS})),
       kept as (
         insert into member_record_history
           (member_id, record_type, record_key, version, content, replaced_by_batch_id, reason)
         select member_id, 'attendance', group_session_id::text, version, to_jsonb(stored) - 'version', $2, $3
         from attendance stored join given on member_id = "memberId" and group_session_id = "groupSessionId"
         returning member_id, (content ->> 'episode_id')::bigint as episode_id
       ),
       replaced as (
         update attendance stored set episode_id = "episodeId", status = given.status, version = version + 1
         from given where member_id = "memberId" and group_session_id = "groupSessionId"
       )
       select distinct member_id as "memberId", episode_id as "episodeId" from kept`,
      [JSON.stringify(chunk), batchId, reason],
    ),
  )
}

const RESPONSE_COLUMNS = `"memberId" bigint, "responseId" text, "episodeId" bigint, "groupSessionId" bigint,
  "measureCode" text, "respondedOn" date, answers text, total integer, "answeredItems" integer, scoring text,
  "functionalDifficulty" integer`

export interface FormsContext {
  readonly sourceSystem: string
  readonly mode: ResponseMode
  readonly correction: Correction
}

export async function writeResponses(
  transaction: Transaction,
  plan: ResponsePlan,
  ids: StoredIds,
  context: FormsContext,
): Promise<LeftEpisode[]> {
  const { batchId, reason } = context.correction
  await inChunks(responseRows(plan, 'added', ids), (chunk) =>
    transaction.query(
      `insert into response (member_id, source_system, response_id, episode_id, group_session_id, measure_code,
                             responded_on, answers, total, n_answered, scoring, functional_difficulty, import_batch_id,
                             mode)
       select "memberId", $2, "responseId", "episodeId", "groupSessionId", "measureCode", "respondedOn", answers, total,
              "answeredItems", scoring, "functionalDifficulty", $3, $4
       from json_to_recordset($1::json) as given (${RESPONSE_COLUMNS})`,
      [JSON.stringify(chunk), context.sourceSystem, batchId, context.mode],
    ),
  )
  const left = await replaceResponses(transaction, responseRows(plan, 'corrected', ids), context)
  const revived = await replaceResponses(transaction, responseRows(plan, 'revived', ids), {
    ...context,
    correction: { batchId, reason: reason === '' ? IMPORTED_AGAIN : reason },
  })
  return [...left, ...revived]
}

type ResponseRow = ReturnType<typeof responseRows>[number]

function replaceResponses(
  transaction: Transaction,
  rows: readonly ResponseRow[],
  { sourceSystem, mode, correction: { batchId, reason } }: FormsContext,
): Promise<LeftEpisode[]> {
  return inChunks(rows, (chunk) =>
    transaction.query<LeftEpisode>(
      `with given as (select * from json_to_recordset($1::json) as given (${RESPONSE_COLUMNS})),
       kept as (
         insert into response_history
           (member_id, source_system, response_id, version, episode_id, group_session_id, measure_code, responded_on,
            recorded_at, recorded_by, answers, total, n_answered, scoring, functional_difficulty, mode, is_voided,
            import_batch_id, replaced_by_batch_id, reason)
         select member_id, source_system, response_id, version, episode_id, group_session_id, measure_code, responded_on,
                recorded_at, recorded_by, stored.answers, stored.total, n_answered, stored.scoring,
                functional_difficulty, mode, is_voided, import_batch_id, $3, $4
         from response stored
         join given on member_id = "memberId" and source_system = $2 and response_id = "responseId"
         returning member_id, episode_id
       ),
       replaced as (
         update response stored
         set episode_id = "episodeId", group_session_id = "groupSessionId", measure_code = "measureCode",
             responded_on = "respondedOn", recorded_at = now(), recorded_by = app_actor(), answers = given.answers,
             total = given.total, n_answered = "answeredItems", scoring = given.scoring,
             functional_difficulty = "functionalDifficulty", mode = $5, is_voided = false, import_batch_id = $3,
             version = version + 1
         from given where member_id = "memberId" and source_system = $2 and response_id = "responseId"
       )
       select distinct member_id as "memberId", episode_id as "episodeId" from kept`,
      [JSON.stringify(chunk), sourceSystem, batchId, reason, mode],
    ),
  )
}

function responseRows({ responses, episodes }: ResponsePlan, change: Change, ids: StoredIds) {
  const numbersOf = episodeNumbers(ids)
  return responses.candidates
    .filter((candidate) => candidate.change === change)
    .map(({ record }) => ({
      ...numbersOf(episodes.get(record.responseId)),
      responseId: record.responseId,
      groupSessionId: record.sessionId === null ? null : (ids.groupSessionIds.get(record.sessionId) ?? null),
      measureCode: record.measureCode,
      respondedOn: record.respondedOn,
      answers: record.answers,
      total: record.total,
      answeredItems: record.answeredItems,
      scoring: record.scoring,
      functionalDifficulty: record.functionalDifficulty,
    }))
}

interface EpisodeIds {
  readonly memberId: number | null
  readonly episodeId: number | null
}

const NO_EPISODE: EpisodeIds = { memberId: null, episodeId: null }

/** Numbers of episodes; each is looked up once, because hundreds of rows belong to it. */
function episodeNumbers(ids: StoredIds): (episode: EpisodeRecord | undefined) => EpisodeIds {
  const known = new Map<EpisodeRecord, EpisodeIds>()
  return (episode) => {
    if (episode === undefined) return NO_EPISODE
    const found = known.get(episode)
    if (found !== undefined) return found
    const key = episodeKey(episode.memberCode, episode.groupId, episode.joinedOn)
    const numbers = {
      memberId: ids.memberIds.get(episode.memberCode) ?? null,
      episodeId: ids.episodeIds.get(key) ?? null,
    }
    known.set(episode, numbers)
    return numbers
  }
}
