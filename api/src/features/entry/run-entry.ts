/** The unit of work of an entry: alone with what it touches, beside no import, whole or not at all. */

import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { ENTRY_LOCKS, IMPORT_LOCK } from '../../database/lock-keys.js'
import { ProblemError } from '../../platform/problem.js'
import { ConflictOutOfReach } from '../imports/within-reach.js'

/** Longer than any entry takes; an import in between may take longer. */
const LONGEST_WAIT = '10s'

/** Names of records, or how to find them where a request names another record. */
type Touches = readonly string[] | ((transaction: Transaction) => Promise<readonly string[]>)

/**
 * Runs `work` while nobody else enters anything of the named records.
 *
 * Rules look at what is stored and then store, so two entries of one member, or an entry and an import, must not do so
 * at the same time. The names are locked in one order, so that no two entries wait for each other.
 *
 * @param touches  `member:..`, `session:..`, `group:..`: every record whose rows the rules will look at. What was read
 *                 to find them may have changed since: read it again.
 * @throws         ProblemError 409 when the database refuses it for the sake of other records, 503 when it waits too long
 */
export async function runEntry<Result>(
  access: DatabaseAccess,
  caller: AccessContext,
  touches: Touches,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await access.run(caller, async (transaction) => {
      await transaction.query(
        `select set_config('lock_timeout', $1, true), pg_advisory_xact_lock_shared($2)`,
        [LONGEST_WAIT, IMPORT_LOCK],
      )
      await transaction.query(
        `select pg_advisory_xact_lock(key)
         from (select distinct hashtextextended(name, $2) as key from unnest($1::text[]) as name order by key) as named`,
        [typeof touches === 'function' ? await touches(transaction) : touches, ENTRY_LOCKS],
      )
      return await work(transaction)
    })
  } catch (error) {
    throw asEntryProblem(error)
  }
}

function asEntryProblem(error: unknown): unknown {
  if (error instanceof ConflictOutOfReach) return collision(OF_OTHERS)
  switch (codeOf(error)) {
    case '23505': // the same key
    case '23503': // a reference to what is gone
    case '23514': // a check over two tables
      return collision(OF_OTHERS)
    case '23P01':
      return collision(
        'The member has another episode at the same time, perhaps at a site that is not yours. Correct the days, or ask somebody who works with both sites.',
      )
    case '42501': // refused by a policy
      return collision(
        'You may not store this: it belongs to a site or a group that is not yours. Ask an administrator if it should be.',
      )
    case '55P03':
      return new ProblemError(
        503,
        'import_running',
        'Not available just now',
        'An import or another entry works with these records. Nothing was stored; send it again in a moment.',
      )
    default:
      return error
  }
}

const OF_OTHERS =
  'It collides with a record that was stored meanwhile, or that you cannot see. Read it again, then repeat your change.'

function collision(detail: string): ProblemError {
  return new ProblemError(409, 'collides', 'Nothing was stored', detail)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
