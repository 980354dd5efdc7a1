import type { Transaction } from '../../database/access.js'
import { invalidBody } from '../../platform/problem.js'

/**
 * The database works out days by time zone, and its list of them is not the engine's.
 *
 * @throws ProblemError when it does not know this one
 */
export async function refuseUnknownTimeZone(transaction: Transaction, timeZone: string): Promise<void> {
  const [known] = await transaction.query(
    'select from pg_timezone_names where lower(name) = lower($1) limit 1',
    [timeZone],
  )
  if (known !== undefined) return
  throw invalidBody([
    { path: 'time_zone', message: 'The database does not know this time zone. Choose the nearest city.' },
  ])
}
