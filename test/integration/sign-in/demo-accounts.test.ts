import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { meSchema, signInPageSchema } from '../../../api/src/contracts/sign-in.js'
import { SignInPool } from '../../../api/src/database/sign-in-pool.js'
import {
  demoAccountLines,
  makeDemoAccounts,
  NO_DEMO_ACCOUNTS,
  settleDemoAccounts,
} from '../../../api/src/features/sign-in/demo-accounts.js'
import { Argon2Hasher } from '../../../api/src/features/sign-in/password-hashing.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { insertClinic, testContext } from '../support/insert-clinic.js'
import { startTestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { BEHIND_PROXY, Browser } from './browser.js'

let database: TestDatabase
let pool: SignInPool
const log = createLog('silent')
const make = () => makeDemoAccounts(database.access, testContext, new Argon2Hasher())
const settle = (isLocal: boolean) => settleDemoAccounts(pool, isLocal, log)
const users = () => database.ownerQuery<{ role: string }>('select role from auth."user" order by role')
const imported = (source: string) =>
  database.ownerQuery(
    `insert into import_batch (source_system, mode, is_dry_run, is_committed, actor)
     values ($1, 'all-or-nothing', false, true, 'command_line:test')`,
    [source],
  )

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  pool = new SignInPool(database.urls.sign_in)
})
afterAll(async () => {
  await pool?.close()
  await database?.drop()
})

test('records that are not the demo clinic’s get none', async () => {
  await make()
  expect(await users()).toEqual([])
  expect(await settle(true)).toEqual(NO_DEMO_ACCOUNTS)
  expect(demoAccountLines(NO_DEMO_ACCOUNTS)).toBe('')
})

describe('with the demo clinic', () => {
  beforeAll(async () => {
    await imported('demo')
    await make()
    await make() // a second start
  })

  test('there is one for each role of people, once', async () => {
    expect((await users()).map(({ role }) => role)).toEqual([
      'administrator',
      'coordinator',
      'director',
      'researcher',
      'therapist',
    ])
  })

  test('each of them signs in with what the sign-in page shows, and nothing is due', async () => {
    const demoAccounts = await settle(true)
    const api = await startTestApi(database, { web: BEHIND_PROXY, demoAccounts })
    const { demo_accounts } = await api.read(signInPageSchema, '/sign-in-page')
    expect(demo_accounts).toHaveLength(5)
    const seen: Record<string, unknown> = {}
    for (const { email, password } of demo_accounts ?? []) {
      const browser = new Browser(api)
      expect((await browser.signIn(email, password)).json()).toEqual({ next: 'signed_in' })
      const me = meSchema.parse((await browser.me()).json())
      expect(me).toMatchObject({ due: null, deployment: { is_demo: true } })
      seen[me.role] = me.role === 'therapist' ? me.therapist_id : me.sites.map(({ site_id }) => site_id)
    }
    const [busiest] = await database.ownerQuery<{ therapist_id: string }>(
      `select therapist_id from group_therapist join episode using (group_id)
       group by 1
       order by count(*) filter (where coalesce(exited_on, planned_end_on, 'infinity') > current_date) desc,
                count(*) desc, 1
       limit 1`,
    )
    expect(seen).toEqual({
      director: ['north', 'south'],
      coordinator: ['north', 'south'],
      therapist: busiest?.therapist_id,
      researcher: [],
      administrator: [],
    })
    expect(demoAccountLines(demoAccounts)).toContain('therapist@demo.example')
    await api.close()
  })

  test('an account whose password somebody changed is no longer shown', async () => {
    await database.ownerQuery(
      `update auth.account set updated_at = now() + interval '1 second'
       where user_id = (select id from auth."user" where role = 'researcher')`,
    )
    const { shown } = await settle(true)
    expect(shown?.map(({ role }) => role)).toEqual(['director', 'therapist', 'coordinator', 'administrator'])
  })

  test('a server that others can reach closes them, and they stay closed', async () => {
    const api = await startTestApi(database, { web: BEHIND_PROXY, demoAccounts: await settle(false) })
    expect(await api.read(signInPageSchema, '/sign-in-page')).toEqual({
      product: 'Tidemark',
      demo_accounts: null,
    })
    expect((await new Browser(api).signIn('director@demo.example', 'try-the-demo-clinic')).status).toBe(401)
    await api.close()
    const back = await settle(true)
    expect(back).toEqual({ exist: true, shown: null })
    expect(demoAccountLines(back)).toBe('')
  })
})

test('a database with users, or with other records beside the demo clinic, gets none', async () => {
  const other = await createTestDatabase()
  await insertClinic(other.access, smallClinic)
  for (const source of ['demo', 'file']) {
    await other.ownerQuery(
      `insert into import_batch (source_system, mode, is_dry_run, is_committed, actor)
       values ($1, 'all-or-nothing', false, true, 'command_line:test')`,
      [source],
    )
  }
  await makeDemoAccounts(other.access, testContext, new Argon2Hasher())
  expect(await other.ownerQuery('select id from auth."user"')).toEqual([])
  await other.drop()
})
