import type { Transaction } from '../../database/access.js'

export interface Opened {
  break_glass_id: number
  opened_at: Date
  expires_at: Date
}

/** The database says until when: 15 minutes from its own now. */
export async function insertOpening(
  transaction: Transaction,
  opening: { userId: string; memberId: number; memberCode: string; reason: string },
): Promise<Opened> {
  const [row] = await transaction.query<Opened>(
    `insert into break_glass (user_id, member_id, member_code, reason) values ($1, $2, $3, $4)
     returning break_glass_id, opened_at, expires_at`,
    [opening.userId, opening.memberId, opening.memberCode, opening.reason],
  )
  if (row === undefined) throw new Error('An insert of an opening returned no row.')
  return row
}
