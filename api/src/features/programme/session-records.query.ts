/** What each session holds of what it should: attendance of members in care, and a form of each measure. */

import type { Filters } from '../../contracts/filters.js'
import { ATTENDANCE_STATUSES, isAttended, type SessionStatus } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { groupConditions } from '../outcomes/selected-episodes.js'

const attendedStatuses = ATTENDANCE_STATUSES.filter(isAttended)

export interface SessionsAsked {
  readonly filters: Filters
  readonly now: Date
  /** Codes of the measures of which each attended session should have a form. */
  readonly measures: readonly string[]
  readonly sessionNumber?: number | undefined
}

/** Adds up: by group and number of the session. */
export interface SessionRecordCounts {
  group_id: string
  session_number: number
  sessions: number
  lacking: number
  in_care: number
  recorded: number
}

export async function querySessionRecordCounts(
  transaction: Transaction,
  asked: SessionsAsked,
): Promise<SessionRecordCounts[]> {
  const values = new SqlValues()
  return transaction.query<SessionRecordCounts>(
    `with ${judgedSessions(asked, values)}
     select group_id, session_number, count(*) as sessions,
            count(*) filter (where lacks_attendance or lacks_forms) as lacking,
            sum(n_in_care)::bigint as in_care, sum(n_recorded)::bigint as recorded
     from judged group by group_id, session_number
     order by group_id collate "C", session_number`,
    values.list,
  )
}

export interface ListedSession {
  session_id: string
  session_number: number
  session_date: string
  status: SessionStatus
  group_id: string
  group_name: string
  site_id: string
  n_in_care: number
  n_recorded: number
  n_attended: number
  forms: { measure: string; expected: number; returned: number; valid: number }[]
  lacks_attendance: boolean
  lacks_forms: boolean
}

/** One page of the sessions, the latest first, with how many there are of each kind. */
export async function querySessionRecords(
  transaction: Transaction,
  asked: SessionsAsked,
  { show, limit, offset }: { show: 'lacking' | 'all'; limit: number; offset: number },
): Promise<{ n_sessions: number; n_lacking: number; listed: ListedSession[] }> {
  const values = new SqlValues()
  const text = `with ${judgedSessions(asked, values)}
    select count(*) as n_sessions, count(*) filter (where lacks_attendance or lacks_forms) as n_lacking,
      coalesce((
        select json_agg(page) from (
          select session_id, session_number, session_on as session_date, status, group_id, group_name, site_id, n_in_care,
                 n_recorded, n_attended, forms, lacks_attendance, lacks_forms
          from judged where ${show === 'all' ? 'true' : 'lacks_attendance or lacks_forms'}
          order by session_on desc, group_id collate "C", session_id collate "C"
          limit ${values.add(limit)} offset ${values.add(offset)}
        ) as page
      ), '[]') as listed
    from judged`
  const [row] = await transaction.query<{ n_sessions: number; n_lacking: number; listed: ListedSession[] }>(
    text,
    values.list,
  )
  return row ?? { n_sessions: 0, n_lacking: 0, listed: [] }
}

/**
 * `judged`: one row a session that was held, or planned for a day that has passed. A form counts for the session that
 * it names, when the member attended it, as in every count of completeness. Session by session through indexes, so
 * that the time grows with the sessions, whatever the planner knows of the tables.
 */
function judgedSessions({ filters, now, measures, sessionNumber }: SessionsAsked, values: SqlValues): string {
  const conditions = [
    ...groupConditions(filters, values),
    ...(filters.from === undefined ? [] : [`session_on >= ${values.add(filters.from)}`]),
    ...(filters.to === undefined ? [] : [`session_on <= ${values.add(filters.to)}`]),
    ...(sessionNumber === undefined ? [] : [`session_number = ${values.add(sessionNumber)}`]),
  ]
  const arm = filters.arm === undefined ? null : values.add(filters.arm)
  const cameOf = `attendance.group_session_id = asked.group_session_id
          and attendance.status = any (${values.add(attendedStatuses)}::text[])
          and ${
            arm === null
              ? 'true'
              : `exists (select from episode where episode.member_id = attendance.member_id
            and episode.episode_id = attendance.episode_id and episode.arm = ${arm})`
          }`
  return `asked as materialized (
      select group_session.*, treatment_group.name as group_name, treatment_group.site_id
      from treatment_group
      join site using (site_id)
      cross join lateral (select (${values.add(now)}::timestamptz at time zone site.time_zone)::date as today) as here
      join group_session using (group_id)
      where ${conditions.join(' and ')}
        and (group_session.status = 'held' or group_session.status = 'planned' and session_on < here.today)
    ), judged as materialized (
      select asked.*, belonging.n_in_care, belonging.n_recorded, came.n_attended, filled_in.forms,
             asked.status = 'planned' or belonging.n_recorded < belonging.n_in_care as lacks_attendance,
             filled_in.lacks as lacks_forms
      from asked
      cross join lateral (
        select count(*) as n_in_care, count(attendance.member_id) as n_recorded
        from episode
        left join attendance on attendance.member_id = episode.member_id
          and attendance.group_session_id = asked.group_session_id and attendance.episode_id = episode.episode_id
        where episode.group_id = asked.group_id and joined_on <= asked.session_on
          and asked.session_on <= coalesce(exited_on, planned_end_on, 'infinity')
          and ${arm === null ? 'true' : `episode.arm = ${arm}`}
      ) as belonging
      cross join lateral (select count(*) as n_attended from attendance where ${cameOf}) as came
      cross join lateral (
        select coalesce(bool_or(coalesce(form.returned, 0) < came.n_attended), false) as lacks,
               coalesce(json_agg(json_build_object('measure', code, 'expected', came.n_attended,
                 'returned', coalesce(form.returned, 0), 'valid', coalesce(form.valid, 0)) order by place), '[]') as forms
        from unnest(${values.add(measures)}::text[]) with ordinality as expected (code, place)
        left join (
          select measure_code, count(*) as returned, count(*) filter (where is_valid) as valid
          from (
            select response.measure_code, bool_or(response.total is not null) as is_valid
            from attendance
            join response on response.member_id = attendance.member_id
              and response.episode_id = attendance.episode_id
              and response.group_session_id = attendance.group_session_id and not response.is_voided
            where ${cameOf}
            group by response.measure_code, attendance.member_id
          ) as of_member
          group by measure_code
        ) as form on form.measure_code = code
      ) as filled_in
    )`
}
