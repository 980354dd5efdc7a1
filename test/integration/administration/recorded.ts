/** What the audit holds, as tests compare it. */

import type { TestDatabase } from '../support/test-database.js'

export interface RecordedEvent {
  action: string
  actor_id: string
  actor_role: string | null
  member_ids: number[]
  target: string | null
  detail: Record<string, unknown>
}

/** Everything recorded so far, oldest first. */
export function recordedEvents(database: TestDatabase): Promise<RecordedEvent[]> {
  return database.ownerQuery(
    `select action, actor_id, actor_role, member_ids, target, detail::jsonb as detail
     from audit_event order by chain_day, number`,
  )
}

/** What `work` adds to the audit. */
export async function recordedDuring(
  database: TestDatabase,
  work: () => Promise<unknown>,
): Promise<RecordedEvent[]> {
  const before = await recordedEvents(database)
  await work()
  return (await recordedEvents(database)).slice(before.length)
}

/** Every row of every table as text: what a thief of the database would read. */
export async function everythingStored(database: TestDatabase): Promise<string> {
  const tables = await database.ownerQuery<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const parts: string[] = []
  for (const { name } of tables) {
    const rows = await database.ownerQuery<{ row: string }>(`select t::text as row from ${name} t`)
    parts.push(...rows.map(({ row }) => row))
  }
  return parts.join('\n')
}
