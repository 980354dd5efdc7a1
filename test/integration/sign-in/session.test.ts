import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { meSchema } from '../../../api/src/contracts/sign-in.js'
import { makeUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let api: TestApi

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database)
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})

test('me', async () => {
  expect((await api.get('/api/v1/me')).status).toBe(401)
  const user = await makeUser(database, { role: 'administrator' })
  const as = await api.as(user)
  const a = await as.get('/api/v1/me')
  expect(meSchema.parse(a.json()).role).toBe('administrator')
})
