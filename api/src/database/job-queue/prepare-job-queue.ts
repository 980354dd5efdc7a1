/** The tables of graphile-worker, in a schema of their own, and who may use them: the worker, and nobody else. */

import { Logger, runMigrations } from 'graphile-worker'
import { withClient } from '../with-client.js'

export const QUEUE_SCHEMA = 'graphile_worker'

/**
 * Brings the queue's tables to the library's version. They are the owner's; the library closes them by row-level
 * security without a policy, so the worker gets one. Users reach them through `request_job` and `cancel_job` alone.
 */
export async function prepareJobQueue(ownerUrl: string): Promise<void> {
  await runMigrations({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    maxPoolSize: 1,
    logger: new Logger(() => () => {}),
  })
  await withClient(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ name: string; is_open: boolean }>(
      `select relname as name, exists (
         select from pg_policy where polrelid = pg_class.oid and polname = 'of_worker') as is_open
       from pg_class where relnamespace = $1::regnamespace and relkind = 'r' and relrowsecurity`,
      [QUEUE_SCHEMA],
    )
    const grants = [
      `revoke all on schema ${QUEUE_SCHEMA} from public`,
      `revoke execute on all functions in schema ${QUEUE_SCHEMA} from public`,
      `grant usage on schema ${QUEUE_SCHEMA} to tidemark_worker`,
      `grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to tidemark_worker`,
      `grant execute on all functions in schema ${QUEUE_SCHEMA} to tidemark_worker`,
      ...rows
        .filter(({ is_open }) => !is_open)
        .map(({ name }) => {
          const table = `${QUEUE_SCHEMA}.${owner.escapeIdentifier(name)}`
          return `create policy of_worker on ${table} to tidemark_worker using (true) with check (true)`
        }),
    ]
    await owner.query(grants.join('; '))
  })
}
