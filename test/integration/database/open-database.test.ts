import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { AccessContext } from '../../../api/src/database/access.js'
import { type DatabaseSettings, type OpenDatabase, openDatabase } from '../../../api/src/database/connect.js'
import { DatabaseUnavailable, UnusableDatabase } from '../../../api/src/database/errors.js'
import type { Log } from '../../../api/src/database/log.js'
import {
  actingAs,
  KIND_ROLES,
  LOGIN_ROLES,
  OWNER_ROLE,
  type ProcessKind,
  prepareDatabase,
} from '../../../api/src/database/roles.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { testContext } from '../support/insert-clinic.js'
import { silentLog } from '../support/silent-log.js'
import { joinTestServer, openFolder, type TestServer } from '../support/test-server.js'

const context: AccessContext = { actor: { kind: 'system', id: 'test' }, role: null, requestId: 'request-1' }

const { privateKey: auditSigningKey } = generateKeyPairSync('ed25519')
const allRoles = [OWNER_ROLE, ...Object.values(LOGIN_ROLES), ...KIND_ROLES]

let server: TestServer
const opened: OpenDatabase[] = []
const databases: string[] = []
const logins: string[] = []

beforeAll(async () => {
  server = await joinTestServer()
})

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  for (const name of databases.splice(0))
    await asAdministrator(`drop database if exists ${name} with (force)`)
  for (const login of logins.splice(0)) await asAdministrator(`drop role ${login}`)
})

afterAll(() => server.leave())

async function open(
  settings: Partial<DatabaseSettings>,
  { kind = 'api', log = silentLog }: { kind?: ProcessKind; log?: Log } = {},
): Promise<OpenDatabase> {
  const none = {
    dataFolder: 'unused',
    databaseUrl: null,
    databaseOwnerUrl: null,
    databaseSignInUrl: null,
    auditSigningKey,
  }
  const database = await openDatabase({ ...none, ...settings }, kind, log)
  opened.push(database)
  return database
}

async function asAdministrator(text: string, database = 'postgres'): Promise<unknown[]> {
  return withClient(addressOf(database), async (client) => (await client.query(text)).rows)
}

/** The address of a database of the test's server, as its superuser or as another login. */
function addressOf(database: string, login: { name: string; password: string } | null = null): string {
  const url = new URL(server.adminUrl)
  url.pathname = `/${database}`
  if (login !== null) {
    url.username = login.name
    url.password = login.password
  }
  return url.href
}

function newDatabaseName(): string {
  const name = `test_open_${randomBytes(4).toString('hex')}`
  databases.push(name)
  return name
}

async function makeLogin(powers: string): Promise<{ name: string; password: string }> {
  const login = { name: `test_login_${randomBytes(4).toString('hex')}`, password: 'a p@ss/word' }
  await asAdministrator(`create role ${login.name} login password '${login.password}' ${powers}`)
  logins.push(login.name)
  return login
}

