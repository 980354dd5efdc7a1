import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { meSchema, ownSessionsSchema } from '../../../api/src/contracts/sign-in.js'
import { makeUser, sessionCookie, signInCookie, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { auditOf, BEHIND_PROXY, Browser, codeOf, givePassword } from './browser.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let database: TestDatabase
let api: TestApi
let user: TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  await database.ownerQuery(
    "insert into site (site_id, name) values ('north', 'The North'), ('south', 'The South')",
  )
  await database.ownerQuery("insert into therapist (therapist_id, display_name) values ('T1', 'Ms T')")
  api = await startTestApi(database, { web: BEHIND_PROXY })
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})
beforeEach(async () => {
  user = await makeUser(database, { role: 'coordinator', sites: ['south'] })
})

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds)
const ahead = (milliseconds: number) => new Date(Date.now() + milliseconds)
const me = (cookie: string) => api.get('/api/v1/me', { cookie })

describe('nobody is signed in', () => {
  test('without a cookie', async () => {
    const answer = await api.get('/api/v1/me')
    expect(codeOf(answer)).toEqual([401, 'not_signed_in'])
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  test('with a token that was signed with another key, or not at all', async () => {
    const cookie = await signInCookie(api, user)
    const token = /=([\w-]+)/.exec(cookie)?.[1] ?? ''
    expect((await me(cookie)).status).toBe(200)
    expect((await me(sessionCookie(token, 'another-key'))).status).toBe(401)
    expect((await me(`__Host-tidemark_session=${token}`)).status).toBe(401)
    expect((await me(`__Host-tidemark_session=%E0%A4%A`)).status).toBe(401)
    expect((await me(cookie.replace('__Host-tidemark_session', '__Host-tidemark_challenge'))).status).toBe(
      401,
    )
  })

  test('after 30 minutes without a request', async () => {
    const cookie = await signInCookie(api, user, { createdAt: ago(HOUR), expiresAt: ago(1000) })
    expect((await me(cookie)).status).toBe(401)
  })

  test('12 hours after signing in, however active', async () => {
    const cookie = await signInCookie(api, user, { createdAt: ago(12 * HOUR), expiresAt: ahead(30 * MINUTE) })
    expect((await me(cookie)).status).toBe(401)
    const before = await signInCookie(api, user, {
      createdAt: ago(12 * HOUR - MINUTE),
      expiresAt: ahead(30 * MINUTE),
    })
    const { session_expires_at } = meSchema.parse((await me(before)).json())
    expect(Date.parse(session_expires_at) - Date.now()).toBeLessThanOrEqual(MINUTE)
  })

  test('once the user is disabled, from the next request on', async () => {
    const cookie = await signInCookie(api, user)
    expect((await me(cookie)).status).toBe(200)
    await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [user.id])
    expect((await me(cookie)).status).toBe(401)
    await database.ownerQuery('update auth."user" set disabled_at = null where id = $1', [user.id])
    expect((await me(cookie)).status).toBe(401) // the session ended for good
  })

  test('whose user is disabled, also when the session was made after that', async () => {
    await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [user.id])
    expect((await me(await signInCookie(api, user))).status).toBe(401)
  })

  test('with a session that ran out, where a route asks for one and serves others too', async () => {
    const cookie = await signInCookie(api, user, { expiresAt: ago(1000) })
    const answer = await (await api.as(cookie)).send('POST', '/api/auth/two-factor/verify-totp', {
      code: '123456',
    })
    expect(codeOf(answer)).toEqual([401, 'challenge_expired'])
  })

  test('once the user has another role', async () => {
    const cookie = await signInCookie(api, user)
    await database.ownerQuery(`update auth."user" set role = 'therapist' where id = $1`, [user.id])
    expect((await me(cookie)).status).toBe(401)
  })

  test('a change of the name alone ends nothing', async () => {
    const cookie = await signInCookie(api, user)
    await database.ownerQuery(`update auth."user" set name = 'Another' where id = $1`, [user.id])
    expect((await me(cookie)).json()).toMatchObject({ name: 'Another' })
  })
})

