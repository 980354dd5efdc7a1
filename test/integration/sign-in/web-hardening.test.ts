import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SignInPool } from '../../../api/src/database/sign-in-pool.js'
import { Argon2Hasher, PasswordCheck } from '../../../api/src/features/sign-in/password-hashing.js'
import { signInLibrary } from '../../../api/src/features/sign-in/sign-in-library.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { makeUser, signInCookie, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { BEHIND_PROXY, Browser, codeOf, givePassword } from './browser.js'

let database: TestDatabase
let api: TestApi
let user: TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database)
  user = await makeUser(database, { role: 'coordinator' })
  await givePassword(database, user)
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})

describe('a change is taken from the own pages alone', () => {
  const post = async (headers: Record<string, string>, path = '/api/auth/revoke-other-sessions') => {
    const cookie = await signInCookie(api, user)
    const answer = await fetch(`${await api.server.getUrl()}${path}`, {
      method: 'POST',
      headers: { cookie, ...headers },
    })
    return [answer.status, Object(await answer.json().catch(() => ({}))).code]
  }
  const origin = () => api.server.getUrl()

  test('with the own origin', async () => {
    expect(await post({ origin: await origin() })).toEqual([204, undefined])
    expect(await post({ origin: await origin(), 'sec-fetch-site': 'same-origin' })).toEqual([204, undefined])
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a frame without an origin', { origin: 'null' }],
    ['nobody who says where from', {}],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a name that only looks like this machine', { origin: 'http://localhost.evil.example' }],
  ])('not from %s', async (_, headers) => {
    expect(await post(headers)).toEqual([403, 'cross_site'])
  })

  test.each(['cross-site', 'same-site', 'none'])('not when the browser itself says %s', async (site) => {
    expect(await post({ origin: await origin(), 'sec-fetch-site': site })).toEqual([403, 'cross_site'])
  })

  test('not under a name that somebody else points at this machine', async () => {
    const address = new URL(await origin())
    const status = await new Promise((resolve) => {
      const sent = request(
        {
          host: address.hostname,
          port: address.port,
          path: '/api/auth/sign-out',
          method: 'POST',
          headers: {
            host: `rebound.example:${address.port}`,
            origin: `http://rebound.example:${address.port}`,
          },
        },
        (answer) => resolve(answer.statusCode),
      )
      sent.end()
    })
    expect(status).toBe(403)
  })

  test('behind a development server on this machine, when the browser says that page and address are one', async () => {
    const headers = { origin: 'http://127.0.0.1:5173', 'sec-fetch-site': 'same-origin' }
    expect(await post(headers)).toEqual([204, undefined])
    expect(await post({ ...headers, origin: 'https://evil.example' })).toEqual([403, 'cross_site'])
  })

  test('signing in is such a change', async () => {
    const answer = await api.send(
      'POST',
      '/api/auth/sign-in/email',
      { email: 'a', password: 'b' },
      { origin: 'https://evil.example' },
    )
    expect(codeOf(answer)).toEqual([403, 'cross_site'])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'text/html'])('never as %s', async (type) => {
    expect(await post({ origin: await origin(), 'content-type': type })).toEqual([415, 'wrong_content_type'])
  })

  test('where a public address is set, from there alone', async () => {
    const there = await startTestApi(database, { web: { publicUrl: 'https://tidemark.example' } })
    const send = (from: string) => there.send('POST', '/api/auth/sign-out', undefined, { origin: from })
    expect((await send('https://tidemark.example')).status).toBe(204)
    expect((await send(await there.server.getUrl())).status).toBe(403)
    expect((await send('http://tidemark.example')).status).toBe(403)
    await there.close()
  })

  test('the library holds the origin against the same rule, also in a test', async () => {
    const pool = new SignInPool(database.urls.api)
    const library = signInLibrary({
      pool: pool.pool,
      secret: 'k'.repeat(40),
      origin: 'http://localhost',
      trustedOrigins: () => [],
      passwords: new PasswordCheck(new Argon2Hasher()),
      log: createLog('silent'),
    })
    const ask = (origin: string) =>
      library.handler(
        new Request('http://localhost/api/auth/sign-out', {
          method: 'POST',
          headers: { cookie: 'a=b', origin },
        }),
      )
    expect((await ask('https://evil.example')).status).toBe(403)
    expect((await ask('http://localhost')).status).toBe(200)
    await pool.close()
  })
})

