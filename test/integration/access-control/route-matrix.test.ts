/**
 * Every route for everybody: five roles, a program, nobody, and somebody whose session was revoked; on what is theirs,
 * on another group of their site, and on another site. The table is written from the specification of who sees what,
 * not from the declarations in the code.
 */

import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Role } from '../../../api/src/core/vocabulary.js'
import { aGroup, anEpisode } from '../../builders/clinic.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser, signInCookie } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

type Who = Exclude<Role, 'integration'> | 'token' | 'nobody' | 'revoked'

/** At north: g1, the therapist's, and g4 of a colleague; at south: g2. Director, coordinator and token have north. */
const clinic = {
  ...smallClinic,
  groups: [...smallClinic.groups, aGroup('g4', 'north')],
  episodes: [
    ...smallClinic.episodes,
    anEpisode('neighbour', 'g4', { attendance: 'ppp', forms: { phq9: [15, 13, 12] } }),
  ],
}
const OWN = { group: 'g1', member: 'improves' }
const OTHER_GROUP = { group: 'g4', member: 'neighbour' }
const OTHER_SITE = { group: 'g2', member: 'goes-on' }
type Target = typeof OWN

let database: TestDatabase
let api: TestApi
const callers = new Map<Who, Caller>()
/** By member: a signal of theirs. */
const signalIds = new Map<string, number>()

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, clinic)
  await database.ownerQuery(
    `insert into member_identity (member_id, full_name) select member_id, 'Name of ' || member_code from member`,
  )
  // Every episode here has ended by the day of the machine, so that nothing raises one.
  for (const { member } of [OWN, OTHER_GROUP, OTHER_SITE]) {
    const [signal] = await database.ownerQuery<{ id: number }>(
      `insert into signal (member_id, episode_id, kind, level, since, inputs, sentence, rules_version)
       select member_id, episode_id, 'absent_2', 'watch', '2026-01-05', '{"missedInARow": 2, "missedWithoutNotice": 0,
         "lastAttendedOn": null}', 'Missed the last 2 sessions', 1
       from episode join member using (member_id) where member_code = $1 returning signal_id::int as id`,
      [member],
    )
    signalIds.set(member, signal?.id ?? 0)
  }
  api = await startTestApi(database)
  const director = await makeUser(database, { role: 'director', sites: ['north'] })
  const therapist = await makeUser(database, { role: 'therapist', therapistId: 'T-g1' })
  const coordinator = await makeUser(database, { role: 'coordinator', sites: ['north'] })
  callers.set('director', await api.as(director))
  callers.set('therapist', await api.as(therapist))
  callers.set('coordinator', await api.as(coordinator))
  callers.set('researcher', await api.as(await makeUser(database, { role: 'researcher' })))
  callers.set('administrator', await api.as(await makeUser(database, { role: 'administrator' })))
  callers.set('nobody', api)
  const cookie = await signInCookie(api, director)
  await database.ownerQuery(
    'delete from auth.session where id = (select id from auth.session order by created_at desc limit 1)',
  )
  callers.set('revoked', await api.as(cookie))
  callers.set('token', program(api, await makeToken()))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

async function makeToken(): Promise<string> {
  const secret = `tm_${randomBytes(32).toString('base64url')}`
  await database.ownerQuery(
    `insert into api_token (token_id, name, token_hash, prefix, scopes, site_ids, created_by, expires_at)
     values ('token-1', 'A program', $1, 'tm_', '{ingest:write}', '{north}', 'test', now() + interval '1 day')`,
    [createHash('sha256').update(secret).digest('hex')],
  )
  return secret
}

function program(server: TestApi, secret: string): Caller {
  const authorization = `Bearer ${secret}`
  return {
    ...server,
    get: (path, headers = {}) => server.get(path, { authorization, ...headers }),
    send: (method, path, body, headers = {}) =>
      server.send(method, path, body, { authorization, ...headers }),
  }
}

interface RouteCase {
  /** As the description of the API names it. */
  readonly route: string
  readonly allowed: readonly Who[]
  /** Of what is out of reach: not found, or an answer without a row of it. Null: the route has no target. */
  readonly outOfReach: 'not found' | 'empty' | null
  readonly path: (target: Target) => string
  /** Sent by mutations: not what they take, so that nothing changes; beyond the guard it is a 400 or a 422. */
  readonly body?: unknown
}

