import type { Day } from '../../core/calendar-day.js'
import type { AttendanceStatus, Scoring, SessionStatus } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'

export interface BoardSession {
  session_id: string
  session_number: number
  session_date: Day
  status: SessionStatus
}

export interface BoardEpisode {
  member_id: number
  member_code: string
  episode_id: number
  joined_on: Day
  exited_on: Day | null
  ended_on: Day | null
  attendance: [sessionId: string, status: AttendanceStatus][]
  /** In order of response id. */
  forms: [
    sessionId: string,
    total: number | null,
    scoring: Scoring,
    answers: string | null,
    respondedOn: Day,
  ][]
  /** null without a valid score. */
  baseline: number | null
  baseline_on: Day | null
}

export async function queryBoardSessions(transaction: Transaction, groupId: string): Promise<BoardSession[]> {
  return transaction.query<BoardSession>(
    `select session_id, session_number, session_on as session_date, status
     from group_session where group_id = $1 order by session_number`,
    [groupId],
  )
}

export async function queryBoardEpisodes(
  transaction: Transaction,
  groupId: string,
  measureCode: string,
): Promise<BoardEpisode[]> {
  return transaction.query<BoardEpisode>(
    `select episode.member_id, member.member_code, episode.episode_id, episode.joined_on, episode.exited_on, episode.ended_on,
            came.attendance, filled_in.forms, of_measure.baseline, of_measure.baseline_on
     from episode join member using (member_id)
     left join episode_measure_outcome as of_measure
       on of_measure.member_id = episode.member_id and of_measure.episode_id = episode.episode_id
      and of_measure.measure_code = $2
     cross join lateral (
       select coalesce(json_agg(json_build_array(session_id, attendance.status)), '[]') as attendance
       from attendance join group_session using (group_session_id)
       where attendance.member_id = episode.member_id and attendance.episode_id = episode.episode_id
     ) as came
     cross join lateral (
       select coalesce(json_agg(json_build_array(session_id, response.total, response.scoring, response.answers,
                response.responded_on)
                order by response.response_id collate "C"), '[]') as forms
       from response join group_session using (group_session_id)
       where response.member_id = episode.member_id and response.episode_id = episode.episode_id
         and response.measure_code = $2 and not response.is_voided
     ) as filled_in
     where episode.group_id = $1
     order by member.member_code collate "C", episode.joined_on`,
    [groupId, measureCode],
  )
}
