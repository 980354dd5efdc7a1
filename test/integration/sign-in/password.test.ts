import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { SignInPool } from '../../../api/src/database/sign-in-pool.js'
import {
  Argon2Hasher,
  PasswordCheck,
  PasswordHasher,
} from '../../../api/src/features/sign-in/password-hashing.js'
import { signInLibrary } from '../../../api/src/features/sign-in/sign-in-library.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { makeUser, TEST_SIGN_IN_KEY, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { auditOf, BEHIND_PROXY, Browser, codeOf, givePassword, PASSWORD } from './browser.js'

class CountingHasher extends PasswordHasher {
  readonly #argon2 = new Argon2Hasher()
  hashed = 0
  verified = 0

  hash(password: string): Promise<string> {
    this.hashed += 1
    return this.#argon2.hash(password)
  }

  verify(hash: string, password: string): Promise<boolean> {
    this.verified += 1
    return this.#argon2.verify(hash, password)
  }
}

const hasher = new CountingHasher()
const logged: string[] = []
let database: TestDatabase
let api: TestApi
let user: TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database, {
    hasher,
    web: BEHIND_PROXY,
    log: createLog('trace', { write: (line) => logged.push(line) }),
  })
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})
beforeEach(async () => {
  user = await makeUser(database, { role: 'coordinator' })
  await givePassword(database, user)
  hasher.hashed = 0
  hasher.verified = 0
})

