import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { makeUser, TEST_SIGN_IN_KEY, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { appCode, auditOf, BEHIND_PROXY, Browser, codeOf, enrol, givePassword, PASSWORD } from './browser.js'

let database: TestDatabase
let api: TestApi
let user: TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database, { web: BEHIND_PROXY })
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})
beforeEach(async () => {
  api.setNow(new Date('2026-06-01T12:00:00Z'))
  user = await makeUser(database, { role: 'therapist' })
  await givePassword(database, user)
})

async function signedIn(): Promise<Browser> {
  const browser = new Browser(api)
  await browser.signIn(user.email)
  return browser
}

const verify = (browser: Browser, code: string, more = {}) =>
  browser.post('/api/auth/two-factor/verify-totp', { code, ...more })

describe('enrolling', () => {
  test('needs the password, gives what an app needs, and counts only after a first code', async () => {
    const browser = await signedIn()
    expect(codeOf(await browser.post('/api/auth/two-factor/enable', { password: 'wrong' }))).toEqual([
      403,
      'wrong_password',
    ])
    const started = await browser.post('/api/auth/two-factor/enable', { password: PASSWORD })
    expect(started.json()).toEqual({
      totp_uri: expect.stringMatching(/^otpauth:\/\/totp\/Tidemark:/),
      secret: expect.stringMatching(/^[A-Z2-7]{32,}$/),
      backup_codes: expect.any(Array),
    })
    expect(new Set(Object(started.json()).backup_codes).size).toBe(10)
    expect((await signedIn()).me()).resolves.toMatchObject({ status: 200 })
    expect(codeOf(await verify(browser, '000000'))).toEqual([401, 'second_factor_failed'])
    expect((await verify(browser, appCode(Object(started.json()).secret))).json()).toEqual({
      next: 'signed_in',
    })
    expect((await browser.me()).json()).toMatchObject({ two_factor_enabled: true })
    expect((await new Browser(api).signIn(user.email)).json()).toEqual({ next: 'second_factor' })
  })

  test('keeps secret and backup codes encrypted', async () => {
    const { secret, backupCodes } = await enrol(await signedIn())
    const stored = JSON.stringify(await database.ownerQuery('select * from auth.two_factor'))
    expect(stored).not.toContain(secret)
    for (const code of backupCodes) expect(stored).not.toContain(code)
  })

  test('a second time is refused while the first is on', async () => {
    const browser = await signedIn()
    await enrol(browser)
    expect(codeOf(await browser.post('/api/auth/two-factor/enable', { password: PASSWORD }))).toEqual([
      409,
      'second_factor_already_on',
    ])
    expect(codeOf(await verify(browser, '123456'))).toEqual([409, 'second_factor_already_on'])
  })

  test.each(['director', 'administrator', 'researcher'] as const)(
    'is due for a %s before anything else',
    async (role) => {
      const owing = await makeUser(database, { role, twoFactorEnabled: false })
      await givePassword(database, owing)
      const browser = new Browser(api)
      await browser.signIn(owing.email)
      expect((await browser.me()).json()).toMatchObject({ due: 'second_factor' })
      expect(codeOf(await browser.get('/api/v1/measures'))).toEqual([403, 'second_factor_due'])
      await enrol(browser)
      expect((await browser.me()).json()).toMatchObject({ due: null, two_factor_enabled: true })
      expect((await browser.get('/api/v1/measures')).status).toBe(200)
    },
  )
})

