import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { tokenWithSecretSchema } from '../../../api/src/contracts/tokens.js'
import { roleListSchema, type UserRole, userWithPasswordSchema } from '../../../api/src/contracts/users.js'
import { USER_ROLES } from '../../../api/src/contracts/vocabulary.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { makeUser, signInCookie, type TestUser } from '../support/sign-in.js'
import { type ApiAnswer, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { insertTwoSites } from '../support/two-sites.js'

interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** As the description of the API has it. */
  readonly path: string
  readonly roles: readonly UserRole[]
  readonly stepUp: boolean
  /** What an allowed caller gets for an id that is not there, or for an empty body: nothing is changed. */
  readonly answer: number
}

const ALL = USER_ROLES
const ADMINISTRATOR = ['administrator'] as const
const CASELOAD = ['administrator', 'director'] as const
const PLACES = ['administrator', 'director', 'therapist', 'coordinator'] as const
const IDENTITY = ['therapist', 'coordinator', 'director'] as const

const route = (
  method: Route['method'],
  path: string,
  roles: Route['roles'],
  answer: number,
  stepUp = false,
): Route => ({ method, path, roles, answer, stepUp })

const routes: readonly Route[] = [
  route('GET', '/users', ADMINISTRATOR, 200),
  route('POST', '/users', ADMINISTRATOR, 400, true),
  route('PATCH', '/users/{id}', ADMINISTRATOR, 400, true),
  route('POST', '/users/{id}/disable', ADMINISTRATOR, 404, true),
  route('POST', '/users/{id}/enable', ADMINISTRATOR, 404, true),
  route('POST', '/users/{id}/reset-password', ADMINISTRATOR, 404, true),
  route('POST', '/users/{id}/reset-second-factor', ADMINISTRATOR, 404, true),
  route('POST', '/users/{id}/sessions/revoke', ADMINISTRATOR, 404, true),
  route('GET', '/roles', ALL, 200),
  route('GET', '/tokens', ADMINISTRATOR, 200),
  route('POST', '/tokens', ADMINISTRATOR, 400, true),
  route('POST', '/tokens/{id}/revoke', ADMINISTRATOR, 404, true),
  route('GET', '/settings', ALL, 200),
  route('PATCH', '/settings', ADMINISTRATOR, 400, true),
  route('GET', '/sites', PLACES, 200),
  route('POST', '/sites', ADMINISTRATOR, 400),
  route('PATCH', '/sites/{id}', ADMINISTRATOR, 400),
  route('GET', '/therapists', PLACES, 200),
  route('POST', '/therapists', ADMINISTRATOR, 400),
  route('PATCH', '/therapists/{id}', ADMINISTRATOR, 400),
  route('GET', '/caseload/therapists', CASELOAD, 200),
  route('POST', '/caseload/handovers', CASELOAD, 400, true),
  route('GET', '/caseload/covers', CASELOAD, 200),
  route('POST', '/caseload/covers', CASELOAD, 400, true),
  route('POST', '/caseload/covers/{id}/end', CASELOAD, 404),
  route('GET', '/caseload', ['therapist'], 200),
  route('GET', '/caseload/tiles', ['therapist'], 200),
  route('POST', '/members/search', IDENTITY, 400),
  route('GET', '/members/{id}/identity', IDENTITY, 404),
  route('POST', '/members/{id}/identity/break-glass', ['director'], 400, true),
  route('GET', '/identity/break-glass', ADMINISTRATOR, 200),
]
const OWN_PATHS =
  /^\/api\/v1(\/(users|roles|tokens|settings|sites|therapists|caseload|identity)(\/|$)|\/members\/(search$|\{id\}\/identity))/

let database: TestDatabase
let api: TestApi
let users: Record<UserRole, TestUser>
const logged: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  const log = createLog(
    'trace',
    new Writable({
      write(line, _, done) {
        logged.push(String(line))
        done()
      },
    }),
  )
  api = await startTestApi(database, { log })
  users = {
    director: await makeUser(database, { role: 'director', sites: ['north'] }),
    therapist: await makeUser(database, { role: 'therapist', therapistId: 'T-g3' }),
    researcher: await makeUser(database, { role: 'researcher' }),
    coordinator: await makeUser(database, { role: 'coordinator', sites: ['south'] }),
    administrator: await makeUser(database, { role: 'administrator' }),
  }
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

