import type { EntryDue } from '../../../contracts/entry.js'
import { ATTENDANCE_STATUSES, isAttended } from '../../../core/vocabulary.js'
import type { Transaction } from '../../../database/access.js'

const attendedStatuses = ATTENDANCE_STATUSES.filter(isAttended)

export type DueSession = Omit<EntryDue['sessions'][number], 'lacks'>

/** Sites in reach with the day that it is there. */
export function querySiteDays(transaction: Transaction, now: Date): Promise<EntryDue['sites']> {
  return transaction.query(
    `select site_id, name, ($1::timestamptz at time zone time_zone)::date as today
     from site order by site_id collate "C"`,
    [now],
  )
}

/**
 * Sessions of today and of the days before it, cancelled ones left out, with how much of each is entered. A form counts
 * for the session that it names, or for that of its day when it names none.
 */
export function queryRecentSessions(
  transaction: Transaction,
  {
    now,
    daysBack,
    measures,
  }: { readonly now: Date; readonly daysBack: number; readonly measures: readonly string[] },
): Promise<DueSession[]> {
  return transaction.query<DueSession>(
    `with recent as (
       select group_session.*, treatment_group.name as group_name, treatment_group.site_id, here.today
       from site
       cross join lateral (select ($1::timestamptz at time zone site.time_zone)::date as today) as here
       join treatment_group on treatment_group.site_id = site.site_id
       join group_session on group_session.group_id = treatment_group.group_id
         and session_on between here.today - $2::int and here.today and status <> 'cancelled'
     )
     select session_id, session_number, session_on as session_date, recent.status, recent.group_id, group_name, site_id,
            session_on = today as is_today, came.n_in_care, came.n_entered, came.n_attended,
            coalesce(filled_in.forms, '[]') as forms
     from recent
     cross join lateral (
       select count(*) filter (where is_in_care) as n_in_care,
              count(*) filter (where is_in_care and status is not null) as n_entered,
              count(*) filter (where status = any ($4::text[])) as n_attended
       from (
         select attendance.status, joined_on <= session_on
                  and session_on <= coalesce(exited_on, planned_end_on, 'infinity') as is_in_care
         from episode
         left join attendance on attendance.member_id = episode.member_id
           and attendance.episode_id = episode.episode_id and attendance.group_session_id = recent.group_session_id
         where episode.group_id = recent.group_id
       ) as belonging
     ) as came
     left join lateral (
       select json_agg(json_build_object('measure', code, 'expected', came.n_attended, 'returned', (
                select count(*) from attendance
                where attendance.group_session_id = recent.group_session_id and attendance.status = any ($4::text[])
                  and exists (
                    select from response
                    where response.member_id = attendance.member_id and response.episode_id = attendance.episode_id
                      and response.measure_code = code and not response.is_voided
                      and coalesce(response.group_session_id = recent.group_session_id, responded_on = session_on))
              )) order by place) as forms
       from unnest($3::text[]) with ordinality as expected (code, place)
     ) as filled_in on true
     order by is_today desc, session_on desc, session_id collate "C"`,
    [now, daysBack, measures, attendedStatuses],
  )
}
