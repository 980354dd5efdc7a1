import type { SessionSheet } from '../../../contracts/entry.js'
import type { Day } from '../../../core/calendar-day.js'
import type { AttendanceStatus } from '../../../core/vocabulary.js'
import type { Transaction } from '../../../database/access.js'

export interface SheetSession {
  group: SessionSheet['group']
  session: SessionSheet['session']
  /** At the site of the group. */
  today: Day
}

/** Undefined when there is no such session in the caller's reach. */
export async function querySheetSession(
  transaction: Transaction,
  sessionId: string,
  now: Date,
): Promise<SheetSession | undefined> {
  const [found] = await transaction.query<SheetSession>(
    `select json_build_object(
              'group_id', treatment_group.group_id, 'name', treatment_group.name, 'site_id', site.site_id,
              'site_name', site.name, 'structure', structure, 'planned_sessions', planned_sessions,
              'therapists', led.therapists) as group,
            json_build_object(
              'session_id', session_id, 'session_number', session_number, 'session_date', session_on,
              'status', group_session.status, 'duration_minutes', duration_minutes, 'version', group_session.version
            ) as session,
            ($2::timestamptz at time zone site.time_zone)::date as today
     from group_session
     join treatment_group on treatment_group.group_id = group_session.group_id
     join site on site.site_id = treatment_group.site_id
     cross join lateral (
       select coalesce(json_agg(json_build_object(
                'therapist_id', therapist_id, 'display_name', display_name, 'part', part)
                order by part = 'lead' desc, therapist_id collate "C"), '[]') as therapists
       from group_therapist join therapist using (therapist_id)
       where group_therapist.group_id = treatment_group.group_id
     ) as led
     where session_id = $1`,
    [sessionId, now],
  )
  return found
}

export interface StoredRosterRow {
  member_id: number
  member_code: string
  full_name: string | null
  episode_id: number
  joined_on: Day
  planned_end_on: Day | null
  exited_on: Day | null
  is_in_care: boolean
  session_of_member: number
  attendance: { status: AttendanceStatus; version: number } | null
}

/**
 * Who belongs to a session: members in care on its day, those who had left and may still be recorded as absent, and
 * whoever has attendance or a form of it. A member once, in the episode that holds the day.
 *
 * @param memberId  only this one, also when the session belongs to none of their episodes in the group
 */
export function queryRoster(
  transaction: Transaction,
  sessionId: string,
  memberId: number | null = null,
): Promise<StoredRosterRow[]> {
  return transaction.query<StoredRosterRow>(
    `with session as (select * from group_session where session_id = $1), roster as (
       select distinct on (episode.member_id)
              episode.member_id, episode.episode_id, joined_on, planned_end_on, exited_on, days.is_in_care,
              came.status, came.version
       from session
       join episode on episode.group_id = session.group_id
       left join attendance as came on came.member_id = episode.member_id
         and came.episode_id = episode.episode_id and came.group_session_id = session.group_session_id
       cross join lateral (
         select joined_on <= session_on and session_on <= coalesce(exited_on, planned_end_on, 'infinity') as is_in_care,
                joined_on <= session_on
                  and session_on <= coalesce(greatest(exited_on, planned_end_on), 'infinity') as may_be_recorded
       ) as days
       where coalesce(episode.member_id = $2, true)
         and ($2::bigint is not null or days.may_be_recorded or came.status is not null or exists (
           select from response
           where response.member_id = episode.member_id and response.episode_id = episode.episode_id
             and response.group_session_id = session.group_session_id and not response.is_voided))
       order by episode.member_id, came.status is not null desc, days.is_in_care desc, days.may_be_recorded desc,
                joined_on desc
     )
     select roster.member_id, member_code, full_name, episode_id, joined_on, planned_end_on, exited_on, is_in_care,
            own.session_of_member,
            case when roster.status is not null
              then json_build_object('status', roster.status, 'version', roster.version) end as attendance
     from roster
     join member on member.member_id = roster.member_id
     left join member_identity on member_identity.member_id = roster.member_id
     cross join lateral (
       select count(*) as session_of_member
       from group_session as earlier, session
       where earlier.group_id = session.group_id and earlier.status <> 'cancelled'
         and earlier.session_on >= joined_on
         and (earlier.session_on, earlier.session_number) <= (session.session_on, session.session_number)
     ) as own
     order by is_in_care desc, coalesce(full_name, member_code) collate "C", member_code collate "C"`,
    [sessionId, memberId],
  )
}