const CLINICAL: readonly Who[] = ['director', 'therapist']
const RECORDS: readonly Who[] = ['director', 'therapist', 'coordinator']
const PEOPLE: readonly Who[] = ['director', 'therapist', 'researcher', 'coordinator', 'administrator']
const ADMIN: readonly Who[] = ['administrator']
const PLANNING: readonly Who[] = ['director', 'administrator']
const ENTERING: readonly Who[] = ['therapist', 'coordinator']
const KEEPING: readonly Who[] = ['coordinator']
const ASKING: readonly Who[] = ['director', 'researcher']
const IMPORTING: readonly Who[] = ['coordinator', 'token']
const v1 = '/api/v1'

const read = (
  route: string,
  allowed: readonly Who[],
  outOfReach: RouteCase['outOfReach'] = null,
  path: RouteCase['path'] = () => v1 + route,
): RouteCase => ({ route: `get ${v1}${route}`, allowed, outOfReach, path })

const change = (method: string, route: string, allowed: readonly Who[], path = route): RouteCase => ({
  route: `${method} ${v1}${route}`,
  allowed,
  outOfReach: null,
  path: () => v1 + path,
  body: { not: 'this' },
})

const cases: readonly RouteCase[] = [
  read('/measures', PEOPLE),
  read('/measures/{code}/form', ENTERING, null, () => `${v1}/measures/phq9/form`),
  read('/roles', PEOPLE),
  read('/me', PEOPLE),
  read('/settings', PEOPLE),
  read('/sites', [...RECORDS, 'administrator']),
  read('/therapists', [...RECORDS, 'administrator']),
  read('/groups', RECORDS, 'empty', ({ group }) => `${v1}/groups?group=${group}`),
  read('/groups/{id}', RECORDS, 'not found', ({ group }) => `${v1}/groups/${group}`),
  read('/groups/{id}/trajectory', CLINICAL, 'not found', ({ group }) => `${v1}/groups/${group}/trajectory`),
  read('/groups/{id}/board', CLINICAL, 'not found', ({ group }) => `${v1}/groups/${group}/board`),
  read('/group-sessions', RECORDS, 'empty', ({ group }) => `${v1}/group-sessions?group=${group}`),
  read(
    '/group-sessions/{id}/entry',
    ENTERING,
    'not found',
    ({ group }) => `${v1}/group-sessions/${group}-1/entry`,
  ),
  change('put', '/group-sessions/{id}/members/{memberId}', ENTERING, '/group-sessions/g1-1/members/improves'),
  read('/attendance', RECORDS, 'empty', ({ group }) => `${v1}/attendance?group=${group}`),
  read('/members', CLINICAL, 'empty', ({ group }) => `${v1}/members?group=${group}`),
  read('/members/{id}', CLINICAL, 'not found', ({ member }) => `${v1}/members/${member}`),
  read(
    '/members/{id}/trajectory',
    CLINICAL,
    'not found',
    ({ member }) => `${v1}/members/${member}/trajectory`,
  ),
  read(
    '/members/{id}/identity',
    ['therapist', 'coordinator'],
    'not found',
    ({ member }) => `${v1}/members/${member}/identity`,
  ),
  read('/episodes', CLINICAL, 'empty', ({ group }) => `${v1}/episodes?group=${group}`),
  read('/caseload', ['therapist']),
  read('/caseload/tiles', ['therapist']),
  read('/signals', CLINICAL, 'empty', ({ group }) => `${v1}/signals?group=${group}`),
  read('/signals/escalated', ['director']),
  read('/signals/burden', ['director']),
  read('/signals/{id}', CLINICAL, 'not found', ({ member }) => `${v1}/signals/${signalIds.get(member)}`),
  change('post', '/signals/{id}/actions', CLINICAL, '/signals/999/actions'),
  // Rules by which members are flagged are a clinical matter: directors set them. Calibration counts over the deployment.
  read('/rule-sets', ['director', 'therapist', 'administrator']),
  change('post', '/rule-sets', ['director']),
  read('/model-fits', CLINICAL),
  change('post', '/model-fits', ['director']),
  // Work in the background is seen by who asked for it; of what is not theirs, there is nothing.
  read('/jobs/{id}', PEOPLE, null, () => `${v1}/jobs/999`),
  read('/jobs/{id}/events', PEOPLE, null, () => `${v1}/jobs/999/events`),
  change('post', '/jobs/{id}/cancel', PEOPLE, '/jobs/999/cancel'),
  read('/responses', RECORDS, 'not found', ({ member }) => `${v1}/responses?member=${member}`),
  read(
    '/programme/outcomes',
    ['director'],
    'empty',
    ({ group }) => `${v1}/programme/outcomes?group=${group}`,
  ),
  read(
    '/programme/trajectory',
    ['director'],
    'empty',
    ({ group }) => `${v1}/programme/trajectory?group=${group}&measure=phq9`,
  ),
  read(
    '/programme/completeness',
    ['director', 'coordinator'],
    'empty',
    ({ group }) => `${v1}/programme/completeness?group=${group}`,
  ),
  read(
    '/programme/completeness/sessions',
    ['director', 'coordinator'],
    'empty',
    ({ group }) => `${v1}/programme/completeness/sessions?group=${group}&show=all`,
  ),
  ...['control-chart', 'funnel', 'time-to-change', 'missing-data', 'dose-response', 'equity', 'flow'].map(
    (part) =>
      read(
        `/programme/${part}`,
        ['director'],
        'empty',
        ({ group }) => `${v1}/programme/${part}?group=${group}`,
      ),
  ),
  // Figures over all the sites of a director; of a study over other sites, there is nothing.
  read('/studies', ['director']),
  read('/studies/{id}', ['director'], null, () => `${v1}/studies/999`),
  change('post', '/studies/preview', ['director']),
  change('post', '/studies', ['director']),
  change('post', '/studies/{id}/run', ['director'], '/studies/999/run'),
  read('/studies/runs/{id}', ['director'], null, () => `${v1}/studies/runs/999`),
  change('post', '/studies/{id}/freeze', ['director'], '/studies/999/freeze'),
  // Reports: what each may make is what each sees; of a run that is not theirs, there is nothing.
  read('/report-runs', RECORDS),
  read('/report-runs/{id}', RECORDS, null, () => `${v1}/report-runs/999`),
  read('/report-runs/{id}/file', RECORDS, null, () => `${v1}/report-runs/999/file?format=pdf`),
  change('post', '/report-runs', RECORDS),
  // Data sets: asked for and fetched by those who may; what is in them was decided without them.
  read('/aggregate-tables', ASKING),
  read('/dataset-exports', ASKING),
  read('/dataset-exports/choices', ASKING),
  read('/dataset-exports/{id}', ASKING, null, () => `${v1}/dataset-exports/999`),
  read('/dataset-exports/{id}/package', ASKING, null, () => `${v1}/dataset-exports/999/package`),
  read('/dataset-exports/previews/{id}', ASKING, null, () => `${v1}/dataset-exports/previews/999`),
  change('post', '/dataset-exports', ASKING),
  change('post', '/dataset-exports/preview', ASKING),
  change('post', '/dataset-exports/{id}/decision', ['director'], '/dataset-exports/999/decision'),
  read('/imports', IMPORTING),
  read('/users', ADMIN),
  read('/tokens', ADMIN),
  read('/audit', ADMIN),
  read('/audit.csv', ADMIN),
  read('/identity/break-glass', ADMIN),
  read('/caseload/therapists', PLANNING),
  read('/caseload/covers', PLANNING),
  change('post', '/me/confirm', PEOPLE),
  change('post', '/sites', ADMIN),
  change('patch', '/sites/{id}', ADMIN, '/sites/north'),
  change('post', '/therapists', ADMIN),
  change('patch', '/therapists/{id}', ADMIN, '/therapists/T-g1'),
  change('post', '/users', ADMIN),
  change('patch', '/users/{id}', ADMIN, '/users/u-x'),
  change('post', '/users/{id}/disable', ADMIN, '/users/u-x/disable'),
  change('post', '/users/{id}/enable', ADMIN, '/users/u-x/enable'),
  change('post', '/users/{id}/reset-password', ADMIN, '/users/u-x/reset-password'),
  change('post', '/users/{id}/reset-second-factor', ADMIN, '/users/u-x/reset-second-factor'),
  change('post', '/users/{id}/sessions/revoke', ADMIN, '/users/u-x/sessions/revoke'),
  change('post', '/tokens', ADMIN),
  change('post', '/tokens/{id}/revoke', ADMIN, '/tokens/token-x/revoke'),
  change('patch', '/settings', ADMIN),
  change('post', '/caseload/handovers', PLANNING),
  change('post', '/caseload/covers', PLANNING),
  change('post', '/caseload/covers/{id}/end', PLANNING, '/caseload/covers/999/end'),
  read('/entry/due', ENTERING),
  read('/member-merges', KEEPING),
  change('post', '/members/{id}/merge', KEEPING, '/members/improves/merge'),
  change('post', '/member-merges/{id}/undo', KEEPING, '/member-merges/1/undo'),
  read('/groups/{id}/record', ENTERING, 'not found', ({ group }) => `${v1}/groups/${group}/record`),
  change('post', '/groups', KEEPING),
  change('patch', '/groups/{id}', KEEPING, '/groups/g1'),
  change('post', '/group-sessions', KEEPING),
  change('patch', '/group-sessions/{id}', ENTERING, '/group-sessions/g1-1'),
  read('/members/{id}/record', ENTERING, 'not found', ({ member }) => `${v1}/members/${member}/record`),
  change('post', '/members', KEEPING),
  change('patch', '/members/{id}', KEEPING, '/members/improves'),
  change('post', '/concurrent-treatments', KEEPING),
  change(
    'patch',
    '/concurrent-treatments/{memberId}/{kind}/{startedOn}',
    KEEPING,
    '/concurrent-treatments/improves/medication/2026-01-05',
  ),
  change('post', '/episodes', KEEPING),
  change('patch', '/episodes/{id}', ENTERING, '/episodes/1'),
  change('post', '/episodes/{id}/move', KEEPING, '/episodes/1/move'),
  change('patch', '/attendance/{sessionId}/{memberId}', ENTERING, '/attendance/g1-1/improves'),
  change('post', '/responses', ENTERING),
  change('patch', '/responses/{source}/{id}', ENTERING, '/responses/file/improves-g1-phq9-1'),
  change('post', '/responses/{source}/{id}/void', ENTERING, '/responses/file/improves-g1-phq9-1/void'),
  read(
    '/responses/{source}/{id}/versions',
    ENTERING,
    'not found',
    ({ group, member }) => `${v1}/responses/file/${member}-${group}-phq9-1/versions`,
  ),
  change('post', '/members/search', RECORDS),
  change(
    'post',
    '/members/{id}/identity/break-glass',
    ['director'],
    '/members/improves/identity/break-glass',
  ),
  change('post', '/imports', IMPORTING),
  read('/imports/{id}', IMPORTING, null, () => `${v1}/imports/999`),
  read('/imports/{id}/rejects.csv', IMPORTING, null, () => `${v1}/imports/999/rejects.csv`),
]

