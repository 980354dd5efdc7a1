import type { Cover, TherapistCaseloadList } from '../../contracts/caseload.js'
import type { Transaction } from '../../database/access.js'

/** Every therapist with the groups in the caller's reach. */
export function queryTherapistCaseloads(
  transaction: Transaction,
): Promise<TherapistCaseloadList['therapists']> {
  return transaction.query(
    `select therapist.therapist_id, therapist.display_name, led.groups
     from therapist
     cross join lateral (
       select coalesce(json_agg(json_build_object(
                'group_id', group_id, 'name', name, 'site_id', site_id, 'part', part, 'end_date', end_on
              ) order by group_id collate "C"), '[]') as groups
       from group_therapist join treatment_group using (group_id)
       where group_therapist.therapist_id = therapist.therapist_id
     ) as led
     order by therapist.therapist_id collate "C"`,
  )
}

export interface StoredCover extends Omit<Cover, 'created_at' | 'ended_at'> {
  created_at: Date
  ended_at: Date | null
}

/**
 * Covers in the caller's reach, the latest first.
 *
 * @param timeZone  the deployment's, for covers of all sites
 * @param coverId   only this one
 */
export function queryCovers(
  transaction: Transaction,
  timeZone: string,
  coverId: number | null = null,
): Promise<StoredCover[]> {
  return transaction.query(
    `select cover_id, therapist_cover.site_id, from_on as "from", to_on as "to", reason, created_at, ended_at,
            json_build_object('therapist_id', covered.therapist_id, 'display_name', covered.display_name) as covered,
            json_build_object('therapist_id', substitute.therapist_id, 'display_name', substitute.display_name)
              as substitute,
            case when ended_at is not null then 'ended' when today < from_on then 'planned'
                 when today > to_on then 'past' else 'running' end as status
     from therapist_cover
     join therapist covered on covered.therapist_id = covered_therapist_id
     join therapist substitute on substitute.therapist_id = substitute_therapist_id
     left join site on site.site_id = therapist_cover.site_id
     cross join lateral (select (now() at time zone coalesce(site.time_zone, $1))::date as today) as day
     where coalesce(cover_id = $2, true)
     order by from_on desc, cover_id desc`,
    [timeZone, coverId],
  )
}
