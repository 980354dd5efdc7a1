import type { Filters } from '../../contracts/filters.js'
import type { Day } from '../../core/calendar-day.js'
import { ATTENDANCE_STATUSES, isAttended } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { groupConditions } from '../outcomes/selected-episodes.js'

export interface GroupSessionCounts {
  group_id: string
  group_name: string
  site_id: string
  site_name: string
  eligible: number
  attended: number
  first_on: Day | null
  last_on: Day | null
  forms: { measure: string; returned: number; valid: number }[]
}

const attendedStatuses = ATTENDANCE_STATUSES.filter(isAttended)

/**
 * Attendance and forms of each group, by day of session: a form counts once for the session that it names, when the
 * member attended it. Groups without sessions are listed with zeros.
 *
 * An episode that lies in the period as a whole brings the counts kept with its outcome; only of those that the
 * period cuts are sessions and forms counted, and of those with forms that no outcome counts.
 */
export async function querySessionCounts(
  transaction: Transaction,
  filters: Filters,
): Promise<GroupSessionCounts[]> {
  const values = new SqlValues()
  const inGroups = groupConditions(filters, values).join(' and ')
  const from = `${values.add(filters.from ?? '-infinity')}::date`
  const to = `${values.add(filters.to ?? 'infinity')}::date`
  const ofArm = filters.arm === undefined ? 'true' : `outcome.arm = ${values.add(filters.arm)}`
  const text = `with episodes as materialized (
      select outcome.group_id, outcome.member_id, outcome.episode_id, sessions_eligible, sessions_attended,
             first_eligible_on, last_eligible_on,
             first_eligible_on >= ${from} and last_eligible_on <= ${to} and forms_unscored = 0 as is_whole
      from treatment_group
      join episode_outcome as outcome on outcome.group_id = treatment_group.group_id
      where ${inGroups} and ${ofArm} and first_eligible_on <= ${to} and last_eligible_on >= ${from}
    ), visit as materialized (
      select episodes.group_id, episodes.member_id, episodes.episode_id, own.*
      from episodes
      cross join lateral (
        select attendance.group_session_id, session_on,
               attendance.status = any (${values.add(attendedStatuses)}::text[]) as is_attended
        from attendance
        join group_session on group_session.group_session_id = attendance.group_session_id
        where attendance.member_id = episodes.member_id and attendance.episode_id = episodes.episode_id
          and session_on between ${from} and ${to}
        offset 0 -- keeps the planner to the few episodes' own rows by index
      ) as own
      where not episodes.is_whole
    ), came as (
      select group_id, sum(eligible)::bigint as eligible, sum(attended)::bigint as attended,
             min(first_on) as first_on, max(last_on) as last_on
      from (
        select group_id, sessions_eligible as eligible, sessions_attended as attended,
               first_eligible_on as first_on, last_eligible_on as last_on
        from episodes where is_whole
        union all
        select group_id, 1, is_attended::integer, session_on, session_on from visit
      ) as part
      group by group_id
    ), returned as (
      select visit.group_id, response.measure_code, bool_or(response.total is not null) as is_valid
      from visit
      join response on response.member_id = visit.member_id and response.episode_id = visit.episode_id
        and response.group_session_id = visit.group_session_id and not response.is_voided
      where visit.is_attended
      group by visit.group_id, response.measure_code, visit.member_id, visit.group_session_id
    ), form as (
      select group_id, measure_code, sum(returned)::bigint as returned, sum(valid)::bigint as valid
      from (
        select episodes.group_id, measure_code, forms_returned as returned, forms_valid as valid
        from episodes
        join episode_measure_outcome as of_measure
          on of_measure.member_id = episodes.member_id and of_measure.episode_id = episodes.episode_id
        where is_whole
        union all
        select group_id, measure_code, 1, is_valid::integer from returned
      ) as part
      group by group_id, measure_code
    ), filled_in as (
      select group_id, json_agg(json_build_object('measure', measure_code, 'returned', returned, 'valid', valid)
               order by measure_code) as forms
      from form group by group_id
    )
    select group_id, treatment_group.name as group_name, treatment_group.site_id, site.name as site_name,
           coalesce(came.eligible, 0) as eligible, coalesce(came.attended, 0) as attended,
           came.first_on, came.last_on, coalesce(filled_in.forms, '[]') as forms
    from treatment_group
    join site using (site_id)
    left join came using (group_id)
    left join filled_in using (group_id)
    where ${inGroups}
    order by group_id collate "C"`
  return transaction.query<GroupSessionCounts>(text, values.list)
}