describe('a session that is used', () => {
  test('is renewed once a minute has passed, and the browser gets its cookie anew', async () => {
    const cookie = await signInCookie(api, user, {
      createdAt: ago(10 * MINUTE),
      expiresAt: ahead(20 * MINUTE),
    })
    const answer = await me(cookie)
    expect(answer.status).toBe(200)
    expect(answer.setCookies).toEqual([`${cookie}; Max-Age=1800; Path=/; HttpOnly; Secure; SameSite=Lax`])
    const [row] = await database.ownerQuery<{ left: number; age: number }>(
      `select extract(epoch from expires_at - now())::int as left, extract(epoch from now() - created_at)::int as age
       from auth.session where user_id = $1`,
      [user.id],
    )
    expect(row?.left).toBeGreaterThan(1790)
    expect(row?.age).toBeGreaterThanOrEqual(600)
  })

  test('is only read within the minute', async () => {
    const expiresAt = ahead(29 * MINUTE + 30_000)
    const cookie = await signInCookie(api, user, { expiresAt })
    expect((await me(cookie)).setCookies).toEqual([])
    const [row] = await database.ownerQuery<{ expires_at: Date }>(
      'select expires_at from auth.session where user_id = $1',
      [user.id],
    )
    expect(row?.expires_at).toEqual(expiresAt)
  })

  test('is renewed by a refused request as well: somebody is there', async () => {
    const cookie = await signInCookie(api, user, { expiresAt: ahead(20 * MINUTE) })
    const answer = await api.get('/api/v1/users', { cookie })
    expect([answer.status, answer.setCookies.length]).toEqual([403, 1])
  })
})

describe('who is signed in', () => {
  test('a coordinator has sites by name', async () => {
    const cookie = await signInCookie(api, user)
    expect(meSchema.parse((await me(cookie)).json())).toMatchObject({
      user_id: user.id,
      email: user.email,
      role: 'coordinator',
      sites: [{ site_id: 'south', name: 'The South' }],
      therapist_id: null,
      due: null,
      deployment: {
        is_demo: false,
        needs_setup: false,
        time_zone: 'UTC',
        crisis_line: null,
        item_9_escalation_hours: 24,
        longest_snooze_days: 28,
      },
    })
  })

  test('a therapist has a record and no sites', async () => {
    const therapist = await makeUser(database, { role: 'therapist', therapistId: 'T1' })
    expect((await me(await signInCookie(api, therapist))).json()).toMatchObject({
      sites: [],
      therapist_id: 'T1',
    })
  })

  test('an administrator is asked for the first settings', async () => {
    const administrator = await makeUser(database, { role: 'administrator' })
    expect((await me(await signInCookie(api, administrator))).json()).toMatchObject({
      sites: [],
      deployment: { needs_setup: true },
    })
  })

  test('a new password is due before all else', async () => {
    const owing = await makeUser(database, { role: 'coordinator', mustChangePassword: true })
    const cookie = await signInCookie(api, owing)
    expect((await me(cookie)).json()).toMatchObject({ due: 'password_change' })
    expect(codeOf(await api.get('/api/v1/measures', { cookie }))).toEqual([403, 'password_change_due'])
  })
})

