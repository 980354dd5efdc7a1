import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeUser, signInCookie, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { BEHIND_PROXY, Browser, codeOf, givePassword } from './browser.js'

let database: TestDatabase
let user: TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  user = await makeUser(database, { role: 'coordinator' })
  await givePassword(database, user)
})
afterAll(() => database?.drop())

describe('when the audit cannot be written', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi(database, { web: BEHIND_PROXY })
    await database.ownerQuery('revoke insert on audit_event from tidemark_app')
  })
  afterAll(async () => {
    await database.ownerQuery('grant insert on audit_event to tidemark_app')
    await api?.close()
  })

  test('nobody signs in: no cookie goes out, and no session stays', async () => {
    const browser = new Browser(api)
    const answer = await browser.signIn(user.email)
    expect(codeOf(answer)).toEqual([503, 'audit_unavailable'])
    expect([...browser.cookies.keys()]).toEqual([])
    expect(await database.ownerQuery('select id from auth.session where user_id = $1', [user.id])).toEqual([])
  })

  test('a wrong password gets the same answer', async () => {
    expect(codeOf(await new Browser(api).signIn(user.email, 'wrong'))).toEqual([503, 'audit_unavailable'])
    expect(codeOf(await new Browser(api).signIn('nobody@clinic.example'))).toEqual([503, 'audit_unavailable'])
  })
})

describe('when the database does not answer', () => {
  let api: TestApi

  beforeAll(async () => {
    const urls = { ...database.urls, sign_in: 'postgres://tidemark_sign_in@127.0.0.1:1/nowhere' }
    api = await startTestApi({ ...database, urls }, { web: BEHIND_PROXY })
  })
  afterAll(() => api?.close())

  test('who is signed in is told to come back, not to sign in', async () => {
    const cookie = await signInCookie(api, user)
    const answer = await api.get('/api/v1/me', { cookie })
    expect(codeOf(answer)).toEqual([503, 'database_unavailable'])
    expect(answer.headers['retry-after']).toBe('5')
  })

  test('signing in says the same', async () => {
    expect(codeOf(await new Browser(api).signIn(user.email))).toEqual([503, 'database_unavailable'])
  })
})
