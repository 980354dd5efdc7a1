/**
 * The roles of a deployment and what they may do in its database.
 *
 * `tidemark_owner` cannot log in and owns the schema. Each kind of process logs in as a role of its own, which owns
 * nothing and bypasses nothing, so that row-level security binds it. Each kind of user is a role that cannot log in;
 * the application takes one on for a transaction and inherits none, so that without one it reads nothing; the worker
 * does so for the report of somebody. What a role may do with a table is granted by the table's migration.
 */

import { createHmac } from 'node:crypto'
import pg from 'pg'
import { ROLES, type Role } from '../core/vocabulary.js'
import { UnusableDatabase } from './errors.js'
import { ROLES_LOCK } from './lock-keys.js'
import { scramVerifier } from './scram-verifier.js'
import { withClient } from './with-client.js'

export const OWNER_ROLE = 'tidemark_owner'
export const APPLICATION_ROLE = 'tidemark_app'

/** Who opens the database: the API, the background worker, the command line. */
export type ProcessKind = 'api' | 'worker' | 'command_line'

/** Each kind of process has a login; the API has a second one, for signing in, which alone reads who the users are. */
export type LoginKind = ProcessKind | 'sign_in'

export const LOGIN_ROLES: Readonly<Record<LoginKind, string>> = {
  api: APPLICATION_ROLE,
  sign_in: 'tidemark_sign_in',
  worker: 'tidemark_worker',
  command_line: 'tidemark_command_line',
}

/** The role of a kind of user. */
export function kindRole(role: Role): string {
  return `tidemark_${role}`
}

export const KIND_ROLES: readonly string[] = ROLES.map(kindRole)

/** The kinds of users in whose name the worker reads: those who ask for reports. */
export const ROLES_OF_WORKER: readonly string[] = (
  ['director', 'therapist', 'coordinator'] as const satisfies readonly Role[]
).map(kindRole)

export interface PreparedDatabase {
  /** Connects as the administrator and acts as `tidemark_owner`: for migrations. */
  readonly ownerUrl: string
  /** Connects as each login: for everything else. */
  readonly urls: Readonly<Record<LoginKind, string>>
}

/** Two starters of two deployments on one server can meet outside the lock, which holds within one database. */
const ATTEMPTS = 5
const LOST_RACE = new Set(['42710', '42P04', '23505', 'XX000']) // exists already; tuple concurrently updated

/**
 * Makes the roles, the database if it is missing, and the grants. Doing it again changes nothing.
 *
 * A login's password is HMAC-SHA-256 of its role's name under the administrator's password: nothing has to be stored,
 * and who changes the administrator's password changes the others at the next start. An administrator without a
 * password gives none either.
 *
 * @param adminUrl      a superuser, or a role with CREATEROLE that owns the database (or may create it)
 * @param databaseName  the deployment's database
 * @throws              UnusableDatabase when the administrator may not do it, with what to change
 */
export async function prepareDatabase(adminUrl: string, databaseName: string): Promise<PreparedDatabase> {
  const databaseUrl = changedUrl(adminUrl, (url) => {
    url.pathname = `/${encodeURIComponent(databaseName)}`
  })
  const urlOf = (kind: LoginKind) => loginUrl(databaseUrl, LOGIN_ROLES[kind])
  const prepared: PreparedDatabase = {
    ownerUrl: actingAs(databaseUrl, OWNER_ROLE),
    urls: {
      api: urlOf('api'),
      sign_in: urlOf('sign_in'),
      worker: urlOf('worker'),
      command_line: urlOf('command_line'),
    },
  }
  try {
    await createDatabaseIfMissing(adminUrl, databaseName)
    await withClient(databaseUrl, (client) =>
      underLock(client, () => prepareRoles(client, databaseName, adminUrl)),
    )
  } catch (error) {
    throw isForbidden(error) ? new UnusableDatabase(notAllowed(error.message), error) : error
  }
  return prepared
}

/** The same address, with every statement run as `role`. */
export function actingAs(databaseUrl: string, role: string): string {
  return changedUrl(databaseUrl, (url) => url.searchParams.set('options', `-c role=${role}`))
}

function loginUrl(databaseUrl: string, role: string): string {
  return changedUrl(databaseUrl, (url) => {
    const password = passwordOf(role, databaseUrl)
    url.username = role
    url.password = password ?? ''
    url.searchParams.delete('options')
  })
}

/** Null where the administrator has none: the server then lets all in by other means (trust, certificate) or none. */
function passwordOf(role: string, adminUrl: string): string | null {
  const key = decodeURIComponent(new URL(adminUrl).password)
  return key === '' ? null : createHmac('sha256', key).update(role).digest('base64url')
}

async function createDatabaseIfMissing(adminUrl: string, databaseName: string): Promise<void> {
  const maintenanceUrl = changedUrl(adminUrl, (url) => {
    if (decodeURIComponent(url.pathname.slice(1)) === databaseName) url.pathname = '/postgres'
  })
  // An administrator of one database alone may be kept out of the maintenance database; then theirs exists.
  const found = await withClient(maintenanceUrl, (client) => databaseExists(client, databaseName)).catch(
    () => null,
  )
  if (found !== false) return
  await withClient(maintenanceUrl, (client) => underLock(client, () => createDatabase(client, databaseName)))
}

