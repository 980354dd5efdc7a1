import type { Filters } from '../../contracts/filters.js'
import { ATTENDANCE_STATUSES, isAttended } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { groupConditions } from '../outcomes/selected-episodes.js'

export interface SessionNumberCounts {
  session_number: number
  groups: number
  eligible: number
  attended: number
  forms: { measure: string; returned: number; valid: number }[]
}

const attendedStatuses = ATTENDANCE_STATUSES.filter(isAttended)

/** Attendance and forms by the number of the session in its group; a form counts once for the session that it names. */
export function querySessionNumberCounts(
  transaction: Transaction,
  filters: Filters,
): Promise<SessionNumberCounts[]> {
  const values = new SqlValues()
  const conditions = [
    `group_session.group_id in (select group_id from treatment_group where ${groupConditions(filters, values).join(' and ')})`,
    ...(filters.from === undefined ? [] : [`session_on >= ${values.add(filters.from)}`]),
    ...(filters.to === undefined ? [] : [`session_on <= ${values.add(filters.to)}`]),
    ...(filters.arm === undefined
      ? []
      : [
          `exists (select from episode where episode.member_id = attendance.member_id
             and episode.episode_id = attendance.episode_id and episode.arm = ${values.add(filters.arm)})`,
        ]),
  ]
  const text = `with visit as materialized (
      select attendance.member_id, attendance.episode_id, group_session_id, session_number, group_session.group_id,
             attendance.status = any (${values.add(attendedStatuses)}::text[]) as is_attended
      from attendance join group_session using (group_session_id)
      where ${conditions.join(' and ')}
    ), came as (
      select session_number, count(distinct group_id) as groups, count(*) as eligible,
             count(*) filter (where is_attended) as attended
      from visit group by session_number
    ), returned as (
      select session_number, response.measure_code, bool_or(response.total is not null) as is_valid
      from visit
      join response on response.member_id = visit.member_id and response.episode_id = visit.episode_id
        and response.group_session_id = visit.group_session_id and not response.is_voided
      where visit.is_attended
      group by session_number, response.measure_code, visit.member_id, visit.group_session_id
    ), form as (
      select session_number, json_agg(json_build_object('measure', measure_code, 'returned', returned, 'valid', valid)
               order by measure_code) as forms
      from (
        select session_number, measure_code, count(*) as returned, count(*) filter (where is_valid) as valid
        from returned group by session_number, measure_code
      ) as part
      group by session_number
    )
    select came.*, coalesce(form.forms, '[]') as forms from came left join form using (session_number)
    order by session_number`
  return transaction.query<SessionNumberCounts>(text, values.list)
}
