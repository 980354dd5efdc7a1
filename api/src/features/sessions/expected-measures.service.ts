/** Which measures belong to every session, for all who ask what a session lacks. */

import type { Transaction } from '../../database/access.js'
import { queryExpectedMeasures } from './expected-measures.query.js'

/** Codes in the order of the registry; the same measures that are missed by the signal of a missing form. */
export function readExpectedMeasures(transaction: Transaction): Promise<string[]> {
  return queryExpectedMeasures(transaction)
}