/** Answered before anybody is signed in, or about the caller's own account alone: tested with signing in. */
const SIGNING_IN = /^(get|post) \/api\/(auth\/|v1\/sign-in-page)|^get \/health\//

test('no route is left out', async () => {
  const document = Object((await api.get('/api/openapi.json')).json())
  const described = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  const tried = new Set(cases.map(({ route }) => route))
  expect(described.filter((route) => !tried.has(route) && !SIGNING_IN.test(route))).toEqual([])
  expect([...tried].filter((route) => !described.includes(route))).toEqual([])
})

async function ask(who: Who, one: RouteCase, target: Target): Promise<{ status: number; text: string }> {
  const caller = callers.get(who)
  if (caller === undefined) throw new Error(`Nobody is there for ${who}.`)
  const [method = 'get'] = one.route.split(' ')
  return method === 'get'
    ? caller.get(one.path(target))
    : caller.send(method.toUpperCase(), one.path(target), one.body)
}

/** Whose rows a caller may see of the three targets. */
function reach(who: Who): readonly Target[] {
  return who === 'therapist' ? [OWN] : [OWN, OTHER_GROUP]
}

const everybody: readonly Who[] = [...PEOPLE, 'token', 'nobody', 'revoked']

describe.each(cases.map((one) => [one.route, one] as const))('%s', (_route, one) => {
  test('is refused to everybody else, whatever they ask for', async () => {
    for (const who of everybody.filter((candidate) => !one.allowed.includes(candidate))) {
      for (const target of one.outOfReach === null ? [OWN] : [OWN, OTHER_GROUP, OTHER_SITE]) {
        const { status, text } = await ask(who, one, target)
        const expected = refusalOf(who, one, target)
        expect([who, target.group, status]).toEqual([who, target.group, expected])
        expect(text).not.toMatch(/improves|neighbour|goes-on/)
      }
    }
  })

  test.each(one.allowed)('answers a %s, with what is theirs and nothing else', async (who) => {
    for (const target of one.outOfReach === null ? [OWN] : [OWN, OTHER_GROUP, OTHER_SITE]) {
      const { status, text } = await ask(who, one, target)
      if (one.body !== undefined)
        expect([who, [400, 404, 415, 422].includes(status), status]).toEqual([who, true, status])
      else if (
        /\/(imports|jobs|dataset-exports|dataset-exports\/previews|studies|studies\/runs|report-runs)\/{id}/.test(
          one.route,
        )
      )
        expect(status).toBe(404)
      else if (one.outOfReach === null || reach(who).includes(target))
        expect([who, target.group, status]).toEqual([who, target.group, 200])
      else if (one.outOfReach === 'not found')
        expect([who, target.group, status]).toEqual([who, target.group, 404])
      else {
        expect([who, target.group, status]).toEqual([who, target.group, 200])
        expectNoRow(one.route, JSON.parse(text))
      }
      for (const foreign of [OTHER_GROUP, OTHER_SITE].filter((place) => !reach(who).includes(place))) {
        expect(text).not.toContain(foreign.member)
      }
    }
  })
})

