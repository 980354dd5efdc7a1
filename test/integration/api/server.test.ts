import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { DatabaseAccess } from '../../../api/src/database/access.js'
import { DatabaseUnavailable } from '../../../api/src/database/errors.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { anEpisode } from '../../builders/clinic.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { asDirector } from '../support/as-director.js'
import { insertClinic } from '../support/insert-clinic.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const SEEDED = 'Maria-Gonzalez'
const page = { accept: 'text/html,application/xhtml+xml' }

let database: TestDatabase
let folder: string
let api: TestApi
let director: Caller
const logged: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, {
    ...smallClinic,
    episodes: [...smallClinic.episodes, anEpisode(SEEDED, 'g1', { forms: { phq9: [17] } })],
  })
  await database.ownerQuery(
    `insert into member_identity (member_id, full_name) select member_id, $1 from member where member_code = $1`,
    [SEEDED],
  )
  folder = await mkdtemp(path.join(os.tmpdir(), 'dashboard-'))
  await mkdir(path.join(folder, 'assets'))
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Tidemark</title>')
  await writeFile(path.join(folder, 'assets', 'main-4f2a.js'), 'export {}\n'.repeat(500))
  api = await startTestApi(database, {
    dashboardFolder: folder,
    log: createLog('trace', { write: (line) => logged.push(line) }),
  })
  director = await asDirector(api)
})
afterAll(async () => {
  await api.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

describe('the dashboard beside the API', () => {
  test.each([
    '/',
    '/programme',
    '/members/M00042',
    '/members/A.12',
    '/groups/g1?measure=gad7',
    '/apiary',
    '/healthy',
  ])('a browser that opens %s gets the page, asked for anew each time', async (address) => {
    const answer = await api.get(address, page)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<title>Tidemark</title>')
    expect(answer.headers['cache-control']).toBe('no-cache')
  })

  test.each(['/api/v1/nothing', '/api', '/health/nothing', '/assets/missing.js', '/nothing.png'])(
    'a browser that opens %s gets a problem, not the page',
    async (address) => {
      const answer = await api.get(address, page)
      expect(answer.status).toBe(404)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    },
  )

  test('a program that asks for an address of the dashboard gets a problem', async () => {
    expect((await api.get('/programme', { accept: 'application/json' })).status).toBe(404)
  })

  test('a program that takes anything gets the page, as a browser does', async () => {
    expect((await api.get('/programme', { accept: '*/*' })).status).toBe(200)
  })

  test('files named by their content are kept by the browser, and sent compressed', async () => {
    const answer = await api.get('/assets/main-4f2a.js', { 'accept-encoding': 'gzip' })
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
    })
  })

  test.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])(
    'nothing outside the folder is served at %s',
    async (address) => {
      expect((await api.get(address)).status).toBeGreaterThanOrEqual(400)
    },
  )
})

describe('every answer', () => {
  test('carries its request id and forbids scripts that are not ours', async () => {
    const answer = await api.get('/programme', page)
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers['content-security-policy']).toContain("script-src 'self';")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test('does not take over a request id that could be written as a log line', async () => {
    const answer = await api.get('/health/live', { 'x-request-id': 'x y{"level":"info"}' })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('health', () => {
  test('live and ready', async () => {
    expect((await api.get('/health/live')).json()).toEqual({ status: 'live' })
    expect((await api.get('/health/ready')).json()).toEqual({ status: 'ready' })
  })

  test('without a database it is live, not ready, and says when to come back', async () => {
    const { dataSource, audit } = database.application
    const without = await startTestApi(database, { login: { access: new Unreachable(dataSource, audit) } })
    expect((await without.get('/health/live')).status).toBe(200)
    const answer = await without.get('/health/ready')
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.json()).toMatchObject({ code: 'database_unavailable' })
    await without.close()
  })
})

test('what is too large or malformed is refused by name', async () => {
  const send = async (body: string, type: string) => {
    const answer = await fetch(`${await api.server.getUrl()}/health/live`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
    return [answer.status, Object(await answer.json()).code]
  }
  expect(await send('x'.repeat(1024 * 1024 + 1), 'application/json')).toEqual([413, 'too_large'])
  expect(await send('{"a":', 'application/json')).toEqual([400, 'bad_request'])
  expect(await send('{"__proto__": {}}', 'application/json')).toEqual([400, 'bad_request'])
})

test('the log has ids of requests and patterns of routes, and no member', async () => {
  for (const who of [api, director]) {
    await who.get(`/api/v1/members/${SEEDED}`)
    await who.get(`/api/v1/members/${SEEDED}/trajectory`)
    await who.get(`/api/v1/episodes?search=${SEEDED}`)
    await who.get(`/api/v1/groups/${SEEDED}`)
    await who.get(`/api/v1/${SEEDED}?${SEEDED}=${SEEDED}`)
  }
  const { dataSource, audit } = database.application
  const broken = await startTestApi(database, {
    login: { access: new Echoing(dataSource, audit) },
    log: createLog('trace', { write: (line) => logged.push(line) }),
  })
  const answer = await (await asDirector(broken)).get(`/api/v1/members/${SEEDED}`)
  await broken.close()
  expect([answer.status, Object(answer.json()).code]).toEqual([500, 'internal_error'])
  expect(answer.text).not.toContain(SEEDED)
  const lines = logged.join('')
  expect(lines).toContain('/api/v1/members/:id/trajectory')
  expect(lines).toContain('A request failed.')
  expect(lines).not.toMatch(/Gonzalez/i)
})

test('fields that must not be written are left out even when handed over', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  log.info({ full_name: SEEDED, member: { answers: '210', date_of_birth: '1990-01-01' } }, 'A line.')
  log.error(
    { err: Object.assign(new Error(`Key (${SEEDED}) exists.`), { detail: SEEDED, code: '23505' }) },
    'Another.',
  )
  expect(lines.join('')).not.toMatch(/Gonzalez|210|1990/)
  expect(lines.join('')).toContain('23505')
})

test('the API is described for other programs and for people', async () => {
  const document = Object((await api.get('/api/openapi.json')).json())
  expect(
    document.paths['/api/v1/programme/outcomes'].get.parameters.map((one: { name: string }) => one.name),
  ).toEqual([
    'site',
    'group',
    'modality',
    'format',
    'structure',
    'focus',
    'arm',
    'from',
    'to',
    'measure',
    'rules',
  ])
  expect(
    document.paths['/api/v1/programme/outcomes'].get.responses['200'].content['application/json'].schema,
  ).toBeDefined()
  expect((await api.get('/api/docs', page)).text).toContain('Tidemark API')
})

class Unreachable extends DatabaseAccess {
  override run(): Promise<never> {
    return Promise.reject(new DatabaseUnavailable(new Error('refused')))
  }
}

class Echoing extends DatabaseAccess {
  override run(): Promise<never> {
    return Promise.reject(new Error(`The row of ${SEEDED} is broken.`))
  }
}
