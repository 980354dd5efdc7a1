import type { AttendanceList, AttendanceQuery, GroupSessionList } from '../../contracts/groups.js'
import { ATTENDANCE_STATUSES, isAttended } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'

const attendedStatuses = ATTENDANCE_STATUSES.filter(isAttended)

export function queryGroupSessions(
  transaction: Transaction,
  groupId: string,
): Promise<GroupSessionList['group_sessions']> {
  return transaction.query(
    `select session_id, group_id, session_number, session_on as session_date, status, duration_minutes,
            came.n_attended, came.n_eligible
     from group_session
     cross join lateral (
       select count(*) filter (where attendance.status = any ($2::text[])) as n_attended, count(*) as n_eligible
       from attendance where attendance.group_session_id = group_session.group_session_id
     ) as came
     where group_id = $1 order by session_number`,
    [groupId, attendedStatuses],
  )
}

export async function queryAttendance(
  transaction: Transaction,
  { group, member }: AttendanceQuery,
): Promise<AttendanceList['attendance']> {
  const values = new SqlValues()
  const conditions = [
    'true',
    ...(group === undefined ? [] : [`group_session.group_id = ${values.add(group)}`]),
    ...(member === undefined ? [] : [`member.member_code = ${values.add(member)}`]),
  ]
  const rows = await transaction.query<AttendanceList['attendance'][number] & { member_number: number }>(
    `select member.member_id as member_number, member.member_code as member_id, attendance.episode_id, group_session.group_id, session_id,
            session_number, session_on as session_date, attendance.status, attendance.version
     from attendance join member using (member_id) join group_session using (group_session_id)
     where ${conditions.join(' and ')}
     order by session_on, session_id collate "C", member.member_code collate "C"`,
    values.list,
  )
  transaction.saw(rows.map((row) => row.member_number))
  return rows.map(({ member_number: _, ...row }) => row)
}
