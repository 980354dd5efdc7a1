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
 */
export async function querySessionCounts(
  transaction: Transaction,
  filters: Filters,
): Promise<GroupSessionCounts[]> {
  const values = new SqlValues()
  const inGroups = groupConditions(filters, values).join(' and ')
  const ofArm =
    filters.arm === undefined
      ? ''
      : `join episode on episode.member_id = attendance.member_id and episode.episode_id = attendance.episode_id
          and episode.arm = ${values.add(filters.arm)}`
  const inPeriod = [
    'true',
    ...(filters.from === undefined ? [] : [`group_session.session_on >= ${values.add(filters.from)}`]),
    ...(filters.to === undefined ? [] : [`group_session.session_on <= ${values.add(filters.to)}`]),
  ].join(' and ')
  const text = `with eligible as (
      select attendance.member_id, attendance.group_session_id, group_session.group_id, group_session.session_on,
             attendance.status = any (${values.add(attendedStatuses)}::text[]) as is_attended
      from attendance
      join group_session using (group_session_id)
      join treatment_group using (group_id)
      ${ofArm}
      where ${inGroups} and ${inPeriod}
    ), came as (
      select group_id, count(*) as eligible, count(*) filter (where is_attended) as attended,
             min(session_on) as first_on, max(session_on) as last_on
      from eligible group by group_id
    ), form as (
      select eligible.group_id, response.measure_code, bool_or(response.total is not null) as is_valid
      from eligible
      join response on response.member_id = eligible.member_id
        and response.group_session_id = eligible.group_session_id and not response.is_voided
      where eligible.is_attended
      group by eligible.group_id, response.measure_code, response.member_id, response.group_session_id
    ), filled_in as (
      select group_id, json_agg(json_build_object('measure', measure_code, 'returned', returned, 'valid', valid)) as forms
      from (
        select group_id, measure_code, count(*) as returned, count(*) filter (where is_valid) as valid
        from form group by group_id, measure_code
      ) as by_measure
      group by group_id
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
