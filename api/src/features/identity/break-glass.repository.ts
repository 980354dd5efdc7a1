import type { Transaction } from '../../database/access.js'

export interface Opened {
  break_glass_id: number
  opened_at: Date
  expires_at: Date
}

const OPEN_FOR = '15 minutes'

/** The database says until when: by its clock the rows are shown. */
export async function insertOpening(
  transaction: Transaction,
  opening: { userId: string; memberId: number; reason: string },
): Promise<Opened> {
  const [row] = await transaction.query<Opened>(
    `insert into break_glass (user_id, member_id, reason, expires_at)
     values ($1, $2, $3, now() + $4::interval) returning break_glass_id, opened_at, expires_at`,
    [opening.userId, opening.memberId, opening.reason, OPEN_FOR],
  )
  if (row === undefined) throw new Error('An insert of an opening returned no row.')
  return row
}
