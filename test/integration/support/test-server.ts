/** The throw-away server: one for a whole run, or one for a file when the run has prepared none. */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../../../api/src/database/embedded/start-embedded-postgres.js'
import { migrate } from '../../../api/src/database/migrate.js'
import { prepareDatabase } from '../../../api/src/database/roles.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { silentLog } from './silent-log.js'

export const TEMPLATE = 'tidemark_template'

const TEMPLATE_LOCK = 7_313_900

export interface TestServer {
  readonly adminUrl: string
  /** Leaves the run's server running for the next file; stops a file's own and removes it. */
  leave(): Promise<void>
}

/** Joins the run's server, or starts it, and makes sure that the migrated template is there. */
export async function joinTestServer(): Promise<TestServer> {
  const shared = process.env.TIDEMARK_TEST_SERVER
  const folder = shared ?? (await openFolder())
  const server = await startEmbeddedPostgres({ dataFolder: folder, log: silentLog, durable: false })
  if (shared !== undefined) await writeFile(path.join(shared, 'data-directory'), server.dataDirectory)
  await makeTemplateOnce(server.adminUrl)
  return {
    adminUrl: server.adminUrl,
    leave: async () => {
      if (shared !== undefined) return server.release()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A new temporary folder that the server's account can enter. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark test-'))
  await chmod(folder, 0o755)
  return folder
}

async function makeTemplateOnce(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const { rows } = await admin.query<{ ready: boolean }>(
      'select datistemplate as ready from pg_database where datname = $1',
      [TEMPLATE],
    )
    if (rows[0]?.ready) return
    await admin.query(`drop database if exists ${TEMPLATE} with (force)`)
    const { ownerUrl } = await prepareDatabase(adminUrl, TEMPLATE)
    await migrate(ownerUrl)
    await admin.query(`alter database ${TEMPLATE} is_template true`)
  })
}
