import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { SignInPool } from '../../../api/src/database/sign-in-pool.js'
import { Argon2Hasher, PasswordCheck } from '../../../api/src/features/sign-in/password-hashing.js'
import { signInLibrary } from '../../../api/src/features/sign-in/sign-in-library.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { makeUser, signInCookie, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi, type TestApiOptions } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { codeOf } from './browser.js'

let database: TestDatabase
let api: TestApi
let user: TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database)
  user = await makeUser(database, { role: 'coordinator' })
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
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
    const there = await open({ publicUrl: 'https://tidemark.example' })
    const send = (from: string) => there.send('POST', '/api/auth/sign-out', undefined, { origin: from })
    expect((await send('https://tidemark.example')).status).toBe(204)
    expect((await send(await there.server.getUrl())).status).toBe(403)
    expect((await send('http://tidemark.example')).status).toBe(403)
  })

  test('the library holds the origin against the same rule, also in a test', async () => {
    const pool = new SignInPool(database.urls.sign_in)
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
    const statuses = [(await ask('https://evil.example')).status, (await ask('http://localhost')).status]
    await pool.close()
    expect(statuses).toEqual([403, 200])
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
    const there = await open({ publicUrl: 'https://tidemark.example' })
    expect((await there.get('/api/v1/me')).headers['strict-transport-security']).toBe('max-age=31536000')
    const here = await open({ publicUrl: 'http://localhost:3000' })
    expect((await here.get('/api/v1/me')).headers).not.toHaveProperty('strict-transport-security')
  })
})