describe('the right password', () => {
  test('signs in with an opaque cookie that scripts and other hosts do not get, and no token in the answer', async () => {
    const answer = await new Browser(api).signIn(user.email)
    expect([answer.status, answer.json()]).toEqual([200, { next: 'signed_in' }])
    expect(answer.setCookies).toHaveLength(1)
    expect(answer.setCookies[0]).toMatch(
      /^__Host-tidemark_session=[\w%.-]+; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('is looked at once, and lets the browser ask as the user', async () => {
    const browser = new Browser(api)
    await browser.signIn(user.email.toUpperCase())
    expect(hasher).toMatchObject({ verified: 1, hashed: 0 })
    expect((await browser.me()).json()).toMatchObject({ user_id: user.id, role: 'coordinator', due: null })
  })

  test('starts a session that counts as just confirmed, and is remembered as the last sign-in', async () => {
    const browser = new Browser(api)
    await browser.signIn(user.email)
    expect((await browser.me()).json()).toMatchObject({ confirmed_at: api.now().toISOString() })
    const [row] = await database.ownerQuery<{ last_sign_in_at: Date }>(
      'select last_sign_in_at from auth."user" where id = $1',
      [user.id],
    )
    expect(row?.last_sign_in_at).toEqual(api.now())
  })

  test('is recorded with who, how and from where', async () => {
    const answer = await new Browser(api, '192.0.2.7').signIn(user.email)
    expect(await auditOf(database, answer.headers['x-request-id'])).toEqual([
      {
        action: 'sign_in',
        outcome: 'success',
        actor_id: user.id,
        detail: { method: 'password', address: '192.0.2.7' },
      },
    ])
  })
})

describe('whoever may not sign in gets one and the same answer, after one look at a password', () => {
  test.each(['wrong password', 'unknown address', 'disabled', 'locked', 'without a password'])(
    '%s',
    async (why) => {
      if (why === 'disabled') await change('disabled_at = now()')
      if (why === 'locked') await change("failed_sign_ins = 5, locked_until = '2026-06-01T12:00:30Z'")
      if (why === 'without a password')
        await database.ownerQuery('delete from auth.account where user_id = $1', [user.id])
      const email = why === 'unknown address' ? 'nobody@clinic.example' : user.email
      const browser = new Browser(api)
      const answer = await browser.signIn(email, why === 'wrong password' ? `${PASSWORD}s` : PASSWORD)
      expect(hasher).toMatchObject({ verified: 1, hashed: 0 })
      const { request_id: _, ...problem } = Object(answer.json())
      expect(problem).toEqual({
        type: 'urn:tidemark:problem:sign_in_failed',
        title: 'Not signed in',
        status: 401,
        code: 'sign_in_failed',
        detail: expect.stringContaining('do not fit together'),
      })
      expect(answer.setCookies).toEqual([])
      expect((await browser.me()).status).toBe(401)
    },
  )

  const change = (set: string) =>
    database.ownerQuery(`update auth."user" set ${set} where id = $1`, [user.id])

  test('the record names no address that was typed, and nobody for one that is unknown', async () => {
    const unknown = await new Browser(api, '192.0.2.8').signIn('my-password@clinic.example')
    const wrong = await new Browser(api, '192.0.2.9').signIn(user.email, 'wrong')
    expect(await auditOf(database, unknown.headers['x-request-id'])).toEqual([
      {
        action: 'sign_in',
        outcome: 'failed',
        actor_id: 'unknown',
        detail: { reason: 'unknown_user', address: '192.0.2.8' },
      },
    ])
    expect(await auditOf(database, wrong.headers['x-request-id'])).toMatchObject([
      { outcome: 'failed', actor_id: user.id, detail: { reason: 'wrong_password' } },
    ])
    expect(JSON.stringify(await auditOf(database))).not.toContain('my-password')
  })
})

test('an address that is no address, and one of 300 characters, are answered without an error of ours', async () => {
  const browser = new Browser(api)
  expect(codeOf(await browser.signIn('nobody'))).toEqual([401, 'sign_in_failed'])
  expect(codeOf(await browser.signIn('x'.repeat(300)))).toEqual([400, 'invalid_body'])
  expect(codeOf(await browser.post('/api/auth/sign-in/email', { email: user.email }))).toEqual([
    400,
    'invalid_body',
  ])
})

test('nothing beside address and password is taken: a session cannot be asked to last', async () => {
  const answer = await new Browser(api).post('/api/auth/sign-in/email', {
    email: user.email,
    password: PASSWORD,
    rememberMe: false,
  })
  expect(codeOf(answer)).toEqual([400, 'invalid_body'])
})

test.each([
  'sign-up/email',
  'sign-in/social',
  'request-password-reset',
  'reset-password',
  'update-user',
  'delete-user',
  'change-email',
  'set-password',
  'verify-password',
  'revoke-sessions',
  'update-session',
  'list-accounts',
  'two-factor/get-totp-uri',
  'two-factor/send-otp',
  'two-factor/verify-otp',
  'two-factor/view-backup-codes',
  'totp/generate',
])('the library’s /%s does not exist here, signed in or not', async (path) => {
  const browser = new Browser(api)
  await browser.signIn(user.email)
  expect((await browser.post(`/api/auth/${path}`, {})).status).toBe(404)
  expect((await browser.get(`/api/auth/${path}`)).status).toBe(404)
  expect((await new Browser(api).post(`/api/auth/${path}`, {})).status).toBe(404)
})

test.each(['get-session', 'ok', 'error', 'reference'])('nor does GET /%s', async (path) => {
  expect((await new Browser(api).get(`/api/auth/${path}`)).status).toBe(404)
})

test('the library alone signs nobody in: without our check the right password is worth nothing', async () => {
  const pool = new SignInPool(database.urls.sign_in)
  const library = signInLibrary({
    pool: pool.pool,
    secret: TEST_SIGN_IN_KEY,
    origin: 'http://localhost',
    trustedOrigins: () => [],
    passwords: new PasswordCheck(hasher),
    log: createLog('silent'),
  })
  const asked = new Request('http://localhost/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: user.email, password: PASSWORD }),
  })
  const answer = await library.handler(asked).catch((error: unknown) => error)
  await pool.close()
  expect(answer).toBeInstanceOf(Error)
  expect(await database.ownerQuery('select id from auth.session where user_id = $1', [user.id])).toEqual([])
})

test('a new sign-in forgets the rows of sessions that ended by themselves', async () => {
  await new Browser(api).signIn(user.email)
  await database.ownerQuery(
    "update auth.session set expires_at = now() - interval '1 second' where user_id = $1",
    [user.id],
  )
  await new Browser(api).signIn(user.email)
  const rows = await database.ownerQuery('select id from auth.session where user_id = $1', [user.id])
  expect(rows).toHaveLength(1)
})

test('the log holds no password, address, token or cookie of all this', async () => {
  const browser = new Browser(api)
  await browser.signIn(user.email)
  await browser.signIn(user.email, 'wrong-but-secret')
  await browser.post('/api/auth/sign-out')
  const lines = logged.join('')
  expect(lines).toContain('/api/auth/sign-in/email')
  expect(lines).not.toContain('wrong-but-secret')
  expect(lines).not.toContain(PASSWORD)
  expect(lines).not.toMatch(/clinic\.example|__Host-|tidemark_session/)
  const tokens = await database.ownerQuery<{ token: string }>('select token from auth.session')
  expect(tokens.length).toBeGreaterThan(0)
  for (const { token } of tokens) expect(lines).not.toContain(token)
})
