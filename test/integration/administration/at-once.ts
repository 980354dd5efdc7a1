/** Two acts that begin at the same moment, whatever the machine is busy with. */

import { setTimeout } from 'node:timers/promises'
import { withClient } from '../../../api/src/database/with-client.js'
import type { TestDatabase } from '../support/test-database.js'

/** Long enough for every act to arrive at the table. */
const ARRIVING_MILLISECONDS = 300

/** Holds the table until all of `acts` wait for it, then lets them go. Order of the outcomes: that of the acts. */
export function atOnce(
  database: TestDatabase,
  table: string,
  acts: readonly (() => Promise<unknown>)[],
): Promise<PromiseSettledResult<unknown>[]> {
  return withClient(database.ownerUrl, async (owner) => {
    await owner.query(`begin; lock table ${table} in access exclusive mode`)
    const outcomes = Promise.allSettled(acts.map((act) => act()))
    await setTimeout(ARRIVING_MILLISECONDS)
    await owner.query('commit')
    return outcomes
  })
}

/** How many succeeded, and why the others did not. */
export function summed(outcomes: readonly PromiseSettledResult<unknown>[]): {
  fulfilled: number
  refused: unknown[]
} {
  const refused = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [Object(outcome.reason).code] : [],
  )
  return { fulfilled: outcomes.length - refused.length, refused }
}
