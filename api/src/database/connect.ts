/** Opens the database for a process: finds or starts the server, makes the roles, migrates, connects. */

import type { DataSource } from 'typeorm'
import { DatabaseAccess } from './access.js'
import { refuseUnsafeLogin } from './application-role.js'
import { applicationDataSource } from './data-source.js'
import { type EmbeddedServer, startEmbeddedPostgres } from './embedded/start-embedded-postgres.js'
import { UnusableDatabase } from './errors.js'
import type { Log } from './log.js'
import { migrate } from './migrate.js'
import { APPLICATION_ROLE, actingAs, OWNER_ROLE, type PreparedDatabase, prepareDatabase } from './roles.js'
import { withClient } from './with-client.js'

/** The part of the configuration that concerns the database. */
export interface DatabaseSettings {
  readonly dataFolder: string
  readonly databaseUrl: string | null
  readonly databaseOwnerUrl: string | null
}

export interface OpenDatabase {
  readonly dataSource: DataSource
  readonly access: DatabaseAccess
  /** Whether the data live in the embedded server (the demo clinic is loaded there alone). */
  readonly isEmbedded: boolean
  /** One line for the log: which server, which version, where. No password. */
  readonly description: string
  /** Gives every connection back and stops the embedded server unless another process uses it. */
  close(): Promise<void>
}

/** The name of the database in the embedded server. */
const EMBEDDED_DATABASE = 'tidemark'

/** PostgreSQL 15 keeps PUBLIC out of the schema `public` and knows all that the migrations use. */
const OLDEST_SERVER = 150_000

/**
 * Opens the database that the settings name and brings it to this version.
 *
 * @throws UnusableDatabase       when the address, the roles or the server's version will not do
 * @throws EmbeddedPostgresFailed when the embedded server cannot be started
 */
export async function openDatabase(settings: DatabaseSettings, log: Log): Promise<OpenDatabase> {
  if (settings.databaseUrl !== null) {
    const prepared = await prepareGiven(settings.databaseUrl, settings.databaseOwnerUrl)
    return openPrepared(prepared, null, log)
  }
  const server = await startEmbeddedPostgres({ dataFolder: settings.dataFolder, log })
  try {
    return await openPrepared(await prepareDatabase(server.adminUrl, EMBEDDED_DATABASE), server, log)
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** With an owner's address beside it the given one is the application's; alone, it is the administrator's. */
async function prepareGiven(databaseUrl: string, ownerUrl: string | null): Promise<PreparedDatabase> {
  if (ownerUrl === null)
    return prepareDatabase(databaseUrl, decodeURIComponent(new URL(databaseUrl).pathname.slice(1)))
  return { ownerUrl: await schemaOwnerUrl(ownerUrl), applicationUrl: databaseUrl }
}

/** Migrations act as `tidemark_owner` where the given login may, else as the login itself. */
async function schemaOwnerUrl(url: string): Promise<string> {
  const members = await withClient(url, (client) =>
    client.query<{ rolname: string; may: boolean }>(
      "select rolname, pg_has_role(current_user, oid, 'member') as may from pg_roles where rolname = any($1)",
      [[OWNER_ROLE, APPLICATION_ROLE]],
    ),
  )
  const mayActAs = new Map(members.rows.map((row) => [row.rolname, row.may]))
  if (!mayActAs.has(APPLICATION_ROLE)) {
    throw new UnusableDatabase(
      `The server has no role ${APPLICATION_ROLE}, to which the tables are granted. An administrator makes it once: create role ${APPLICATION_ROLE} login password '..'.`,
    )
  }
  return mayActAs.get(OWNER_ROLE) ? actingAs(url, OWNER_ROLE) : url
}

async function openPrepared(
  prepared: PreparedDatabase,
  server: EmbeddedServer | null,
  log: Log,
): Promise<OpenDatabase> {
  const version = await supportedVersion(prepared.ownerUrl)
  const ran = await migrate(prepared.ownerUrl)
  if (ran.length > 0) log.info({ migrations: ran }, 'The database was brought to this version.')
  const dataSource = await applicationDataSource(prepared.applicationUrl, {
    onIdleConnectionLost: (error) =>
      log.warn({ reason: error.message }, 'An idle database connection was lost.'),
  }).initialize()
  try {
    await refuseUnsafeLogin(dataSource)
  } catch (error) {
    await dataSource.destroy()
    throw error
  }
  const place =
    server === null ? new URL(prepared.applicationUrl).host : `the embedded server in ${server.dataDirectory}`
  return {
    dataSource,
    access: new DatabaseAccess(dataSource),
    isEmbedded: server !== null,
    description: `PostgreSQL ${version} at ${place}`,
    close: async () => {
      await dataSource.destroy()
      await server?.stop()
    },
  }
}

async function supportedVersion(url: string): Promise<string> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ name: string; number: number }>(
      "select current_setting('server_version') as name, current_setting('server_version_num')::int as number",
    ),
  )
  const [version] = rows
  if (version === undefined || version.number < OLDEST_SERVER) {
    throw new UnusableDatabase(
      `PostgreSQL 15 or newer is needed; the server is ${version?.name}. Use a newer server.`,
    )
  }
  return version.name
}
