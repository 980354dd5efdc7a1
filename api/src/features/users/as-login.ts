import type { AccessContext, Transaction } from '../../database/access.js'
import { kindRole } from '../../database/roles.js'

/**
 * Runs `work` as the process's own login, to which alone the tables of signing in are granted, and goes back to the
 * caller's kind. It stays one transaction: what changes in both is kept together or not at all.
 */
export async function asLogin<T>(
  transaction: Transaction,
  { role }: AccessContext,
  work: () => Promise<T>,
): Promise<T> {
  // Here ends what row-level security can refuse; the guard of the route has asked the same before.
  if (role !== null && role !== 'administrator') throw new Error('Only administrators manage users.')
  await transaction.query('reset role')
  const result = await work()
  // After a failure nothing more can be asked in this transaction: no way back is needed.
  if (role !== null) await transaction.query(`set local role ${kindRole(role)}`)
  return result
}
