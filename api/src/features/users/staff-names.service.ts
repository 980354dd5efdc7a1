import type { Transaction } from '../../database/access.js'

/** Names of staff by actor (`user:..`); of others there is none. */
export async function queryStaffNames(
  transaction: Transaction,
  actors: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const prefix = 'user:'
  const ids = [...new Set(actors)]
    .filter((actor) => actor.startsWith(prefix))
    .map((actor) => actor.slice(prefix.length))
  if (ids.length === 0) return new Map()
  const rows = await transaction.query<{ user_id: string; name: string }>(
    'select user_id, name from staff_names($1::text[])',
    [ids],
  )
  return new Map(rows.map(({ user_id, name }) => [prefix + user_id, name]))
}
