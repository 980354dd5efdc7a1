/** Opens the database for a process: finds or starts the server, makes the roles, migrates, connects. */

import type { KeyObject } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { DatabaseAccess } from './access.js'
import { refuseUnsafeLogin } from './application-role.js'
import { AuditChain } from './audit/audit-chain.js'
import { applicationDataSource } from './data-source.js'
import { type EmbeddedServer, startEmbeddedPostgres } from './embedded/start-embedded-postgres.js'
import { UnusableDatabase } from './errors.js'
import type { Log } from './log.js'
import { migrate } from './migrate.js'
import { Notifications } from './notifications.js'
import {
  actingAs,
  KIND_ROLES,
  LOGIN_ROLES,
  type LoginKind,
  OWNER_ROLE,
  type PreparedDatabase,
  type ProcessKind,
  prepareDatabase,
} from './roles.js'
import { SignInPool } from './sign-in-pool.js'
import { withClient } from './with-client.js'

/** The part of the configuration that concerns the database. */
export interface DatabaseSettings {
  readonly dataFolder: string
  readonly databaseUrl: string | null
  readonly databaseOwnerUrl: string | null
  /** The login of signing in, where an administrator made the roles; only the API needs it. */
  readonly databaseSignInUrl: string | null
  /** Ed25519, private: signs the end of each day of the audit. */
  readonly auditSigningKey: KeyObject
}

/** Connections of one login. */
export interface Login {
  readonly dataSource: DataSource
  readonly access: DatabaseAccess
  readonly audit: AuditChain
  /** Its address, for the connections of the job queue. Never to be logged. */
  readonly url: string
  readonly notifications: Notifications
}

export interface OpenDatabase extends Login {
  /** Connections of signing in, as a login of their own; null in processes that nobody signs in to. */
  readonly signIn: SignInPool | null
  /** Whether the data live in the embedded server (the demo clinic is loaded there alone). */
  readonly isEmbedded: boolean
  /** One line for the log: which server, which version, where. No password. */
  readonly description: string
  /**
   * Runs `work` as the command line, for filling an empty database; only where this process made the roles.
   *
   * @throws UnusableDatabase when only the process's own login is known
   */
  asCommandLine<T>(work: (login: Login) => Promise<T>): Promise<T>
  /**
   * Opens the worker's login beside the process's own, until the database is closed: for the one process of a laptop.
   *
   * @throws UnusableDatabase when only the process's own login is known
   */
  logInAsWorker(): Promise<Login>
  /** Gives every connection back and stops the embedded server unless another process uses it. */
  close(): Promise<void>
}

/** The name of the database in the embedded server. */
const EMBEDDED_DATABASE = 'tidemark'

/** PostgreSQL 15 keeps PUBLIC out of the schema `public` and knows all that the migrations use. */
const OLDEST_SERVER = 150_000

/**
 * Opens the database that the settings name, as the login of this kind of process, and brings it to this version.
 *
 * @throws UnusableDatabase       when the address, the roles or the server's version will not do
 * @throws EmbeddedPostgresFailed when the embedded server cannot be started
 */