describe('with DATABASE_URL alone', () => {
  test('the database is made, migrated, and served as tidemark_app', async () => {
    const name = newDatabaseName()
    const database = await open({ databaseUrl: addressOf(name) })
    expect(database.isEmbedded).toBe(false)
    expect(database.description).toMatch(/^PostgreSQL \d+\.\d+.* at 127\.0\.0\.1:\d+$/)
    const rows = await database.access.run(context, (transaction) =>
      transaction.query('select current_user as login, current_database() as name'),
    )
    expect(rows).toEqual([{ login: 'tidemark_app', name }])
  })

  test('two starters at once both succeed', async () => {
    const settings = { databaseUrl: addressOf(newDatabaseName()) }
    const both = await Promise.all([open(settings), open(settings)])
    const answers = both.map((database) =>
      database.access.run(context, (transaction) =>
        transaction.query('select count(*) as n from audit_chain'),
      ),
    )
    expect(await Promise.all(answers)).toEqual([[{ n: 1 }], [{ n: 1 }]])
  })

  test('a login with CREATEROLE that owns the database is enough', async () => {
    const name = newDatabaseName()
    // The roles are there already, made by the superuser: it has to hand them on.
    const login = await makeLogin('createrole')
    await asAdministrator(`create database ${name} owner ${login.name}`)
    await asAdministrator(`grant ${allRoles.join(', ')} to ${login.name} with admin option`)
    const database = await open({ databaseUrl: addressOf(name, login) })
    const rows = await database.access.run(context, (transaction) =>
      transaction.query('select count(*) as n from audit_chain'),
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  test('a login with CREATEROLE to which the roles were not handed on is refused with what to do', async () => {
    const name = newDatabaseName()
    const login = await makeLogin('createrole')
    await asAdministrator(`create database ${name} owner ${login.name}`)
    const opening = open({ databaseUrl: addressOf(name, login) })
    await expect(opening).rejects.toThrow(
      /cannot make the roles and their grants: .* Use a superuser or the login/,
    )
  })

  test('a login that may not create roles is refused with what to do', async () => {
    const login = await makeLogin('')
    const opening = open({ databaseUrl: addressOf('postgres', login) })
    await expect(opening).rejects.toThrow(/may not create roles\. Give it CREATEROLE/)
  })

  test('a server that does not answer is named, without the password', async () => {
    const opening = open({ databaseUrl: 'postgres://postgres:secret@127.0.0.1:1/tidemark' })
    await expect(opening).rejects.toThrow(/^The database at 127\.0\.0\.1:1 cannot be opened: (?!.*secret)/)
  })

  test('a database that a newer version has migrated is refused', async () => {
    const name = newDatabaseName()
    await open({ databaseUrl: addressOf(name) })
    await asAdministrator(
      "insert into migrations (timestamp, name) values (9999999999999, 'FromTheFuture9')",
      name,
    )
    await expect(open({ databaseUrl: addressOf(name) })).rejects.toThrow(
      /FromTheFuture9\)\. Start the newer version/,
    )
  })
})

describe('with DATABASE_OWNER_URL beside it', () => {
  test('the first migrates and the second is the application', async () => {
    const name = newDatabaseName()
    const { ownerUrl, urls } = await prepareDatabase(server.adminUrl, name)
    const given = { databaseUrl: urls.api, databaseOwnerUrl: ownerUrl }
    await expect(open(given)).rejects.toThrow('DATABASE_SIGN_IN_URL is missing')
    const database = await open({ ...given, databaseSignInUrl: urls.sign_in })
    const owners = await asAdministrator(
      "select distinct tableowner from pg_tables where schemaname = 'public'",
      name,
    )
    expect(owners).toEqual([{ tableowner: 'tidemark_owner' }])
    const rows = await database.access.run(context, (transaction) =>
      transaction.query('select current_user as login'),
    )
    expect(rows).toEqual([{ login: 'tidemark_app' }])
    // It knows no other login than its own.
    await expect(database.asCommandLine(async () => 0)).rejects.toBeInstanceOf(UnusableDatabase)
  })

  test.each([
    ['a superuser', 'superuser', '', 'it is a superuser.'],
    [
      'a login that bypasses row-level security',
      'bypassrls',
      '',
      'it bypasses row-level security (BYPASSRLS).',
    ],
    [
      'a member of the owner',
      '',
      `grant ${OWNER_ROLE} to`,
      'it owns the table aggregate_release, itself or through a role.',
    ],
    ['a login to which nothing is granted', '', '', 'it is not a member of tidemark_app'],
    [
      'a login that is a kind of user without taking it on',
      '',
      'grant tidemark_app, tidemark_director to',
      'it has the rights of tidemark_director without taking that role on.',
    ],
    [
      'a login that is the command line as well',
      '',
      'grant tidemark_app, tidemark_command_line to',
      'it has the rights of tidemark_command_line without taking that role on.',
    ],
  ])('%s is refused as the application', async (_who, powers, grant, reason) => {
    const name = newDatabaseName()
    const { ownerUrl } = await prepareDatabase(server.adminUrl, name)
    const login = await makeLogin(powers)
    await asAdministrator(`grant connect on database ${name} to ${login.name}`)
    if (grant !== '') await asAdministrator(`${grant} ${login.name}`)
    const opening = open({ databaseUrl: addressOf(name, login), databaseOwnerUrl: ownerUrl })
    await expect(opening).rejects.toThrow(`may not log in as ${login.name}: ${reason}`)
    await expect(opening).rejects.toBeInstanceOf(UnusableDatabase)
    await asAdministrator(`drop database ${name} with (force)`)
  })
})

describe('the roles', () => {
  test('have no powers, and the application owns nothing', async () => {
    const name = newDatabaseName()
    await open({ databaseUrl: addressOf(name) })
    const powers = await asAdministrator(
      `select rolname, rolcanlogin, rolinherit,
              rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as powerful
       from pg_roles where rolname like 'tidemark\\_%' order by rolname`,
    )
    const logins = Object.values(LOGIN_ROLES)
    expect(powers).toEqual(
      [...allRoles].sort().map((rolname) => ({
        rolname,
        rolcanlogin: logins.includes(rolname),
        rolinherit: !logins.includes(rolname),
        powerful: false,
      })),
    )
    const owned = `select count(*) as n from pg_shdepend d join pg_roles r on r.oid = d.refobjid
      where r.rolname like 'tidemark\\_%' and r.rolname <> 'tidemark_owner' and d.deptype = 'o'`
    expect(await asAdministrator(owned, name)).toEqual([{ n: 0 }])
    // The application may take on every kind of user, the worker those who ask for reports; neither inherits any.
    const memberships = await asAdministrator(
      `select member::regrole::text as member, roleid::regrole::text as role, inherit_option as inherits
       from pg_auth_members where member::regrole::text = any (string_to_array('${logins.join(' ')}', ' ')) order by 1, 2`,
    )
    const may = (member: string, roles: readonly string[]) =>
      [...roles].sort().map((role) => ({ member, role, inherits: false }))
    expect(memberships).toEqual([
      ...may('tidemark_app', KIND_ROLES),
      ...may('tidemark_worker', ['tidemark_director', 'tidemark_therapist', 'tidemark_coordinator']),
    ])
  })

  test('are put right when somebody gave the application more', async () => {
    await asAdministrator('alter role tidemark_app bypassrls createdb')
    await prepareDatabase(server.adminUrl, newDatabaseName())
    const rows = await asAdministrator(
      "select rolbypassrls, rolcreatedb from pg_roles where rolname = 'tidemark_app'",
    )
    expect(rows).toEqual([{ rolbypassrls: false, rolcreatedb: false }])
  })

  test('do not let the application change the schema', async () => {
    const database = await open({ databaseUrl: addressOf(newDatabaseName()) })
    const refused = [
      'create table mine (n int)',
      'create temporary table mine (n int)',
      'create schema mine',
      'alter table site add column extra text',
      'drop table site',
      'truncate site',
      'create role more',
      'set role tidemark_owner',
      'set role tidemark_worker',
      'set role tidemark_command_line',
    ]
    for (const statement of refused) {
      const trying = database.access.run(context, (transaction) => transaction.query(statement))
      await expect(trying).rejects.toThrow(/permission denied|must be owner/)
    }
  })

  test('keep every other login out of the database', async () => {
    const name = newDatabaseName()
    await prepareDatabase(server.adminUrl, name)
    const login = await makeLogin('')
    await expect(withClient(addressOf(name, login), async () => 0)).rejects.toThrow(
      'permission denied for database',
    )
  })

  test('never bring the password of the application to the server', async () => {
    const { urls } = await prepareDatabase(server.adminUrl, newDatabaseName())
    const [stored] = await asAdministrator("select rolpassword from pg_authid where rolname = 'tidemark_app'")
    expect(stored).toEqual({ rolpassword: expect.stringMatching(/^SCRAM-SHA-256\$4096:/) })
    expect(new URL(urls.api).password).not.toBe(new URL(server.adminUrl).password)
  })

  test('act through the administrator for migrations', async () => {
    const url = actingAs(addressOf('postgres'), OWNER_ROLE)
    const rows = await withClient(
      url,
      async (client) => (await client.query('select current_user as role')).rows,
    )
    expect(rows).toEqual([{ role: 'tidemark_owner' }])
  })
})

describe('with the embedded server', () => {
  test('the application continues after the server was killed', async () => {
    const folder = await openFolder()
    const messages: string[] = []
    const note = (_fields: object, message: string) => messages.push(message)
    try {
      const log = { info: note, warn: note, error: note }
      const database = await open({ dataFolder: folder }, { kind: 'command_line', log })
      expect(database.isEmbedded).toBe(true)
      const write = (site: string) =>
        database.access.run(testContext, async (transaction) => {
          await transaction.query('insert into site (site_id, name) values ($1, $1)', [site])
          if (site === 'lost') await transaction.query('select pg_sleep(20)')
        })
      await write('before')
      const interrupted = expect(write('lost')).rejects.toBeInstanceOf(DatabaseUnavailable)
      const pidFile = path.join(folder, 'postgres', 'cluster', 'data', 'postmaster.pid')
      process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL')
      await interrupted
      await write('after')
      const rows = await database.access.run(testContext, (transaction) =>
        transaction.query('select site_id from site order by site_id'),
      )
      expect(rows).toEqual([{ site_id: 'after' }, { site_id: 'before' }])
      // It serves a moment before it is known to run.
      while (!messages.includes('The embedded PostgreSQL runs again.')) await wait(20)
    } finally {
      for (const database of opened.splice(0)) await database.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
