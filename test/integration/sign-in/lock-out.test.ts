import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { appCode, BEHIND_PROXY, Browser, codeOf, enrol, givePassword, PASSWORD } from './browser.js'

const NOON = Date.parse('2026-06-01T12:00:00Z')
const MINUTE = 60_000

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
  api.setNow(new Date(NOON))
  user = await makeUser(database, { role: 'coordinator' })
  await givePassword(database, user)
})

const fail = () => new Browser(api).signIn(user.email, 'wrong')
const succeed = async () => (await new Browser(api).signIn(user.email)).status === 200
const state = async () => {
  const [row] = await database.ownerQuery<{ failed_sign_ins: number; locked_until: Date | null }>(
    'select failed_sign_ins, locked_until from auth."user" where id = $1',
    [user.id],
  )
  return [row?.failed_sign_ins, row?.locked_until?.getTime() ?? null]
}

test('four failures do not lock, and a complete sign-in forgets them', async () => {
  for (let failure = 1; failure <= 4; failure += 1) await fail()
  expect(await state()).toEqual([4, null])
  expect(await succeed()).toBe(true)
  expect(await state()).toEqual([0, null])
})

test('the fifth failure locks for 1 minute, each later one for 2, 4, 8, then 15', async () => {
  for (let failure = 1; failure <= 4; failure += 1) await fail()
  let now = NOON
  for (const [index, minutes] of [1, 2, 4, 8, 15, 15, 15].entries()) {
    api.setNow(new Date(now))
    await fail()
    const end = now + minutes * MINUTE
    expect(await state()).toEqual([5 + index, end])
    api.setNow(new Date(end - 1))
    expect(await succeed()).toBe(false)
    expect(await state()).toEqual([5 + index, end])
    now = end
  }
  api.setNow(new Date(now))
  expect(await succeed()).toBe(true)
  expect(await state()).toEqual([0, null])
})

test('a count beyond all measure still locks for 15 minutes', async () => {
  await database.ownerQuery('update auth."user" set failed_sign_ins = 100000 where id = $1', [user.id])
  await fail()
  expect(await state()).toEqual([100_001, NOON + 15 * MINUTE])
})

test('twenty wrong passwords at the same time are five, and the right one among them comes too late', async () => {
  await Promise.all(Array.from({ length: 20 }, fail))
  expect(await state()).toEqual([5, NOON + MINUTE])
  expect(await succeed()).toBe(false)
})

test('the right password without its code neither counts nor forgives', async () => {
  const browser = new Browser(api)
  await browser.signIn(user.email)
  await enrol(browser)
  for (let failure = 1; failure <= 3; failure += 1) await fail()
  for (let round = 1; round <= 3; round += 1) {
    expect((await new Browser(api).signIn(user.email)).json()).toEqual({ next: 'second_factor' })
  }
  expect(await state()).toEqual([3, null])
})

test('wrong codes count with wrong passwords, and who knows the password is told to wait', async () => {
  const browser = new Browser(api)
  await browser.signIn(user.email)
  const { secret } = await enrol(browser)
  for (let failure = 1; failure <= 3; failure += 1) await fail()
  const other = new Browser(api)
  await other.signIn(user.email)
  expect(codeOf(await other.post('/api/auth/two-factor/verify-totp', { code: '000000' }))).toEqual([
    401,
    'second_factor_failed',
  ])
  expect(
    codeOf(await other.post('/api/auth/two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' })),
  ).toEqual([401, 'second_factor_failed'])
  expect(await state()).toEqual([5, NOON + MINUTE])
  const locked = await other.post('/api/auth/two-factor/verify-totp', { code: appCode(secret) })
  expect(codeOf(locked)).toEqual([429, 'too_many_attempts'])
  expect(locked.headers['retry-after']).toBe('60')
  api.setNow(new Date(NOON + MINUTE))
  expect((await other.post('/api/auth/two-factor/verify-totp', { code: appCode(secret) })).status).toBe(200)
  expect(await state()).toEqual([0, null])
})

test('somebody at an unlocked desk cannot try passwords for ever either', async () => {
  const browser = new Browser(api)
  await browser.signIn(user.email)
  const change = (current_password: string) =>
    browser.post('/api/auth/change-password', { current_password, new_password: 'nine slow trains to Ghent' })
  for (let failure = 1; failure <= 5; failure += 1) {
    expect(codeOf(await change('wrong'))).toEqual([403, 'wrong_password'])
  }
  expect(codeOf(await change(PASSWORD))).toEqual([429, 'too_many_attempts'])
  expect(codeOf(await browser.post('/api/v1/me/confirm', { password: PASSWORD }))).toEqual([
    429,
    'too_many_attempts',
  ])
  api.setNow(new Date(NOON + MINUTE))
  expect((await change(PASSWORD)).status).toBe(204)
})
