import type { MemberTrajectory } from '../../contracts/members.js'
import type { Transaction } from '../../database/access.js'
import type { EpisodeKey } from '../outcomes/episode-key.js'

/** Sessions of the episode's group while the member belonged to it, and any other that they have a record of. */
export function querySessionsOfEpisode(
  transaction: Transaction,
  { memberId, episodeId }: EpisodeKey,
): Promise<MemberTrajectory['attendance']> {
  return transaction.query(
    `select group_session.session_id, group_session.session_number, group_session.session_on as session_date,
            group_session.status as session_status, attendance.status,
            exists (select 1 from response
              where response.member_id = episode.member_id and not response.is_voided
                and response.group_session_id = group_session.group_session_id) as has_form
     from episode
     join group_session using (group_id)
     left join attendance on attendance.member_id = episode.member_id
       and attendance.group_session_id = group_session.group_session_id
       and attendance.episode_id = episode.episode_id
     where episode.member_id = $1 and episode.episode_id = $2
       and (attendance.status is not null
         or group_session.session_on between episode.joined_on and coalesce(episode.ended_on, 'infinity'))
     order by group_session.session_number`,
    [memberId, episodeId],
  )
}

/** Treatments beside the group that ran at any time of the episode. */
export function queryConcurrentTreatments(
  transaction: Transaction,
  { memberId, episodeId }: EpisodeKey,
): Promise<MemberTrajectory['concurrent_treatments']> {
  return transaction.query(
    `select concurrent_treatment.kind, concurrent_treatment.started_on, concurrent_treatment.ended_on
     from concurrent_treatment join episode using (member_id)
     where episode.member_id = $1 and episode.episode_id = $2
       and concurrent_treatment.started_on <= coalesce(episode.ended_on, 'infinity')
       and coalesce(concurrent_treatment.ended_on, 'infinity') >= episode.joined_on
     order by concurrent_treatment.started_on, concurrent_treatment.kind`,
    [memberId, episodeId],
  )
}
