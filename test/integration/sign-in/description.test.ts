import { afterAll, beforeAll, expect, test } from '@jest/globals'
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

test('the API’s description names every route of signing in, and both ways to say who asks', async () => {
  const description = Object((await api.get('/api/openapi.json')).json())
  expect(Object.keys(description.paths).filter((path) => path.startsWith('/api/auth/'))).toEqual([
    '/api/auth/sign-in/email',
    '/api/auth/two-factor/verify-totp',
    '/api/auth/two-factor/verify-backup-code',
    '/api/auth/sign-out',
    '/api/auth/list-sessions',
    '/api/auth/revoke-session',
    '/api/auth/revoke-other-sessions',
    '/api/auth/change-password',
    '/api/auth/two-factor/enable',
    '/api/auth/two-factor/disable',
    '/api/auth/two-factor/generate-backup-codes',
  ])
  expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/api/v1/me', '/api/v1/me/confirm']))
  expect(description.components.securitySchemes).toEqual({
    cookie: { type: 'apiKey', in: 'cookie', name: '__Host-tidemark_session' },
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'opaque', description: expect.any(String) },
  })
})
