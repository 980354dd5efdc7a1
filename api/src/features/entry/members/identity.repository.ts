import type { Day } from '../../../core/calendar-day.js'
import type { Transaction } from '../../../database/access.js'

export interface StoredIdentity {
  readonly full_name: string | null
  readonly date_of_birth: Day | null
}

/** Writes who a member is; a replaced version stays in the history with its reason. */
export async function writeIdentity(
  transaction: Transaction,
  memberNumber: number,
  { full_name, date_of_birth }: StoredIdentity,
  reason: string,
): Promise<void> {
  await transaction.query(
    `insert into member_identity_history (member_id, version, full_name, date_of_birth, reason)
     select member_id, version, full_name, date_of_birth, $2 from member_identity where member_id = $1`,
    [memberNumber, reason],
  )
  await transaction.query(
    `insert into member_identity as stored (member_id, full_name, date_of_birth) values ($1, $2, $3)
     on conflict (member_id) do update
       set full_name = excluded.full_name, date_of_birth = excluded.date_of_birth, version = stored.version + 1`,
    [memberNumber, full_name, date_of_birth],
  )
}
