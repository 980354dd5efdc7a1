import type { Transaction } from '../../database/access.js'

export function queryStoredSettings(
  transaction: Transaction,
  names: readonly string[],
): Promise<{ name: string; value: unknown }[]> {
  return transaction.query('select name, value from setting where name = any ($1)', [names])
}
