import type { Day } from '../../../core/calendar-day.js'
import type { Transaction } from '../../../database/access.js'

export interface StoredRelease {
  readonly until_on: Day
  /** As on the wire. */
  readonly result: unknown
  readonly released_at: Date
}

/** The latest of a measure. */
export async function findLatestRelease(
  transaction: Transaction,
  measureCode: string,
): Promise<StoredRelease | undefined> {
  const [found] = await transaction.query<StoredRelease>(
    `select until_on::text, result, released_at from aggregate_release
     where measure_code = $1 order by until_on desc limit 1`,
    [measureCode],
  )
  return found
}

/** False where that quarter has been released before: it stays as it was. */
export async function insertRelease(
  transaction: Transaction,
  release: { readonly measureCode: string; readonly until: Day; readonly result: object },
): Promise<boolean> {
  const inserted = await transaction.query(
    `insert into aggregate_release (measure_code, until_on, result) values ($1, $2, $3)
     on conflict do nothing returning measure_code`,
    [release.measureCode, release.until, JSON.stringify(release.result)],
  )
  return inserted.length > 0
}
