import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi, type TestApiOptions } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { auditOf, BEHIND_PROXY, Browser, codeOf, givePassword, PASSWORD } from './browser.js'

let database: TestDatabase
let api: TestApi
let user: TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database)
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})
beforeEach(async () => {
  user = await makeUser(database, { role: 'coordinator' })
  await givePassword(database, user)
})

/** Servers of single tests, closed also when the test fails. */
const opened: TestApi[] = []
async function open(web: TestApiOptions['web'] = {}): Promise<TestApi> {
  const server = await startTestApi(database, { web })
  opened.push(server)
  return server
}
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

describe('where a request comes from', () => {
  const addressSeen = async (browser: Browser) => {
    await browser.signIn(user.email)
    return currentAddress(browser)
  }
  const currentAddress = async (browser: Browser) => {
    const answer = await browser.get('/api/auth/list-sessions')
    return Object(answer.json()).sessions.find((session: { is_current: boolean }) => session.is_current)
      .address
  }

  test('is what the connection says, whatever the headers say', async () => {
    expect(await addressSeen(new Browser(api, '203.0.113.9'))).toBe('127.0.0.1')
  })

  test('is not what a header of our own name says, for sessions, limits and the audit alike', async () => {
    const claims = new Browser(api)
    const given = { email: user.email, password: PASSWORD }
    const answer = await claims.post('/api/auth/sign-in/email', given, {
      'x-tidemark-client-address': '203.0.113.9',
    })
    expect(await currentAddress(claims)).toBe('127.0.0.1')
    const [event] = await auditOf(database, answer.headers['x-request-id'])
    expect(event?.detail).toMatchObject({ address: '127.0.0.1' })
    const counted = await database.ownerQuery("select key from auth.rate_limit where key like '203.0.113.9%'")
    expect(counted).toEqual([])
  })

  test('is what a trusted proxy says, and of a chain the last that is not trusted', async () => {
    const behind = await open(BEHIND_PROXY)
    expect(await addressSeen(new Browser(behind, '203.0.113.9'))).toBe('203.0.113.9')
    expect(await addressSeen(new Browser(behind, '6.6.6.6, 203.0.113.10'))).toBe('203.0.113.10')
  })
})

describe('floods are stopped', () => {
  test('sign-ins of one address, kept in the database for every process', async () => {
    const behind = await open(BEHIND_PROXY)
    const flood = async (address: string) => {
      const answers = []
      for (let n = 1; n <= 11; n += 1)
        answers.push(await new Browser(behind, address).signIn('nobody@clinic.example'))
      return answers
    }
    const answers = await flood('203.0.113.50')
    expect(answers.slice(0, 10).every(({ status }) => status === 401)).toBe(true)
    const last = answers[10]
    expect(last?.status).toBe(429)
    expect(Object(last?.json()).code).toBe('too_many_requests')
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
    const other = await open(BEHIND_PROXY)
    expect((await new Browser(other, '203.0.113.50').signIn(user.email)).status).toBe(429)
    expect((await new Browser(other, '203.0.113.51').signIn(user.email)).status).toBe(200)
  })

  test('codes of one address have a limit of their own', async () => {
    const behind = await open(BEHIND_PROXY)
    await database.ownerQuery('update auth."user" set two_factor_enabled = true where id = $1', [user.id])
    const statuses = []
    for (let n = 1; n <= 9; n += 1) {
      const browser = new Browser(behind, `203.0.113.${60 + n}`)
      await browser.signIn(user.email)
      const from = { 'x-forwarded-for': '203.0.113.60' }
      statuses.push(
        (await browser.post('/api/auth/two-factor/verify-backup-code', { code: 'x' }, from)).status,
      )
      if (n < 9) await database.ownerQuery('update auth."user" set failed_sign_ins = 0, locked_until = null')
    }
    expect(statuses.slice(0, 8)).not.toContain(429)
    expect(statuses[8]).toBe(429)
    const [row] = await database.ownerQuery<{ failed_sign_ins: number }>(
      'select failed_sign_ins from auth."user" where id = $1',
      [user.id],
    )
    expect(row?.failed_sign_ins).toBe(0) // a code that nobody looked at is no failure
  })

  test('requests of one session, of one address without one, and changes among them', async () => {
    const narrow = await open({ requestsPerMinute: 80 })
    const first = await narrow.as(user)
    const second = await narrow.as(user)
    const count = async (ask: () => Promise<{ status: number }>, times: number) => {
      let refused = 0
      for (let n = 0; n < times; n += 1) if ((await ask()).status === 429) refused += 1
      return refused
    }
    expect(await count(() => first.get('/api/v1/sign-in-page'), 82)).toBe(2)
    expect(await count(() => second.get('/api/v1/sign-in-page'), 1)).toBe(0)
    expect(await count(() => second.send('POST', '/api/auth/revoke-other-sessions'), 22)).toBe(2)
    expect(await count(() => second.get('/api/v1/sign-in-page'), 1)).toBe(0)
    const made = () =>
      narrow.get('/api/v1/sign-in-page', { cookie: `__Host-tidemark_session=${Math.random()}` })
    expect(await count(made, 21)).toBe(1) // a cookie that was made up has no limit of its own
    const answer = await narrow.get('/api/v1/sign-in-page')
    expect(codeOf(answer)).toEqual([429, 'too_many_requests'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await narrow.get('/health/live')).status).toBe(200)
  })
})
