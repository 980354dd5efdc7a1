import { readFile } from 'node:fs/promises'
import { type RequestOptions, request } from 'node:https'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

// Of localhost, signed by itself, until 2126; protects nothing: openssl req -x509 -newkey ec ..
const cert = await readFile('test/fixtures/tls/localhost-certificate.pem')
const key = await readFile('test/fixtures/tls/localhost-key.pem')

let database: TestDatabase
let api: TestApi

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database, { web: { certificate: { cert, key } } })
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})

async function statusOf(path: string, options: RequestOptions = {}): Promise<number | undefined> {
  const { port } = new URL(await api.server.getUrl())
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, ca: cert, ...options }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('with a certificate the server speaks https, and its own pages are of that origin', async () => {
  const { host, protocol } = new URL(await api.server.getUrl())
  expect(protocol).toBe('https:')
  expect(await statusOf('/health/ready')).toBe(200)
  const signOut = (origin: string) =>
    statusOf('/api/auth/sign-out', { method: 'POST', headers: { origin, host } })
  expect(await signOut(`https://${host}`)).toBe(204)
  expect(await signOut(`http://${host}`)).toBe(403)
})
