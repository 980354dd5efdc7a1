/** Writes where users belong. For administrators. */

import type { Transaction } from '../../database/access.js'

export async function replaceSites(
  transaction: Transaction,
  userId: string,
  siteIds: readonly string[],
): Promise<void> {
  await transaction.query('delete from user_site where user_id = $1 and not site_id = any ($2)', [
    userId,
    siteIds,
  ])
  await transaction.query(
    'insert into user_site (user_id, site_id) select $1, unnest($2::text[]) on conflict do nothing',
    [userId, siteIds],
  )
}

/** False when another login has this record. */
export async function replaceTherapist(
  transaction: Transaction,
  userId: string,
  therapistId: string | null,
): Promise<boolean> {
  await transaction.query('delete from user_therapist where user_id = $1', [userId])
  if (therapistId === null) return true
  const rows = await transaction.query(
    'insert into user_therapist (user_id, therapist_id) values ($1, $2) on conflict do nothing returning user_id',
    [userId, therapistId],
  )
  return rows.length === 1
}
