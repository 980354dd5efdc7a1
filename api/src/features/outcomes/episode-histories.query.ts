import type { Day } from '../../core/calendar-day.js'
import type { EpisodeHistory } from '../../core/episodes/episode-history.js'
import { decodeAnswers } from '../../core/scoring/answers-text.js'
import type { Arm, AttendanceStatus, ExitReason } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { type EpisodeKey, keyColumns } from './episode-key.js'

export interface StoredHistory extends EpisodeKey {
  readonly history: EpisodeHistory
}

interface HistoryRow {
  member_id: number
  episode_id: number
  member_code: string
  group_id: string
  joined_on: Day
  planned_end_on: Day | null
  exited_on: Day | null
  exit_reason: ExitReason | null
  arm: Arm | null
  attendance: [sessionId: string, sessionOn: Day, status: AttendanceStatus][]
  responses: [
    responseId: string,
    measureCode: string,
    respondedOn: Day,
    sessionId: string | null,
    total: number | null,
    nAnswered: number,
    answers: string | null,
  ][]
}

/**
 * Makes whoever else refreshes one of these episodes wait until this transaction ends, so that the later one reads
 * what the earlier one wrote. In order of the keys, so that two of them cannot wait for each other.
 */
export async function lockEpisodes(transaction: Transaction, keys: readonly EpisodeKey[]): Promise<void> {
  await transaction.query(
    `select 1 from episode
     where (member_id, episode_id) in (select * from unnest($1::bigint[], $2::bigint[]))
     order by member_id, episode_id for no key update`,
    keyColumns(keys),
  )
}

/** Episodes that had ended on a day, the latest first. */
export async function queryEndedKeys(
  transaction: Transaction,
  endedOn: Day,
  atMost: number,
): Promise<EpisodeKey[]> {
  return transaction.query<EpisodeKey>(
    `select member_id as "memberId", episode_id as "episodeId" from episode
     where ended_on <= $1 order by ended_on desc, member_id, episode_id limit $2`,
    [endedOn, atMost],
  )
}

/** Everything recorded of these episodes; voided forms are left out. LATERAL keeps it to their own rows by index. */
export async function readHistories(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
): Promise<StoredHistory[]> {
  const rows = await transaction.query<HistoryRow>(
    `select episode.member_id, episode.episode_id, member.member_code, episode.group_id, episode.joined_on,
            episode.planned_end_on, episode.exited_on, episode.exit_reason, episode.arm,
            came.attendance, filled_in.responses
     from unnest($1::bigint[], $2::bigint[]) as touched (member_id, episode_id)
     join episode on episode.member_id = touched.member_id and episode.episode_id = touched.episode_id
     join member on member.member_id = touched.member_id
     cross join lateral (
       select coalesce(json_agg(json_build_array(
                group_session.session_id, group_session.session_on, attendance.status)), '[]') as attendance
       from attendance join group_session using (group_session_id)
       where attendance.member_id = touched.member_id and attendance.episode_id = touched.episode_id
     ) as came
     cross join lateral (
       select coalesce(json_agg(json_build_array(
                response.response_id, response.measure_code, response.responded_on, group_session.session_id,
                response.total, response.n_answered, response.answers)), '[]') as responses
       from response left join group_session using (group_session_id)
       where response.member_id = touched.member_id and response.episode_id = touched.episode_id
         and not response.is_voided
     ) as filled_in`,
    keyColumns(keys),
  )
  return rows.map(storedHistory)
}

function storedHistory(row: HistoryRow): StoredHistory {
  return {
    memberId: row.member_id,
    episodeId: row.episode_id,
    history: {
      memberId: row.member_code,
      episodeKey: String(row.episode_id),
      groupId: row.group_id,
      joinedOn: row.joined_on,
      plannedEndOn: row.planned_end_on,
      exitedOn: row.exited_on,
      exitReason: row.exit_reason,
      arm: row.arm,
      attendance: row.attendance.map(([sessionId, sessionOn, status]) => ({ sessionId, sessionOn, status })),
      responses: row.responses.map(
        ([responseId, measureCode, respondedOn, sessionId, total, nAnswered, answers]) => ({
          responseId,
          measureCode,
          respondedOn,
          sessionId,
          total,
          nAnswered,
          answers: answers === null ? null : decodeAnswers(answers),
        }),
      ),
    },
  }
}