describe('signing in with a code', () => {
  test('after the password there is a challenge and no session', async () => {
    await enrol(await signedIn())
    const browser = new Browser(api)
    const answer = await browser.signIn(user.email)
    expect(answer.json()).toEqual({ next: 'second_factor' })
    expect([...browser.cookies.keys()]).toEqual(['__Host-tidemark_challenge'])
    expect(answer.setCookies.find((cookie) => cookie.startsWith('__Host-tidemark_challenge'))).toMatch(
      /Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect((await browser.me()).status).toBe(401)
    const sessions = await database.ownerQuery('select id from auth.session where user_id = $1', [user.id])
    expect(sessions).toHaveLength(1) // that of enrolling
  })

  test('the code of the app completes it, and the record says so', async () => {
    const { secret } = await enrol(await signedIn())
    const browser = new Browser(api)
    await browser.signIn(user.email)
    const answer = await verify(browser, appCode(secret))
    expect([answer.status, answer.json()]).toEqual([200, { next: 'signed_in' }])
    expect([...browser.cookies.keys()]).toEqual(['__Host-tidemark_session'])
    expect((await browser.me()).json()).toMatchObject({ confirmed_at: api.now().toISOString() })
    expect(await auditOf(database, answer.headers['x-request-id'])).toMatchObject([
      { action: 'sign_in', outcome: 'success', actor_id: user.id, detail: { method: 'totp' } },
    ])
  })

  test('a code counts once: not again in its own 30 seconds, nor an older one after it', async () => {
    const { secret } = await enrol(await signedIn()) // with the code before
    const [first, second, third] = [await challenged(), await challenged(), await challenged()]
    const code = appCode(secret)
    expect((await verify(first, code)).status).toBe(200)
    expect(codeOf(await verify(second, code))).toEqual([401, 'second_factor_failed'])
    expect(codeOf(await verify(third, appCode(secret, -1)))).toEqual([401, 'second_factor_failed'])
  })

  test('of four who send the same code at the same time one gets in', async () => {
    const { secret } = await enrol(await signedIn())
    const browsers = await Promise.all(Array.from({ length: 4 }, challenged))
    const code = appCode(secret)
    const answers = await Promise.all(browsers.map((browser) => verify(browser, code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401])
  })

  test('a code that was used to confirm does not sign in as well', async () => {
    const browser = await signedIn()
    const { secret } = await enrol(browser)
    const code = appCode(secret)
    expect((await browser.post('/api/v1/me/confirm', { password: PASSWORD, code })).status).toBe(200)
    expect(codeOf(await verify(await challenged(), code))).toEqual([401, 'second_factor_failed'])
  })

  test('a challenge without its cookie, made up, run out or used is none', async () => {
    const { secret } = await enrol(await signedIn())
    expect(codeOf(await verify(new Browser(api), appCode(secret)))).toEqual([401, 'challenge_expired'])
    const forged = await challenged()
    forged.cookies.set('__Host-tidemark_challenge', '2fa-abc.abcd')
    expect(codeOf(await verify(forged, appCode(secret)))).toEqual([401, 'challenge_expired'])
    const late = await challenged()
    await database.ownerQuery("update auth.verification set expires_at = now() - interval '1 second'")
    expect(codeOf(await verify(late, appCode(secret)))).toEqual([401, 'challenge_expired'])
    const used = await challenged()
    const cookie = used.cookies.get('__Host-tidemark_challenge') ?? ''
    expect((await verify(used, appCode(secret))).status).toBe(200)
    const again = new Browser(api)
    again.cookies.set('__Host-tidemark_challenge', cookie)
    expect(codeOf(await verify(again, appCode(secret, 1)))).toEqual([401, 'challenge_expired'])
  })

  test('somebody disabled between password and code does not get in', async () => {
    const { secret } = await enrol(await signedIn())
    const browser = await challenged()
    await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [user.id])
    expect(codeOf(await verify(browser, appCode(secret)))).toEqual([401, 'challenge_expired'])
  })

  test('no device is trusted, whoever asks for it', async () => {
    const { secret } = await enrol(await signedIn())
    const browser = await challenged()
    expect(codeOf(await verify(browser, appCode(secret), { trustDevice: true }))).toEqual([
      400,
      'invalid_body',
    ])
    await verify(browser, appCode(secret))
    expect([...browser.cookies.keys()]).toEqual(['__Host-tidemark_session'])
    const trust = await database.ownerQuery("select id from auth.verification where identifier like 'trust%'")
    expect(trust).toEqual([])
    expect((await browser.signIn(user.email)).json()).toEqual({ next: 'second_factor' })
  })

  test('a trusted device that somebody wrote into the table is not asked for', async () => {
    await enrol(await signedIn())
    const browser = new Browser(api)
    await database.ownerQuery(
      `insert into auth.verification (id, identifier, value, expires_at)
       values ('t', 'trust-device-x', $1, now() + interval '1 day')`,
      [user.id],
    )
    browser.cookies.set('better-auth.trust_device', trustCookie(user.id, 'trust-device-x'))
    expect((await browser.signIn(user.email)).json()).toEqual({ next: 'second_factor' })
  })

  async function challenged(): Promise<Browser> {
    const browser = new Browser(api)
    await browser.signIn(user.email)
    return browser
  }
})

describe('backup codes', () => {
  test('sign in once each', async () => {
    const { backupCodes } = await enrol(await signedIn())
    const use = async (code: string | undefined) => {
      const browser = new Browser(api)
      await browser.signIn(user.email)
      return browser.post('/api/auth/two-factor/verify-backup-code', { code })
    }
    const answer = await use(backupCodes[0])
    expect(answer.json()).toEqual({ next: 'signed_in' })
    expect(await auditOf(database, answer.headers['x-request-id'])).toMatchObject([
      { action: 'sign_in', detail: { method: 'backup_code' } },
    ])
    expect(codeOf(await use(backupCodes[0]))).toEqual([401, 'second_factor_failed'])
    expect((await use(backupCodes[1])).status).toBe(200)
  })

  test('of two who send the same one at the same time one gets in', async () => {
    const { backupCodes } = await enrol(await signedIn())
    const browsers = [new Browser(api), new Browser(api), new Browser(api)]
    for (const browser of browsers) await browser.signIn(user.email)
    const answers = await Promise.all(
      browsers.map((browser) =>
        browser.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('new ones end the old ones, and need a recent confirmation with a code', async () => {
    const browser = await signedIn()
    const { secret, backupCodes } = await enrol(browser)
    api.setNow(new Date('2026-06-01T12:15:00.001Z'))
    const renew = () => browser.post('/api/auth/two-factor/generate-backup-codes', { password: PASSWORD })
    expect(codeOf(await renew())).toEqual([403, 'step_up_needed'])
    await browser.post('/api/v1/me/confirm', { password: PASSWORD, code: appCode(secret) })
    const fresh = Object((await renew()).json()).backup_codes
    expect(fresh).toHaveLength(10)
    const other = new Browser(api)
    await other.signIn(user.email)
    const use = (code: string | undefined) => other.post('/api/auth/two-factor/verify-backup-code', { code })
    expect((await use(backupCodes[0])).status).toBe(401)
    expect((await use(fresh[0])).status).toBe(200)
  })
})

describe('switching it off', () => {
  test('needs password and a recent confirmation, and is recorded', async () => {
    const browser = await signedIn()
    const { secret } = await enrol(browser)
    const off = () => browser.post('/api/auth/two-factor/disable', { password: PASSWORD })
    api.setNow(new Date('2026-06-01T12:15:00.001Z'))
    expect(codeOf(await off())).toEqual([403, 'step_up_needed'])
    await browser.post('/api/v1/me/confirm', { password: PASSWORD, code: appCode(secret) })
    const answer = await off()
    expect(answer.status).toBe(204)
    expect((await browser.me()).json()).toMatchObject({ two_factor_enabled: false })
    expect(await auditOf(database, answer.headers['x-request-id'])).toMatchObject([
      { action: 'second_factor.change', actor_id: user.id, detail: { change: 'off' } },
    ])
    expect((await new Browser(api).signIn(user.email)).json()).toEqual({ next: 'signed_in' })
  })

  test('a session that the library made anew is no newer proof than the one before', async () => {
    const browser = await signedIn()
    api.setNow(new Date('2026-06-01T12:10:00Z'))
    await enrol(browser)
    expect((await browser.me()).json()).toMatchObject({ confirmed_at: '2026-06-01T12:00:00.000Z' })
  })
})

function trustCookie(userId: string, identifier: string): string {
  const key = TEST_SIGN_IN_KEY
  const token = createHmac('sha256', key).update(`${userId}!${identifier}`).digest('base64url')
  const value = `${token}!${identifier}`
  return encodeURIComponent(`${value}.${createHmac('sha256', key).update(value).digest('base64')}`)
}
