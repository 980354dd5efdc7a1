import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'

export interface StoredIdentity {
  full_name: string | null
  date_of_birth: Day | null
}

/** Undefined where nothing is recorded, and where the caller may not see it. */
export async function queryIdentity(
  transaction: Transaction,
  memberId: number,
): Promise<StoredIdentity | undefined> {
  const [identity] = await transaction.query<StoredIdentity>(
    'select full_name, date_of_birth from member_identity where member_id = $1',
    [memberId],
  )
  return identity
}

export interface StoredOpening {
  break_glass_id: number
  user_id: string
  member_code: string
  reason: string
  opened_at: Date
  expires_at: Date
}

/** One page of all openings, newest first. The ids of members come by a function that tells administrators nothing else. */
export async function queryOpenings(
  transaction: Transaction,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ openings: StoredOpening[]; total: number }> {
  const [count] = await transaction.query<{ total: number }>('select count(*) as total from break_glass')
  const openings = await transaction.query<StoredOpening>(
    `with listed as (select * from break_glass order by break_glass_id desc limit $1 offset $2)
     select break_glass_id, user_id, member_code, reason, opened_at, expires_at
     from listed join member_codes((select array_agg(member_id) from listed)) using (member_id)
     order by break_glass_id desc`,
    [limit, offset],
  )
  return { openings, total: count?.total ?? 0 }
}

/** When the caller's opening of this member ends; null when none is open. */
export async function queryOpenUntil(transaction: Transaction, memberId: number): Promise<Date | null> {
  const [row] = await transaction.query<{ open_until: Date | null }>(
    'select max(expires_at) as open_until from break_glass where member_id = $1 and expires_at > now()',
    [memberId],
  )
  return row?.open_until ?? null
}
