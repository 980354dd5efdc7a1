import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { appCode, auditOf, BEHIND_PROXY, Browser, codeOf, enrol, givePassword, PASSWORD } from './browser.js'

const ANOTHER = 'nine slow trains to Ghent'

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

const change = (browser: Browser, new_password: string, current_password = PASSWORD) =>
  browser.post('/api/auth/change-password', { current_password, new_password })

describe('changing the password', () => {
  test('ends every other session, keeps the own one under a new cookie, and is recorded', async () => {
    const [desk, phone] = [await signedIn(), await signedIn()]
    const before = desk.cookies.get('__Host-tidemark_session')
    const answer = await change(desk, ANOTHER)
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(desk.cookies.get('__Host-tidemark_session')).not.toBe(before)
    expect([(await desk.me()).status, (await phone.me()).status]).toEqual([200, 401])
    expect((await new Browser(api).signIn(user.email)).status).toBe(401)
    expect((await new Browser(api).signIn(user.email, ANOTHER)).status).toBe(200)
    expect(await auditOf(database, answer.headers['x-request-id'])).toMatchObject([
      { action: 'password.change', outcome: 'success', actor_id: user.id },
    ])
  })

  test('needs the present one, and ends nothing without it', async () => {
    const [desk, phone] = [await signedIn(), await signedIn()]
    expect(codeOf(await change(desk, ANOTHER, 'wrong'))).toEqual([403, 'wrong_password'])
    expect([(await desk.me()).status, (await phone.me()).status]).toEqual([200, 200])
  })

  test('is what a one-time password is due for', async () => {
    await database.ownerQuery('update auth."user" set must_change_password = true where id = $1', [user.id])
    const browser = await signedIn()
    expect((await browser.me()).json()).toMatchObject({ due: 'password_change' })
    await change(browser, ANOTHER)
    expect((await browser.me()).json()).toMatchObject({ due: null })
  })

  test('is no newer proof of who it is than there was', async () => {
    const browser = await signedIn()
    api.setNow(new Date('2026-06-01T12:10:00Z'))
    await change(browser, ANOTHER)
    expect((await browser.me()).json()).toMatchObject({ confirmed_at: '2026-06-01T12:00:00.000Z' })
  })

  test.each([
    ['one of 14 characters', 'kettle 8 moss ', /at least 15/],
    ['one of 257', 'k 8 Moss'.repeat(33), /256 characters at most/],
    ['one that many use', 'Password2026!!!!!', /tried first/],
    ['the present one', PASSWORD, /present password/],
    ['one with the own name', 'my therapist garden', /your name/],
  ])('%s is refused with the reason', async (_, password, reason) => {
    const answer = await change(await signedIn(), password)
    expect(codeOf(answer)).toEqual([422, 'password_refused'])
    expect(Object(answer.json()).errors).toEqual([
      { path: 'new_password', message: expect.stringMatching(reason) },
    ])
    expect(answer.text).not.toContain(password)
    expect((await new Browser(api).signIn(user.email)).status).toBe(200)
  })

  test('15 characters are enough, in words or not', async () => {
    expect((await change(await signedIn(), 'kettle 8 moss f')).status).toBe(204)
  })

  test('with a second factor 12 characters are enough', async () => {
    const browser = await signedIn()
    expect((await change(browser, 'kettle8 moss')).status).toBe(422)
    await enrol(browser)
    expect((await change(browser, 'kettle8 mos')).status).toBe(422)
    expect((await change(browser, 'kettle8 moss')).status).toBe(204)
  })
})

describe('confirming that it is you', () => {
  const confirm = (browser: Browser, body: object) => browser.post('/api/v1/me/confirm', body)

  test('counts from now on, for this session alone', async () => {
    const [desk, phone] = [await signedIn(), await signedIn()]
    api.setNow(new Date('2026-06-01T13:00:00Z'))
    const answer = await confirm(desk, { password: PASSWORD })
    expect([answer.status, answer.json()]).toEqual([200, { confirmed_at: '2026-06-01T13:00:00.000Z' }])
    expect((await desk.me()).json()).toMatchObject({ confirmed_at: '2026-06-01T13:00:00.000Z' })
    expect((await phone.me()).json()).toMatchObject({ confirmed_at: '2026-06-01T12:00:00.000Z' })
  })

  test('needs the password, and the code of who has a second factor', async () => {
    const browser = await signedIn()
    expect(codeOf(await confirm(browser, { password: 'wrong' }))).toEqual([403, 'wrong_password'])
    expect(codeOf(await confirm(browser, { password: PASSWORD, code: '123456' }))).toEqual([
      400,
      'invalid_body',
    ])
    const { secret } = await enrol(browser)
    expect(codeOf(await confirm(browser, { password: PASSWORD }))).toEqual([400, 'invalid_body'])
    expect(codeOf(await confirm(browser, { password: PASSWORD, code: '000000' }))).toEqual([
      401,
      'second_factor_failed',
    ])
    expect((await confirm(browser, { password: PASSWORD, code: appCode(secret) })).status).toBe(200)
  })

  test('does not forgive failed attempts, and a wrong code is one', async () => {
    const browser = await signedIn()
    await enrol(browser)
    await new Browser(api).signIn(user.email, 'wrong')
    await confirm(browser, { password: PASSWORD, code: '000000' })
    const [row] = await database.ownerQuery<{ failed_sign_ins: number }>(
      'select failed_sign_ins from auth."user" where id = $1',
      [user.id],
    )
    expect(row?.failed_sign_ins).toBe(2)
  })

  test('is asked for by what is delicate, 15 minutes after the last time', async () => {
    const administrator = await makeUser(database, { role: 'administrator' })
    const settings = async (confirmedAt: string) => {
      api.setNow(new Date(confirmedAt))
      const caller = await api.as(administrator)
      api.setNow(new Date('2026-06-01T12:00:00Z'))
      return codeOf(await caller.send('PATCH', '/api/v1/settings', { version: 'x' }))[1]
    }
    expect(await settings('2026-06-01T11:44:59.999Z')).toBe('step_up_needed')
    expect(await settings('2026-06-01T11:45:00Z')).not.toBe('step_up_needed')
  })
})
