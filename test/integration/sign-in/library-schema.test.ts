import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { getMigrations } from 'better-auth/db/migration'
import { SignInPool } from '../../../api/src/database/sign-in-pool.js'
import { Argon2Hasher, PasswordCheck } from '../../../api/src/features/sign-in/password-hashing.js'
import { signInOptions } from '../../../api/src/features/sign-in/sign-in-library.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let pool: SignInPool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = new SignInPool(database.urls.sign_in)
})
afterAll(async () => {
  await pool?.close()
  await database?.drop()
})

function missing() {
  const passwords = new PasswordCheck(new Argon2Hasher())
  return getMigrations(
    signInOptions({
      pool: pool.pool,
      secret: 'k'.repeat(40),
      origin: 'http://localhost',
      trustedOrigins: () => [],
      passwords,
      log: createLog('silent'),
    }),
  )
}

test('the sign-in library finds nothing to create, add or change in the tables that we made for it', async () => {
  const { toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems } = await missing()
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, unsafeChanges, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    unsafeChanges: [],
    schemaProblems: [],
  })
})

test('and says so when something is gone', async () => {
  await database.ownerQuery('alter table auth.two_factor drop column failed_verification_count')
  await database.ownerQuery('drop table auth.rate_limit')
  const { toBeAdded, toBeCreated } = await missing()
  expect(JSON.stringify(toBeAdded)).toContain('failed_verification_count')
  expect(JSON.stringify(toBeCreated)).toContain('rate_limit')
})

describe('who may touch the tables of signing in', () => {
  const may = async (role: string) => {
    const [row] = await database.ownerQuery<{ may: boolean }>(
      `select bool_or(has_table_privilege($1, table_schema || '."' || table_name || '"', 'select')
         or has_any_column_privilege($1, table_schema || '."' || table_name || '"', 'select, insert, update')) as may
       from information_schema.tables where table_schema = 'auth' and table_name <> 'user'`,
      [role],
    )
    return row?.may
  }

  test.each(['tidemark_sign_in', 'tidemark_command_line', 'tidemark_administrator'])('%s', async (role) => {
    expect(await may(role)).toBe(true)
  })

  test.each([
    'tidemark_app',
    'tidemark_worker',
    'tidemark_director',
    'tidemark_therapist',
    'tidemark_researcher',
    'tidemark_coordinator',
    'tidemark_integration',
  ])('not %s', async (role) => {
    expect(await may(role)).toBe(false)
  })

  test('an administrator reads neither passwords nor tokens of sessions nor secrets of second factors', async () => {
    const [row] = await database.ownerQuery(
      `select has_column_privilege(role, 'auth.account', 'password', 'select') as passwords,
              has_column_privilege(role, 'auth.session', 'token', 'select') as tokens,
              has_column_privilege(role, 'auth.two_factor', 'secret', 'select') as secrets
       from (select 'tidemark_administrator' as role) as asked`,
    )
    expect(row).toEqual({ passwords: false, tokens: false, secrets: false })
  })
})
