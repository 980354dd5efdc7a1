import { type AggregateTablesAnswer, aggregateReleaseSchema } from '../../../contracts/aggregate-tables.js'
import { LEAST_PERSONS } from '../../../core/dataset/aggregate-tables.js'
import type { Transaction } from '../../../database/access.js'
import { findLatestRelease } from './aggregate-tables.repository.js'

/** The latest release of a measure, as it goes out. */
export async function readRelease(
  transaction: Transaction,
  measure: AggregateTablesAnswer['measure'],
): Promise<AggregateTablesAnswer> {
  const stored = await findLatestRelease(transaction, measure)
  return {
    measure,
    release: stored
      ? {
          ...aggregateReleaseSchema.parse(stored.result),
          until: stored.until_on,
          released_at: stored.released_at.toISOString(),
        }
      : null,
    least_persons: LEAST_PERSONS,
  }
}