function refusalOf(who: Who, one: RouteCase, target: Target): number {
  if (who === 'nobody' || who === 'revoked') return 401
  // A director has the route for what break-glass opened: of their own members it says that it is closed.
  const isDirectors = who === 'director' && one.route.endsWith('/members/{id}/identity')
  return isDirectors && !reach(who).includes(target) ? 404 : 403
}

/** Of numbers nothing is counted, of lists nothing is listed. */
function expectNoRow(route: string, answer: Record<string, unknown>): void {
  if (route.endsWith('/programme/outcomes')) expect(answer).toMatchObject({ episodes: 0, finished: 0 })
  else if (route.endsWith('/programme/trajectory'))
    expect(answer).toMatchObject({ provenance: { n_groups: 0 } })
  else if (route.endsWith('/programme/completeness'))
    expect(answer).toMatchObject({ provenance: { n_groups: 0 } })
  else if (route.endsWith('/programme/completeness/sessions'))
    expect(answer).toMatchObject({ group_sessions: [], n_sessions: 0, n_lacking: 0 })
  else if (/\/programme\/(?!outcomes|trajectory)/.test(route))
    // With what is recorded elsewhere there would be groups, and an answer.
    expect(answer).toMatchObject({
      provenance: { n_groups: 0 },
      state: { kind: expect.not.stringMatching('answered') },
    })
  else expect(Object.values(answer).filter(Array.isArray)).toEqual([[]])
}

test('a revoked session, a disabled user and an expired token are nobody at the next request', async () => {
  const user = await makeUser(database, { role: 'therapist', therapistId: 'T-g4' })
  const caller = await api.as(user)
  expect((await caller.get(`${v1}/members/neighbour`)).status).toBe(200)
  await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [user.id])
  expect((await caller.get(`${v1}/members/neighbour`)).status).toBe(401)
  const secret = await callers.get('token')?.get(`${v1}/imports`)
  expect(secret?.status).toBe(200)
  await database.ownerQuery(
    `update api_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 second'`,
  )
  expect((await callers.get('token')?.get(`${v1}/imports`))?.status).toBe(401)
})
