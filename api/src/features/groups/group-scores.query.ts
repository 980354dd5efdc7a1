import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'

export interface GroupScore {
  member_code: string
  episode_id: number
  response_id: string
  responded_on: Day
  days_since_baseline: number
  /** Of the session that the form names; else of the last one on or before its day, 0 before the first. */
  session_number: number
  score: number
}

/** Valid scores of a group on one measure, in time order within each episode. */
export async function queryGroupScores(
  transaction: Transaction,
  groupId: string,
  measureCode: string,
): Promise<GroupScore[]> {
  return transaction.query<GroupScore>(
    `select member.member_code, response.episode_id, response.response_id, response.responded_on,
            response.responded_on - of_measure.baseline_on as days_since_baseline,
            coalesce(named.session_number, passed.session_number) as session_number, response.total as score
     from episode
     join member using (member_id)
     join episode_measure_outcome as of_measure
       on of_measure.member_id = episode.member_id and of_measure.episode_id = episode.episode_id
      and of_measure.measure_code = $2
     join response
       on response.member_id = episode.member_id and response.episode_id = episode.episode_id
      and response.measure_code = $2
     left join group_session as named on named.group_session_id = response.group_session_id
     cross join lateral (
       select coalesce(max(session_number), 0) as session_number from group_session
       where group_session.group_id = episode.group_id and group_session.session_on <= response.responded_on
     ) as passed
     where episode.group_id = $1 and not response.is_voided and response.total is not null
     order by member.member_code collate "C", episode.joined_on, response.responded_on,
              response.response_id collate "C"`,
    [groupId, measureCode],
  )
}
