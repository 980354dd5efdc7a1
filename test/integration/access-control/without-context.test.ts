/** What somebody gets who has stolen the address and password of the API's login, and nothing else. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { withClient } from '../../../api/src/database/with-client.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { insertTwoSites, people } from '../support/two-sites.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
})
afterAll(() => database.drop())

const KINDS = ['director', 'therapist', 'researcher', 'coordinator', 'administrator', 'integration']
/** Rows of nobody: questionnaires, the deployment's choices and sums, hashes of the audit. */
const HARMLESS = ['measure', 'measure_baseline', 'setting', 'audit_chain', 'migrations']

async function tables(): Promise<string[]> {
  const rows = await database.ownerQuery<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and relkind in ('r', 'p')`,
  )
  return rows.map(({ name }) => name).filter((name) => !HARMLESS.includes(name))
}

/** The number of rows, or that even asking is refused. */
async function rowsOf(client: pg.Client, table: string): Promise<number | 'refused'> {
  try {
    const { rows } = await client.query(`select count(*)::int as n from ${table}`)
    return rows[0].n
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501') return 'refused'
    throw error
  }
}

test('as the login itself: not even a count, of users neither', async () => {
  await withClient(database.urls.api, async (client) => {
    for (const table of await tables()) {
      expect([table, await rowsOf(client, table)]).toEqual([table, 'refused'])
    }
  })
})

describe.each(KINDS)('after taking on the role of a %s', (kind) => {
  test('without a user: no row of any table', async () => {
    await withClient(database.urls.api, async (client) => {
      await client.query(`set role tidemark_${kind}`)
      for (const table of await tables()) {
        expect([table, [0, 'refused'].includes(await rowsOf(client, table))]).toEqual([table, true])
      }
    })
  })

  test.each([
    ['a made-up user', 'u-nobody'],
    ['an empty user', ''],
    ['the id of a user with another role', otherThan(kind)],
  ])('with %s: no row of any table', async (_what, id) => {
    await withClient(database.urls.api, async (client) => {
      await client.query(`set role tidemark_${kind}`)
      await client.query(
        "select set_config('app.user_id', $1, false), set_config('app.actor_kind', 'user', false)",
        [id],
      )
      for (const table of await tables()) {
        expect([table, [0, 'refused'].includes(await rowsOf(client, table))]).toEqual([table, true])
      }
    })
  })
})

function otherThan(kind: string): string {
  return kind === 'director' ? people.administrator.id : people.bothDirector.id
}

test('as the login of signing in: who the users are, and no row of a member or a group', async () => {
  await withClient(database.urls.sign_in, async (client) => {
    for (const table of await tables()) {
      const ofUsers =
        table.startsWith('auth.') || ['user_site', 'user_therapist', 'api_token'].includes(table)
      if (!ofUsers) expect([table, await rowsOf(client, table)]).toEqual([table, 'refused'])
    }
    for (const kind of KINDS) {
      await expect(client.query(`set role tidemark_${kind}`)).rejects.toThrow(/permission denied/)
    }
  })
})

test.each(['worker', 'command_line'] as const)(
  'as the login of the %s without saying who acts: no row of any table',
  async (kind) => {
    await withClient(database.urls[kind], async (client) => {
      for (const table of await tables()) {
        expect([table, [0, 'refused'].includes(await rowsOf(client, table))]).toEqual([table, true])
      }
    })
  },
)

test('nobody may empty a table, and the API may not become another login', async () => {
  await withClient(database.urls.api, async (client) => {
    for (const role of ['none', ...KINDS.map((kind) => `tidemark_${kind}`)]) {
      await client.query(`set role ${role}`)
      for (const table of await tables()) {
        await expect(client.query(`truncate ${table} cascade`)).rejects.toThrow(/permission denied/)
      }
    }
    for (const other of [
      'tidemark_owner',
      'tidemark_sign_in',
      'tidemark_worker',
      'tidemark_command_line',
      'postgres',
    ]) {
      await expect(client.query(`set role ${other}`)).rejects.toThrow(/permission denied/)
    }
  })
})
