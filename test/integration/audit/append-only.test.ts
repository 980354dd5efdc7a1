import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { anAuditEvent } from '../../builders/audit.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { asSuperuser, type Superuser } from './superuser.js'

let database: TestDatabase
let superuser: Superuser

beforeAll(async () => {
  database = await createTestDatabase()
  superuser = await asSuperuser(database)
  const tomorrow = new Date(Date.now() + 86_400_000)
  await database.application.audit.append([anAuditEvent(), anAuditEvent({ actorId: 'another' })])
  await database.ownerQuery(
    `update audit_chain set closed_at = now(), signature = decode(repeat('00', 64), 'hex')`,
  )
  await database.ownerQuery(
    `insert into audit_chain select $1::date, last_hash, 0, last_hash from audit_chain`,
    [tomorrow.toISOString().slice(0, 10)],
  )
  await database.application.audit.append([anAuditEvent()])
})
afterAll(async () => {
  await superuser.end()
  await database.drop()
})

/** As a login of the server, in a connection and a transaction of its own. */
async function query(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    let rows: unknown[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

const changes = [
  `update audit_event set action = 'sign_in'`,
  'update audit_event set hash = hash where false',
  'delete from audit_event where number = 1',
  'truncate audit_event',
  'truncate audit_event, audit_chain',
  'delete from audit_chain',
  'update audit_chain set last_number = 1',
  `update audit_chain set last_hash = first_previous_hash where closed_at is null`,
  'update audit_chain set last_number = last_number - 1 where closed_at is null',
  'update audit_chain set closed_at = null, signature = null where closed_at is not null',
  'update audit_chain set last_number = last_number + 1 where closed_at is not null',
  `insert into audit_chain values ('2100-01-01', decode(repeat('11', 32), 'hex'), 0, decode(repeat('11', 32), 'hex'))`,
]

describe('a change of what was recorded is refused', () => {
  test.each(changes)('to each login: %s', async (statement) => {
    const { api, worker, command_line } = database.urls
    for (const url of [api, worker, command_line]) {
      await expect(query(url, statement)).rejects.toMatchObject({ code: '42501' })
    }
  })

  test.each(changes)('to the owner of the tables: %s', async (statement) => {
    await expect(query(database.ownerUrl, statement)).rejects.toMatchObject({ code: '42501' })
  })

  test.each(changes)('to a superuser who silences ordinary triggers: %s', async (statement) => {
    const address = new URL(database.ownerUrl)
    address.searchParams.delete('options')
    const silenced = query(address.href, 'set local session_replication_role = replica', statement)
    await expect(silenced).rejects.toMatchObject({ code: '42501' })
  })
})

describe('who reads the audit', () => {
  const read = 'select number from audit_event order by chain_day, number'
  const all = [{ number: '1' }, { number: '2' }, { number: '1' }]

  test('not the login of the API, whatever it says of itself', async () => {
    for (const saying of [
      'select 1',
      "set local app.user_id = 'u'",
      "set local app.actor_kind = 'command_line'",
    ]) {
      await expect(query(database.urls.api, saying, read)).rejects.toMatchObject({ code: '42501' })
    }
  })

  test.each([
    'tidemark_director',
    'tidemark_therapist',
    'tidemark_researcher',
    'tidemark_coordinator',
    'tidemark_integration',
  ])('not %s', async (role) => {
    const reading = query(database.urls.api, `set local role ${role}`, "set local app.user_id = 'u'", read)
    await expect(reading).rejects.toMatchObject({ code: '42501' })
  })

  test('not the worker', async () => {
    await expect(query(database.urls.worker, read)).rejects.toMatchObject({ code: '42501' })
  })

  describe('an administrator', () => {
    const asAdministrator = (userId: string, ...statements: string[]) =>
      query(
        database.urls.api,
        'set local role tidemark_administrator',
        "set local app.actor_kind = 'user'",
        `set local app.user_id = '${userId}'`,
        ...statements,
      )

    beforeAll(async () => {
      await database.ownerQuery(
        `insert into auth."user" (id, name, email, role, disabled_at) values
           ('ad', 'Ada Minis', 'ad@example.org', 'administrator', null),
           ('gone', 'Gone Minis', 'gone@example.org', 'administrator', now()),
           ('di', 'Dia Rector', 'di@example.org', 'director', null)`,
      )
      await database.ownerQuery("insert into member (member_code) values ('M1')")
    })

    const lookups = [
      'select * from audit_of_member(7)',
      "select member_code from member_numbers('{M1}')",
      'select member_code from member_codes(array(select generate_series(1, 1000)::bigint))',
    ]

    test('reads all of it, and looks up who saw a member, by code', async () => {
      expect(await asAdministrator('ad', read)).toEqual(all)
      for (const lookup of lookups) expect(await asAdministrator('ad', lookup)).not.toEqual([])
    })

    test.each(['', 'nobody', 'gone', 'di'])('is nobody by the id "%s"', async (userId) => {
      for (const statement of [read, ...lookups]) expect(await asAdministrator(userId, statement)).toEqual([])
    })

    test('is not who says to be the command line', async () => {
      const say = "set local app.actor_kind = 'command_line'"
      for (const statement of [read, ...lookups]) {
        expect(await asAdministrator('nobody', say, statement)).toEqual([])
      }
    })

    test('is asked for by the role, not by the login', async () => {
      for (const lookup of lookups) {
        await expect(query(database.urls.api, lookup)).rejects.toMatchObject({ code: '42501' })
      }
    })
  })

  test('the command line, when it says that it is the command line', async () => {
    const { command_line } = database.urls
    expect(await query(command_line, read)).toEqual([])
    expect(await query(command_line, "set local app.actor_kind = 'command_line'", read)).toEqual(all)
  })

  test('heads hold counts and hashes alone, for every login', async () => {
    expect(await query(database.urls.api, 'select last_number from audit_chain order by 1')).toHaveLength(2)
  })
})
