import type { NewCover } from '../../contracts/caseload.js'
import type { Transaction } from '../../database/access.js'

export async function insertCover(transaction: Transaction, cover: NewCover, by: string): Promise<number> {
  const [row] = await transaction.query<{ cover_id: number }>(
    `insert into therapist_cover
       (covered_therapist_id, substitute_therapist_id, site_id, from_on, to_on, reason, created_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning cover_id`,
    [
      cover.covered_therapist_id,
      cover.substitute_therapist_id,
      cover.site_id,
      cover.from,
      cover.to,
      cover.reason,
      by,
    ],
  )
  if (row === undefined) throw new Error('An insert of a cover returned no row.')
  return row.cover_id
}

/** False when it had ended by hand before. */
export async function endCover(transaction: Transaction, coverId: number): Promise<boolean> {
  const rows = await transaction.query(
    'update therapist_cover set ended_at = now() where cover_id = $1 and ended_at is null returning cover_id',
    [coverId],
  )
  return rows.length > 0
}
