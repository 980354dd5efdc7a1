import type { SignalBurden, SignalBurdenQuery } from '../../../contracts/signals.js'
import type { Day } from '../../../core/calendar-day.js'
import type { Transaction } from '../../../database/access.js'

export interface StoredBurden {
  /** null: of all therapists together. */
  readonly therapist_id: string | null
  readonly display_name: string | null
  readonly members: number
  readonly days_in_care: number
  readonly by_kind: SignalBurden['all']['by_kind']
}

/** Both days included. */
export interface BurdenPeriod {
  readonly site: SignalBurdenQuery['site']
  readonly from: Day
  readonly to: Day
}

/**
 * Time in care and alerts of the episodes in reach, for each therapist of their groups and for all together. An alert:
 * a signal that counts for the status was raised, or became worse and opened again, on a day of the period at its site.
 */
export function queryBurden(
  transaction: Transaction,
  { site, from, to }: BurdenPeriod,
): Promise<StoredBurden[]> {
  return transaction.query<StoredBurden>(
    `with in_care as materialized (
       select member_id, episode_id, group_id,
              least(coalesce(ended_on - 1, $3::date), $3::date) - greatest(joined_on, $2::date) + 1 as days
       from episode
       where joined_on <= $3::date and coalesce(ended_on > greatest(joined_on, $2::date), true)
         and ($1::text is null or site_id = $1)
     ), alert as materialized (
       select episode.group_id, signal.kind, count(*) as alerts
       from signal_action as happened
       join site on site.site_id = happened.site_id
       join signal on signal.member_id = happened.member_id and signal.signal_id = happened.signal_id
       join episode on episode.member_id = signal.member_id and episode.episode_id = signal.episode_id
       where happened.event in ('raised', 'became_worse')
         and (happened.acted_at at time zone site.time_zone)::date between $2::date and $3::date
         and ($1::text is null or happened.site_id = $1)
       group by episode.group_id, signal.kind
     ), led as (
       select group_id, therapist_id, display_name from group_therapist join therapist using (therapist_id)
       union
       select group_id, null, null from in_care
       union
       select group_id, null, null from alert
     ), time_in_care as (
       select therapist_id, display_name, count(distinct member_id) as members, sum(days)::bigint as days_in_care
       from led join in_care using (group_id) group by therapist_id, display_name
     ), alerts as (
       select therapist_id, json_agg(json_build_object('kind', kind, 'alerts', alerts) order by kind) as by_kind
       from (
         select therapist_id, kind, sum(alerts)::bigint as alerts from led join alert using (group_id)
         group by therapist_id, kind
       ) as of_kind
       group by therapist_id
     )
     select time_in_care.therapist_id, display_name, coalesce(members, 0) as members, coalesce(days_in_care, 0) as days_in_care,
            coalesce(by_kind, '[]') as by_kind
     from time_in_care
     left join alerts on alerts.therapist_id is not distinct from time_in_care.therapist_id
     order by display_name, time_in_care.therapist_id`,
    [site ?? null, from, to],
  )
}