/** Asks for an id that is not there, with an empty body: whoever is let in changes nothing. */
async function ask({ method, path }: Route, cookie: string, headers = {}): Promise<ApiAnswer> {
  const address = `/api/v1${path.replace('{id}', '999999')}`
  if (method === 'GET') return api.get(address, { cookie, ...headers })
  return api.send(method, address, {}, { cookie, ...headers })
}

const codeOf = (answer: ApiAnswer) => Object(answer.json()).code

describe('every route of the administration', () => {
  test('is in this table', async () => {
    const description = Object((await api.get('/api/openapi.json')).json())
    const described = Object.entries<object>(description.paths)
      .filter(([path]) => OWN_PATHS.test(path))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
      )
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(described.sort())
  })

  test.each(routes)('$method $path: each role is let in or refused', async (asked) => {
    for (const role of USER_ROLES) {
      const answer = await ask(asked, await signInCookie(api, users[role]))
      const isAllowed = asked.roles.includes(role)
      expect([role, answer.status]).toEqual([role, isAllowed ? asked.answer : 403])
      if (!isAllowed) expect(codeOf(answer)).toBe('not_your_role')
      expect(answer.headers['cache-control']).toBe('no-store')
      if (answer.status >= 400) expect(answer.headers['content-type']).toContain('application/problem+json')
    }
  })

  test.each(routes)('$method $path: nobody, a disabled user and a token are refused', async (asked) => {
    expect((await ask(asked, '')).status).toBe(401)
    const role = asked.roles[0] ?? 'administrator'
    const gone = await makeUser(database, { role })
    const cookie = await signInCookie(api, gone)
    await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [gone.id])
    expect((await ask(asked, cookie)).status).toBe(401)
    expect((await ask(asked, '', { authorization: `Bearer ${secret}` })).status).toBe(403)
    expect((await ask(asked, '', { authorization: `Bearer ${secret}x` })).status).toBe(401)
  })

  test.each(routes.filter(({ stepUp }) => stepUp))(
    '$method $path: asks for the password again after 15 minutes',
    async (asked) => {
      const role = asked.roles[0] ?? 'administrator'
      const old = { confirmedAt: new Date(api.now().getTime() - 15 * 60_000 - 1) }
      const answer = await ask(asked, await signInCookie(api, users[role], old))
      expect([answer.status, codeOf(answer)]).toEqual([403, 'step_up_needed'])
    },
  )

  test.each(routes.filter(({ stepUp }) => !stepUp))(
    '$method $path: does not ask for it again',
    async (asked) => {
      const role = asked.roles[0] ?? 'administrator'
      const answer = await ask(asked, await signInCookie(api, users[role], { confirmedAt: null }))
      expect(answer.status).toBe(asked.answer)
    },
  )

  let secret = ''
  beforeAll(async () => {
    const administrator = await api.as(users.administrator)
    const answer = await administrator.send('POST', '/api/v1/tokens', {
      name: 'another program',
      scopes: ['ingest:write'],
      site_ids: ['north', 'south'],
    })
    secret = tokenWithSecretSchema.parse(answer.json()).secret
  })
})

