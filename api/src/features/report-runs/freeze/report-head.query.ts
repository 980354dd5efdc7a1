import type { ReportWatermark } from '../../../contracts/report-content.js'
import type { Transaction } from '../../../database/access.js'

/** Which records the caller can see: a later change to one of them, or a later record, makes another watermark. */
export async function queryWatermark(transaction: Transaction): Promise<ReportWatermark> {
  const [counts] = await transaction.query<Counts>(
    `select now() as records_until, episode.n as episodes, response.n as responses, attendance.n as attendance,
       episode.changes + response.changes + attendance.changes + treatment.changes + meeting.changes as corrections
     from (${counted('episode')}) as episode, (${counted('response')}) as response,
       (${counted('attendance')}) as attendance, (${counted('concurrent_treatment')}) as treatment,
       (${counted('group_session')}) as meeting`,
  )
  if (counts === undefined) throw new Error('Records were not counted.')
  return { ...counts, records_until: counts.records_until.toISOString() }
}

interface Counts extends Omit<ReportWatermark, 'records_until'> {
  readonly records_until: Date
}

/** Every row begins at version 1. */
function counted(table: string): string {
  return `select count(*) as n, coalesce(sum(version - 1), 0)::bigint as changes from ${table}`
}

export function querySiteNames(transaction: Transaction): Promise<{ site_id: string; name: string }[]> {
  return transaction.query('select site_id, name from site order by site_id')
}

export async function queryGroupName(transaction: Transaction, groupId: string): Promise<string | null> {
  const [group] = await transaction.query<{ name: string }>(
    'select name from treatment_group where group_id = $1',
    [groupId],
  )
  return group?.name ?? null
}

/** Null for nobody who is known here. */
export async function queryStaffName(transaction: Transaction, userId: string): Promise<string | null> {
  const [user] = await transaction.query<{ name: string }>('select name from staff_names($1::text[])', [
    [userId],
  ])
  return user?.name ?? null
}

/** Whether the one in whose name this asks is still somebody here, in the same role. */
export async function queryIsUser(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction.query<{ is_user: boolean }>('select app_is_user() as is_user')
  return row?.is_user ?? false
}
