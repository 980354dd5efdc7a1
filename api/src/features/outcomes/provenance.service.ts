import type { z } from 'zod'
import type { periodBasisSchema } from '../../contracts/filters.js'
import type { Provenance } from '../../contracts/programme.js'
import { CALCULATION_VERSION } from '../../core/calculation-version.js'
import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'
import type { ReadRequest } from './read-request.js'

export interface Found {
  readonly basis: z.infer<typeof periodBasisSchema>
  /** First and last day of what was counted; null when nothing was. */
  readonly from: Day | null
  readonly to: Day | null
  readonly nGroups: number
}

/** What an answer stands on, in the same words everywhere. */
export async function provenanceOf(
  transaction: Transaction,
  { filters, now }: ReadRequest,
  { basis, from, to, nGroups }: Found,
): Promise<Provenance> {
  return {
    as_of: await latestDay(transaction, now),
    filters,
    period_basis: basis,
    period_found: from === null || to === null ? null : { from, to },
    calculation_version: CALCULATION_VERSION,
    n_groups: nGroups,
  }
}

/** The day at the site where it is latest; that of UTC without sites. */
export async function latestDay(transaction: Transaction, now: Date): Promise<Day> {
  const [row] = await transaction.query<{ day: Day }>(
    `select coalesce(max(($1::timestamptz at time zone time_zone)::date), ($1::timestamptz at time zone 'UTC')::date) as day
     from site`,
    [now],
  )
  return row?.day ?? now.toISOString().slice(0, 10)
}