async function databaseExists(client: pg.Client, databaseName: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
  return rowCount === 1
}

async function createDatabase(client: pg.Client, databaseName: string): Promise<void> {
  if (await databaseExists(client, databaseName)) return
  const { rows } = await client.query<{ utf8: boolean }>(
    "select pg_encoding_to_char(encoding) = 'UTF8' as utf8 from pg_database where datname = 'template1'",
  )
  const encoding = rows[0]?.utf8
    ? ''
    : " template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'"
  await client.query(`create database ${client.escapeIdentifier(databaseName)}${encoding}`)
}

async function prepareRoles(client: pg.Client, databaseName: string, adminUrl: string): Promise<void> {
  const { rows } = await client.query<Administrator>(
    `select current_user as name, rolsuper as super, rolcreaterole as may_create,
            current_setting('server_version_num')::int as version from pg_roles where rolname = current_user`,
  )
  const administrator = rows[0]
  if (!administrator?.super && !administrator?.may_create) {
    throw new UnusableDatabase(
      'DATABASE_URL logs in as a role that may not create roles. Give it CREATEROLE and the ownership of the database, or give DATABASE_OWNER_URL beside it.',
    )
  }
  await ensureRole(client, OWNER_ROLE, 'nologin inherit')
  for (const role of Object.values(LOGIN_ROLES)) {
    await ensureRole(client, role, 'login noinherit')
    const password = passwordOf(role, adminUrl)
    const verifier = password === null ? 'null' : client.escapeLiteral(scramVerifier(password))
    await client.query(`alter role ${role} password ${verifier}`)
  }
  for (const role of KIND_ROLES) await ensureRole(client, role, 'nologin inherit')
  await grantKindRoles(client, administrator.version, APPLICATION_ROLE, KIND_ROLES)
  await grantKindRoles(client, administrator.version, LOGIN_ROLES.worker, ROLES_OF_WORKER)
  if (!administrator.super) await client.query(`grant ${OWNER_ROLE} to current_user`)
  await grantDatabase(client, client.escapeIdentifier(databaseName))
}

/** The login may take these roles on and inherits none: before PostgreSQL 16 its NOINHERIT alone says so. */
async function grantKindRoles(
  client: pg.Client,
  version: number,
  login: string,
  kindRoles: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ missing: string }>(
    `select rolname as missing from pg_roles where rolname = any ($1)
       and not exists (select from pg_auth_members
         where roleid = pg_roles.oid and member = $2::regrole and not admin_option)`,
    [kindRoles, login],
  )
  const options = version >= 160_000 ? ' with inherit false, set true' : ''
  for (const { missing } of rows) await client.query(`grant ${missing} to ${login}${options}`)
}

interface Administrator {
  name: string
  super: boolean
  may_create: boolean
  version: number
}

const NO_POWERS = 'nosuperuser nobypassrls nocreatedb nocreaterole noreplication'

async function ensureRole(
  client: pg.Client,
  role: string,
  kind: 'login noinherit' | 'nologin inherit',
): Promise<void> {
  const { rows } = await client.query<{ fits: boolean }>(
    `select not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)
        and rolcanlogin = $2 and rolinherit <> $2 as fits from pg_roles where rolname = $1`,
    [role, kind === 'login noinherit'],
  )
  if (rows[0] === undefined) await client.query(`create role ${role} with ${kind} ${NO_POWERS}`)
  else if (!rows[0].fits) await client.query(`alter role ${role} with ${kind} ${NO_POWERS}`)
}

async function grantDatabase(client: pg.Client, database: string): Promise<void> {
  const processes = Object.values(LOGIN_ROLES).join(', ')
  const everybody = [processes, ...KIND_ROLES].join(', ')
  await client.query(`revoke all on database ${database} from public`)
  await client.query(`grant connect, create, temporary on database ${database} to ${OWNER_ROLE}`)
  await client.query(`grant connect on database ${database} to ${processes}`)
  await client.query('revoke all on schema public from public')
  await client.query(`grant usage, create on schema public to ${OWNER_ROLE}`)
  await client.query(`revoke create on schema public from ${everybody}`)
  await client.query(`grant usage on schema public to ${everybody}`)
}

/** Alone under the lock, and again when another starter was faster. */
async function underLock(client: pg.Client, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await client.query('select pg_advisory_lock($1)', [ROLES_LOCK])
    try {
      await work()
      return
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof pg.DatabaseError) || !LOST_RACE.has(error.code ?? ''))
        throw error
    } finally {
      await client.query('select pg_advisory_unlock($1)', [ROLES_LOCK])
    }
  }
}

function isForbidden(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code === '42501'
}

function notAllowed(reason: string): string {
  return `The login of DATABASE_URL cannot make the roles and their grants: ${reason}. Use a superuser or the login that made them, or give DATABASE_OWNER_URL beside it.`
}

function changedUrl(address: string, change: (url: URL) => void): string {
  const url = new URL(address)
  change(url)
  return url.href
}