describe('what the API answers stays with who asked', () => {
  test.each(['/api/v1/me', '/api/v1/nothing', '/api/v1/sign-in-page', '/api/auth/list-sessions'])(
    '%s is not stored',
    async (path) => {
      const caller = await api.as(user)
      expect((await caller.get(path)).headers['cache-control']).toBe('no-store')
    },
  )

  test('https is promised where the public address has it, and nowhere else', async () => {
    expect((await api.get('/api/v1/me')).headers).not.toHaveProperty('strict-transport-security')
    const there = await startTestApi(database, { web: { publicUrl: 'https://tidemark.example' } })
    expect((await there.get('/api/v1/me')).headers['strict-transport-security']).toBe('max-age=31536000')
    await there.close()
  })
})

describe('where a request comes from', () => {
  const addressSeen = async (browser: Browser) => {
    await browser.signIn(user.email)
    const answer = await browser.get('/api/auth/list-sessions')
    return Object(answer.json()).sessions.find((session: { is_current: boolean }) => session.is_current)
      .address
  }

  test('is what the connection says, whatever the headers say', async () => {
    expect(await addressSeen(new Browser(api, '203.0.113.9'))).toBe('127.0.0.1')
    const claims = new Browser(api)
    const answer = await claims.post(
      '/api/auth/sign-in/email',
      { email: user.email, password: 'x' },
      {
        'x-tidemark-client-address': '203.0.113.9',
      },
    )
    const [row] = await database.ownerQuery<{ detail: string }>(
      'select detail from audit_event where request_id = $1',
      [answer.headers['x-request-id']],
    )
    expect(row?.detail).toContain('127.0.0.1')
  })

  test('is what a trusted proxy says, and of a chain the last that is not trusted', async () => {
    const behind = await startTestApi(database, { web: BEHIND_PROXY })
    expect(await addressSeen(new Browser(behind, '203.0.113.9'))).toBe('203.0.113.9')
    expect(await addressSeen(new Browser(behind, '6.6.6.6, 203.0.113.10'))).toBe('203.0.113.10')
    await behind.close()
  })
})

describe('floods are stopped', () => {
  test('sign-ins of one address, kept in the database for every process', async () => {
    const behind = await startTestApi(database, { web: BEHIND_PROXY })
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
    const other = await startTestApi(database, { web: BEHIND_PROXY })
    expect((await new Browser(other, '203.0.113.50').signIn(user.email)).status).toBe(429)
    expect((await new Browser(other, '203.0.113.51').signIn(user.email)).status).toBe(200)
    await behind.close()
    await other.close()
  })

  test('codes of one address have a limit of their own', async () => {
    const behind = await startTestApi(database, { web: BEHIND_PROXY })
    await database.ownerQuery('update auth."user" set two_factor_enabled = true where id = $1', [user.id])
    const statuses = []
    for (let n = 1; n <= 6; n += 1) {
      const browser = new Browser(behind, `203.0.113.${60 + n}`)
      await browser.signIn(user.email)
      const from = { 'x-forwarded-for': '203.0.113.60' }
      statuses.push(
        (await browser.post('/api/auth/two-factor/verify-backup-code', { code: 'x' }, from)).status,
      )
      await database.ownerQuery('update auth."user" set failed_sign_ins = 0, locked_until = null')
    }
    await database.ownerQuery('update auth."user" set two_factor_enabled = false where id = $1', [user.id])
    expect(statuses.slice(0, 5)).not.toContain(429)
    expect(statuses[5]).toBe(429)
    await behind.close()
  })

  test('requests of one session, of one address without one, and changes among them', async () => {
    const narrow = await startTestApi(database, { web: { requestsPerMinute: 80 } })
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
    await narrow.close()
  })
})