describe('own sessions', () => {
  test('are listed with where and when, without their tokens', async () => {
    await givePassword(database, user)
    const desk = new Browser(api, '198.51.100.20')
    await desk.signIn(user.email)
    const phone = new Browser(api, '198.51.100.21')
    await phone.signIn(user.email)
    await signInCookie(api, user, { createdAt: ago(13 * HOUR), expiresAt: ahead(MINUTE) })
    const answer = await desk.get('/api/auth/list-sessions')
    const { sessions } = ownSessionsSchema.parse(answer.json())
    expect(sessions.map(({ address, is_current }) => [address, is_current])).toEqual([
      ['198.51.100.21', false],
      ['198.51.100.20', true],
    ])
    const tokens = await database.ownerQuery<{ token: string }>('select token from auth.session')
    for (const { token } of tokens) expect(answer.text).not.toContain(token)
  })

  test('one of them can be ended, and it ends at once', async () => {
    const [own, other] = [await signInCookie(api, user), await signInCookie(api, user)]
    const caller = await api.as(own)
    const { sessions } = ownSessionsSchema.parse((await caller.get('/api/auth/list-sessions')).json())
    const session_id = sessions.find(({ is_current }) => !is_current)?.session_id
    const answer = await caller.send('POST', '/api/auth/revoke-session', { session_id })
    expect(answer.status).toBe(204)
    expect([(await me(own)).status, (await me(other)).status]).toEqual([200, 401])
    expect(await auditOf(database, answer.headers['x-request-id'])).toMatchObject([
      { action: 'session.revoke', outcome: 'success', actor_id: user.id, detail: { sessions: 1 } },
    ])
  })

  test('those of others cannot', async () => {
    const somebody = await makeUser(database, { role: 'coordinator' })
    const cookie = await signInCookie(api, somebody)
    const [row] = await database.ownerQuery<{ id: string }>(
      'select id from auth.session where user_id = $1',
      [somebody.id],
    )
    const caller = await api.as(user)
    const answer = await caller.send('POST', '/api/auth/revoke-session', { session_id: row?.id })
    expect(answer.status).toBe(204)
    expect((await me(cookie)).status).toBe(200)
    expect(await auditOf(database, answer.headers['x-request-id'])).toEqual([])
  })

  test('all others end together', async () => {
    const [own, one, two] = [
      await signInCookie(api, user),
      await signInCookie(api, user),
      await signInCookie(api, user),
    ]
    await (await api.as(own)).send('POST', '/api/auth/revoke-other-sessions')
    expect([(await me(own)).status, (await me(one)).status, (await me(two)).status]).toEqual([200, 401, 401])
  })

  test('signing out ends the session, takes the cookie back, and is recorded', async () => {
    const cookie = await signInCookie(api, user)
    const answer = await (await api.as(cookie)).send('POST', '/api/auth/sign-out')
    expect(answer.status).toBe(204)
    expect(answer.setCookies).toEqual([
      '__Host-tidemark_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ])
    expect((await me(cookie)).status).toBe(401)
    expect(await auditOf(database, answer.headers['x-request-id'])).toMatchObject([
      { action: 'sign_out', outcome: 'success', actor_id: user.id },
    ])
    expect((await (await api.as(cookie)).send('POST', '/api/auth/sign-out')).status).toBe(204)
  })
})

describe('a program', () => {
  const token = `tm_${'a'.repeat(43)}`
  const bearer = { authorization: `Bearer ${token}` }

  beforeAll(async () => {
    await database.ownerQuery(
      `insert into api_token (token_id, name, token_hash, prefix, scopes, site_ids, created_by, expires_at)
       values ('token-1', 'Clinic system', $1, 'tm_aaaaaa', '{ingest:write}', '{north}', 'user:x', now() + interval '1 day')`,
      [createHash('sha256').update(token).digest('hex')],
    )
  })

  test('is known by its token, and may do only what its scope says', async () => {
    expect(codeOf(await api.get('/api/v1/me', bearer))).toEqual([403, 'not_your_role'])
    expect(codeOf(await api.get('/api/v1/me', { authorization: `Bearer ${token}b` }))).toEqual([
      401,
      'not_signed_in',
    ])
    expect(codeOf(await api.get('/api/v1/me', { authorization: 'Basic dTpw' }))).toEqual([
      401,
      'not_signed_in',
    ])
  })

  test('does not become the user whose cookie is sent along', async () => {
    const cookie = await signInCookie(api, user)
    expect(codeOf(await api.get('/api/v1/me', { ...bearer, cookie }))).toEqual([403, 'not_your_role'])
    const unknown = { authorization: `Bearer tm_${'b'.repeat(43)}`, cookie }
    expect(codeOf(await api.get('/api/v1/me', unknown))).toEqual([401, 'not_signed_in'])
  })

  test('sends from wherever it is, without the origin of a page', async () => {
    const answer = await api.send('POST', '/api/v1/imports', undefined, {
      ...bearer,
      origin: 'https://elsewhere.example',
    })
    expect(codeOf(answer)[1]).not.toBe('cross_site')
  })

  test('loses its way in when the token is revoked', async () => {
    await database.ownerQuery("update api_token set revoked_at = now() where token_id = 'token-1'")
    expect(codeOf(await api.get('/api/v1/me', bearer))).toEqual([401, 'not_signed_in'])
  })
})