describe('what is sent', () => {
  test.each([
    ['an unknown field', { colour: 'Secretive Blue' }, 'There is a field that is not known here.'],
    ['no body that is an object', ['Secretive'], 'expected object'],
    ['a wrong address', { name: 'N', email: 'Secretive Nobody', role: 'director' }, 'It needs an address'],
    ['a role that nobody has', { name: 'N', email: 'a@b.example', role: 'Secretive' }, 'expected one of'],
    ['half a character', { name: '\ud800Secretive', email: 'a@b.example', role: 'director' }, 'unreadable'],
  ])('as %s is refused by name and not repeated', async (_, body, said) => {
    const administrator = await api.as(users.administrator)
    const answer = await administrator.send('POST', '/api/v1/users', body)
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('invalid_body')
    expect(answer.text).toContain(said)
    expect(answer.text).not.toContain('Secretive')
  })

  test.each(['%00', 'a%01b', 'x'.repeat(201)])('as an id that cannot be one is refused', async (id) => {
    const administrator = await api.as(users.administrator)
    const answer = await administrator.send('POST', `/api/v1/users/${id}/disable`)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })

  test.each(['0', '-1', '1e3', 'x', '9999999999999999'])('as cover %s is refused', async (id) => {
    const administrator = await api.as(users.administrator)
    const answer = await administrator.send('POST', `/api/v1/caseload/covers/${id}/end`)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_parameter'])
  })
})

describe('an administrator at work', () => {
  test('makes, disables and enables a user, whose sessions end at the next request', async () => {
    const administrator = await api.as(users.administrator)
    const made = await administrator.send('POST', '/api/v1/users', {
      name: 'Quentin Quixworth',
      email: 'quixworth@clinic.example',
      role: 'coordinator',
      site_ids: ['north'],
    })
    expect(made.status).toBe(201)
    const { user, one_time_password } = userWithPasswordSchema.parse(made.json())
    const own = await api.as({ id: user.user_id })
    expect(codeOf(await own.get('/api/v1/sites'))).toBe('password_change_due')
    await database.ownerQuery('update auth."user" set must_change_password = false where id = $1', [
      user.user_id,
    ])
    expect((await own.get('/api/v1/sites')).status).toBe(200)
    await administrator.send('POST', `/api/v1/users/${user.user_id}/disable`)
    expect((await own.get('/api/v1/sites')).status).toBe(401)
    await administrator.send('POST', `/api/v1/users/${user.user_id}/enable`)
    const again = await api.as({ id: user.user_id })
    expect((await again.get('/api/v1/sites')).status).toBe(200)
    const { version } = userWithPasswordSchema.shape.user.parse(
      Object(await (await administrator.get('/api/v1/users')).json()).users.find(
        (listed: { user_id: string }) => listed.user_id === user.user_id,
      ),
    )
    await administrator.send('PATCH', `/api/v1/users/${user.user_id}`, { version, role: 'researcher' })
    expect((await again.get('/api/v1/sites')).status).toBe(401)
    expect(logged.join('')).not.toContain(one_time_password)
  })

  test('leaves no name, secret, reason or typed word in the log', async () => {
    const director = await api.as(users.director)
    const opened = await director.send('POST', '/api/v1/members/improves/identity/break-glass', {
      reason: 'Quixworth called from Fernhollow ward',
    })
    expect(opened.status).toBe(201)
    const identity = await director.get('/api/v1/members/improves/identity')
    expect(identity.text).toContain('Name of improves')
    const coordinator = await api.as(users.coordinator)
    const found = await coordinator.send('POST', '/api/v1/members/search', { text: 'Name of below' })
    expect(found.text).toContain('Name of below-caseness')
    const administrator = await api.as(users.administrator)
    const token = await administrator.send('POST', '/api/v1/tokens', {
      name: 'Fernhollow program',
      scopes: ['ingest:write'],
      site_ids: ['north'],
    })
    const { secret } = tokenWithSecretSchema.parse(token.json())
    await api.get('/api/v1/sites', { authorization: `Bearer ${secret}` })
    const log = logged.join('')
    expect(log.length).toBeGreaterThan(1000)
    for (const word of ['Quixworth', 'Fernhollow', 'Name of', '1980-02-03', secret, secret.slice(3)]) {
      expect([word, log.includes(word)]).toEqual([word, false])
    }
  })

  test('reads what each role may and may not see', async () => {
    const { roles } = await (await api.as(users.therapist)).read(roleListSchema, '/roles')
    expect(roles.map(({ role }) => role)).toEqual([...USER_ROLES, 'integration'])
    expect(roles.every(({ may, may_not }) => may.length > 0 && may_not.length > 0)).toBe(true)
  })
})