export async function openDatabase(
  settings: DatabaseSettings,
  kind: ProcessKind,
  log: Log,
): Promise<OpenDatabase> {
  const opening = { kind, log, signingKey: settings.auditSigningKey }
  if (settings.databaseUrl !== null) {
    return openPrepared(await prepareGiven(settings.databaseUrl, settings, kind), null, opening)
  }
  const server = await startEmbeddedPostgres({ dataFolder: settings.dataFolder, log })
  try {
    return await openPrepared(await prepareDatabase(server.adminUrl, EMBEDDED_DATABASE), server, opening)
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Addresses of all logins where this process made them; of its own alone where it was given. */
type KnownLogins = Pick<PreparedDatabase, 'ownerUrl'> & { readonly urls: Partial<PreparedDatabase['urls']> }

/** With an owner's address beside it the given one is the process's own; alone, it is the administrator's. */
async function prepareGiven(
  databaseUrl: string,
  { databaseOwnerUrl, databaseSignInUrl }: DatabaseSettings,
  kind: ProcessKind,
): Promise<KnownLogins> {
  if (databaseOwnerUrl === null)
    return prepareDatabase(databaseUrl, decodeURIComponent(new URL(databaseUrl).pathname.slice(1)))
  const signIn = databaseSignInUrl === null ? {} : { sign_in: databaseSignInUrl }
  return { ownerUrl: await schemaOwnerUrl(databaseOwnerUrl), urls: { [kind]: databaseUrl, ...signIn } }
}

/** Migrations act as `tidemark_owner` where the given login may, else as the login itself. */
async function schemaOwnerUrl(url: string): Promise<string> {
  const needed = [...Object.values(LOGIN_ROLES), ...KIND_ROLES]
  const members = await withClient(url, (client) =>
    client.query<{ rolname: string; may: boolean }>(
      "select rolname, pg_has_role(current_user, oid, 'member') as may from pg_roles where rolname = any($1)",
      [[OWNER_ROLE, ...needed]],
    ),
  )
  const mayActAs = new Map(members.rows.map((row) => [row.rolname, row.may]))
  const missing = needed.filter((role) => !mayActAs.has(role))
  if (missing.length > 0) {
    throw new UnusableDatabase(
      `The server lacks the roles ${missing.join(', ')}, to which the tables are granted. An administrator makes them once (docs/OPERATIONS.md has the statements).`,
    )
  }
  return mayActAs.get(OWNER_ROLE) ? actingAs(url, OWNER_ROLE) : url
}

interface Opening {
  readonly kind: ProcessKind
  readonly log: Log
  readonly signingKey: KeyObject
}

async function openPrepared(
  { ownerUrl, urls }: KnownLogins,
  server: EmbeddedServer | null,
  { kind, log, signingKey }: Opening,
): Promise<OpenDatabase> {
  const version = await supportedVersion(ownerUrl)
  const ran = await migrate(ownerUrl)
  if (ran.length > 0) log.info({ migrations: ran }, 'The database was brought to this version.')
  const url = knownUrl(urls, kind)
  const login = await logIn(url, kind, log, signingKey)
  const signIn = kind === 'api' ? await openSignIn(urls, log).catch(closing(login)) : null
  const place = server === null ? new URL(url).host : `the embedded server in ${server.dataDirectory}`
  const beside: Login[] = []
  return {
    ...login,
    signIn,
    isEmbedded: server !== null,
    description: `PostgreSQL ${version} at ${place}`,
    asCommandLine: async (work) => {
      const other = await logIn(knownUrl(urls, 'command_line'), 'command_line', log, signingKey)
      return work(other).finally(() => other.dataSource.destroy())
    },
    logInAsWorker: async () => {
      const other = await logIn(knownUrl(urls, 'worker'), 'worker', log, signingKey)
      beside.push(other)
      return other
    },
    close: async () => {
      for (const { dataSource } of beside) await dataSource.destroy()
      await signIn?.close()
      await login.notifications.close()
      await login.dataSource.destroy()
      await server?.stop()
    },
  }
}

async function openSignIn(urls: KnownLogins['urls'], log: Log): Promise<SignInPool> {
  const pool = new SignInPool(knownUrl(urls, 'sign_in'), (error) =>
    log.warn({ reason: error.message }, 'An idle database connection of signing in was lost.'),
  )
  try {
    await refuseUnsafeLogin(pool, 'sign_in')
  } catch (error) {
    await pool.close()
    throw error
  }
  return pool
}

/** What was opened before goes when a later step fails. */
function closing(login: Login): (error: unknown) => Promise<never> {
  return async (error) => {
    await login.dataSource.destroy()
    throw error
  }
}

function knownUrl(urls: KnownLogins['urls'], kind: LoginKind): string {
  const url = urls[kind]
  if (url !== undefined) return url
  throw new UnusableDatabase(
    kind === 'sign_in'
      ? 'DATABASE_SIGN_IN_URL is missing: beside DATABASE_OWNER_URL the API needs the login of signing in too (docs/OPERATIONS.md).'
      : `This process does not know the login ${LOGIN_ROLES[kind]}.`,
  )
}

async function logIn(url: string, kind: ProcessKind, log: Log, signingKey: KeyObject): Promise<Login> {
  const dataSource = await applicationDataSource(url, {
    onIdleConnectionLost: (error) =>
      log.warn({ reason: error.message }, 'An idle database connection was lost.'),
  }).initialize()
  try {
    await refuseUnsafeLogin(dataSource, kind)
  } catch (error) {
    await dataSource.destroy()
    throw error
  }
  const audit = new AuditChain(dataSource, signingKey)
  return {
    dataSource,
    audit,
    access: new DatabaseAccess(dataSource, audit),
    url,
    notifications: new Notifications(url),
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
