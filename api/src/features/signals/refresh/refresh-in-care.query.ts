import type { Transaction } from '../../../database/access.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'

/** Days between the first and the last site of the world to begin a day. */
const DAY_AND_A_HALF = "interval '36 hours'"

/** Episodes that may be in care at some site, and those that still stand somewhere; in the order of their keys. */
export function queryKeysInCare(transaction: Transaction): Promise<EpisodeKey[]> {
  return transaction.query<EpisodeKey>(
    `select member_id as "memberId", episode_id as "episodeId" from (
       select member_id, episode_id from episode
       where coalesce(ended_on > (now() - ${DAY_AND_A_HALF})::date, true)
       union
       select member_id, episode_id from episode_standing
     ) as concerned
     order by member_id, episode_id`,
  )
}

/** Episodes whose end has come, by the day of their site, and that still stand somewhere. */
export function queryKeysEnded(transaction: Transaction): Promise<EpisodeKey[]> {
  return transaction.query<EpisodeKey>(
    `select member_id as "memberId", episode_id as "episodeId"
     from episode_standing as standing
     join episode using (member_id, episode_id)
     join site on site.site_id = standing.site_id
     where ended_on <= (now() at time zone time_zone)::date
     order by member_id, episode_id`,
  )
}

/** Does any episode in care lack a standing, or have one by other rules or fits than those in use? */
export async function queryIsBehind(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction.query<{ is_behind: boolean }>(
    `select exists (
       select from episode join site on site.site_id = episode.site_id
       where coalesce(ended_on > (now() at time zone time_zone)::date, true)
         and not exists (
           select from episode_standing as standing
           where standing.member_id = episode.member_id and standing.episode_id = episode.episode_id)
     ) or exists (
       select from episode_standing where rules_version <> (select max(version) from rule_set)
     ) or exists (
       select from episode_standing, unnest(model_fit_ids) as used
       join model_fit on model_fit_id = used
       where exists (
         select from model_fit as later
         where later.measure_code = model_fit.measure_code and later.model_fit_id > model_fit.model_fit_id)
     ) as is_behind`,
  )
  return row?.is_behind ?? false
}
