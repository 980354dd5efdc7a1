import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { smallClinic } from '../../builders/small-clinic.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let api: TestApi
let therapist: TestUser
let asTherapist: Caller
let asCoordinator: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  await database.ownerQuery(
    `insert into member_identity (member_id, full_name) select member_id, 'Maria of ' || member_code from member`,
  )
  api = await startTestApi(database)
  therapist = await makeUser(database, { role: 'therapist', therapistId: 'T-g1' })
  asTherapist = await api.as(therapist)
  asCoordinator = await api.as(await makeUser(database, { role: 'coordinator', sites: ['north'] }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})
beforeEach(async () => {
  ;[{ number: lastNumber } = { number: 0 }] = await database.ownerQuery<{ number: number }>(
    'select coalesce(max(number), 0)::int as number from audit_event',
  )
})
let lastNumber = 0

interface Trace {
  action: string
  outcome: string
  actor_id: string
  members: string[]
  detail: string
}

async function traces(): Promise<Trace[]> {
  return database.ownerQuery<Trace>(
    `select action, outcome, actor_id, detail,
            array(select member_code from member where member_id = any (member_ids) order by 1) as members
     from audit_event where number > $1 order by number`,
    [lastNumber],
  )
}

const g1 = ['deteriorates', 'improves', 'recovers', 'recovers-unreliably']

describe('a read of members is recorded with the members whose rows went out', () => {
  test.each<[string, string, string[]]>([
    ['/members/improves', 'member.read', ['improves']],
    ['/members/improves/trajectory', 'member.read', ['improves']],
    ['/responses?member=improves', 'member.read', ['improves']],
    ['/members/improves/identity', 'identity.read', ['improves']],
    ['/groups/g1/trajectory', 'member.read', g1],
    ['/groups/g1/board', 'member.read', g1],
    ['/attendance?group=g1', 'member.read', g1],
    ['/members', 'member.search', g1],
    ['/members?page_size=2&page=1', 'member.search', g1.slice(0, 2)],
    ['/episodes', 'member.search', g1],
    ['/episodes?class=reliable_deterioration&family=national', 'member.search', ['deteriorates']],
  ])('%s', async (path, action, members) => {
    const { status } = await asTherapist.get(`/api/v1${path}`)
    expect(status).toBe(200)
    expect(await traces()).toEqual([
      { action, outcome: 'success', actor_id: therapist.id, members, detail: expect.any(String) },
    ])
  })

  test('/members/search, with whom it found and not with what was typed', async () => {
    const { status } = await asTherapist.send('POST', '/api/v1/members/search', { text: 'Maria of impr' })
    expect(status).toBe(200)
    const found = await traces()
    expect(found).toMatchObject([{ action: 'member.search', outcome: 'success', members: ['improves'] }])
    expect(JSON.stringify(found)).not.toContain('Maria')
  })
})

test('what is not theirs is recorded as a denial, without what they asked for', async () => {
  expect((await asTherapist.get('/api/v1/members/goes-on/trajectory')).status).toBe(404)
  expect((await asTherapist.get('/api/v1/programme/outcomes')).status).toBe(403)
  expect((await api.get('/api/v1/members/improves')).status).toBe(401)
  const found = await traces()
  expect(found.map(({ action, outcome, actor_id }) => [action, outcome, actor_id])).toEqual([
    ['access.denied', 'denied', therapist.id],
    ['access.denied', 'denied', therapist.id],
    ['access.denied', 'denied', 'nobody'],
  ])
  expect(JSON.stringify(found)).not.toMatch(/goes-on|improves/)
})

test('a read of aggregates and of who works here leaves none', async () => {
  for (const path of ['/sites', '/therapists', '/groups', '/measures', '/me', '/settings']) {
    expect((await asCoordinator.get(`/api/v1${path}`)).status).toBe(200)
  }
  expect(await traces()).toEqual([])
})

test('a read that cannot be recorded is refused, and nothing of it goes out', async () => {
  await database.ownerQuery('revoke insert on audit_event from tidemark_app')
  const answers = [
    await asTherapist.get('/api/v1/members/improves/trajectory'),
    await asTherapist.get('/api/v1/groups/g1/board'),
    await asTherapist.get('/api/v1/episodes'),
    await asTherapist.send('POST', '/api/v1/members/search', { text: 'Maria' }),
  ]
  await database.ownerQuery('grant insert on audit_event to tidemark_app')
  for (const { status, text } of answers) {
    expect([status, Object(JSON.parse(text)).code]).toEqual([503, 'audit_unavailable'])
    expect(text).not.toMatch(/improves|Maria|score/)
  }
  expect((await asTherapist.get('/api/v1/members/improves/trajectory')).status).toBe(200)
})

test('a change that cannot be recorded is not kept', async () => {
  const administrator = await api.as(await makeUser(database, { role: 'administrator' }))
  const add = (site_id: string) =>
    administrator.send('POST', '/api/v1/sites', { site_id, name: 'A site', time_zone: 'UTC' })
  await database.ownerQuery('revoke insert on audit_event from tidemark_app')
  expect((await add('unrecorded')).status).toBe(503)
  await database.ownerQuery('grant insert on audit_event to tidemark_app')
  expect((await add('recorded')).status).toBeLessThan(300)
  const kept = await database.ownerQuery(`select site_id from site where site_id like '%recorded' order by 1`)
  expect(kept).toEqual([{ site_id: 'recorded' }])
  expect((await traces()).map(({ action }) => action)).toEqual(['record.create'])
})
