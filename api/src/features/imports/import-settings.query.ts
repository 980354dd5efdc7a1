import type { Transaction } from '../../database/access.js'

/** Setting `allow_concurrent_groups`: a member may have episodes in two groups at the same time. */
export async function allowsConcurrentGroups(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction.query<{ value: unknown }>(
    "select value from setting where name = 'allow_concurrent_groups'",
  )
  return row?.value === true
}
