import type { GroupRecord, GroupSessionRecord } from '../../../contracts/group-records.js'
import type { Day } from '../../../core/calendar-day.js'
import type { Transaction } from '../../../database/access.js'

/** Undefined when there is no such group in the caller's reach. */
export async function queryGroupRecord(
  transaction: Transaction,
  groupId: string,
): Promise<GroupRecord | undefined> {
  const [group] = await transaction.query<GroupRecord>(
    `select treatment_group.group_id, site_id, lead.therapist_id, co_lead.therapist_id as co_therapist_id, name, modality,
            format, structure, focus, start_on as start_date, end_on as end_date, planned_sessions, session_minutes,
            capacity, version
     from treatment_group
     left join group_therapist as lead on lead.group_id = treatment_group.group_id and lead.part = 'lead'
     left join group_therapist as co_lead on co_lead.group_id = treatment_group.group_id and co_lead.part = 'co_lead'
     where treatment_group.group_id = $1`,
    [groupId],
  )
  return group
}

/** Sessions of a group in order of number, or one by its id. */
export function querySessionRecords(
  transaction: Transaction,
  asked: { readonly groupId: string } | { readonly sessionId: string },
): Promise<GroupSessionRecord[]> {
  const [condition, value] =
    'groupId' in asked ? ['group_id = $1', asked.groupId] : ['session_id = $1', asked.sessionId]
  return transaction.query<GroupSessionRecord>(
    `select session_id, group_id, session_number, session_on as session_date, status, duration_minutes,
            (select count(*) from attendance where attendance.group_session_id = group_session.group_session_id)
              as n_attendance,
            version
     from group_session where ${condition} order by session_number`,
    [value],
  )
}

/** The day at the site of the group. */
export async function queryTodayAt(transaction: Transaction, groupId: string, now: Date): Promise<Day> {
  const [row] = await transaction.query<{ today: Day }>(
    `select ($2::timestamptz at time zone time_zone)::date as today
     from treatment_group join site using (site_id) where group_id = $1`,
    [groupId, now],
  )
  if (row === undefined) throw new Error('A group in reach has a site in reach.')
  return row.today
}
