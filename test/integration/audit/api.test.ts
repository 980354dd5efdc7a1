import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { auditPageSchema } from '../../../api/src/contracts/audit.js'
import { USER_ROLES } from '../../../api/src/contracts/vocabulary.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser, signInCookie, type TestUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { asSuperuser, type Superuser } from './superuser.js'

let database: TestDatabase
let superuser: Superuser
let api: TestApi
let administrator: TestUser
let therapist: TestUser
let asAdministrator: Caller
let asTherapist: Caller
let improves: number
let lastBefore: number

beforeAll(async () => {
  database = await createTestDatabase()
  superuser = await asSuperuser(database)
  await insertClinic(database.access, smallClinic)
  api = await startTestApi(database)
  administrator = await makeUser(database, { role: 'administrator' })
  therapist = await makeUser(database, { role: 'therapist', therapistId: 'T-g1' })
  asAdministrator = await api.as(administrator)
  asTherapist = await api.as(therapist)
  const [row] = await superuser.query<{ member_id: number }>(
    "select member_id from member where member_code = 'improves'",
  )
  improves = row?.member_id ?? 0
})
afterAll(async () => {
  await api.close()
  await superuser.end()
  await database.drop()
})
beforeEach(async () => {
  const [row] = await superuser.query<{ last: number }>(
    'select sum(last_number)::bigint as last from audit_chain',
  )
  lastBefore = row?.last ?? 0
})

/** What this test has added. */
function added(): Promise<Record<string, unknown>[]> {
  return superuser.query(
    `select action, outcome, actor_id, actor_role, member_ids, target, detail::jsonb as detail from audit_event
     order by chain_day, number offset $1`,
    [lastBefore],
  )
}

/** While the audit takes no records. */
async function whileUnrecorded<T>(work: () => Promise<T>): Promise<T> {
  await superuser.query('revoke insert on audit_event from tidemark_app')
  try {
    return await work()
  } finally {
    await superuser.query('grant insert on audit_event to tidemark_app')
  }
}

const memberPaths = [
  '/api/v1/members',
  '/api/v1/members/improves',
  '/api/v1/members/improves/trajectory',
  '/api/v1/responses?member=improves',
  '/api/v1/episodes',
  '/api/v1/groups/g1/board',
]

describe('a look at members', () => {
  test.each(memberPaths)('%s leaves who, what and whom', async (path) => {
    expect((await asTherapist.get(path)).status).toBe(200)
    const [record, ...others] = await added()
    expect(others).toEqual([])
    expect(record).toMatchObject({ outcome: 'success', actor_id: therapist.id, actor_role: 'therapist' })
    expect(record?.action).toMatch(/^member\./)
    expect(record?.member_ids).toContain(improves)
  })

  test.each(memberPaths)('%s sends nothing when it cannot be recorded', async (path) => {
    const answer = await whileUnrecorded(() => asTherapist.get(path))
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.json()).toMatchObject({ code: 'audit_unavailable', status: 503 })
    for (const { memberId } of smallClinic.episodes) expect(answer.text).not.toContain(memberId)
    expect(await added()).toEqual([])
    expect((await asTherapist.get(path)).status).toBe(200)
  })

  test.each(['/api/v1/members/goes-on', '/api/v1/members/nobody/trajectory'])(
    'that is not theirs, or not there, leaves a denial without the id: %s',
    async (path) => {
      expect((await asTherapist.get(path)).status).toBe(404)
      const records = await added()
      expect(records).toMatchObject([
        { action: 'access.denied', outcome: 'denied', actor_id: therapist.id, member_ids: [], target: null },
      ])
      expect(JSON.stringify(records)).not.toMatch(/goes-on|nobody/)
      const answer = await whileUnrecorded(() => asTherapist.get(path))
      expect(answer.status).toBe(404)
    },
  )
})

describe('the audit itself', () => {
  test('is read by administrators; reading it is recorded', async () => {
    await asTherapist.get('/api/v1/members/improves')
    const page = await asAdministrator.read(auditPageSchema, '/audit?page_size=1')
    expect(page.records).toMatchObject([
      {
        action: 'member.read',
        actor: { kind: 'user', id: therapist.id, name: therapist.name, role: 'therapist' },
        members: ['improves'],
        n_members: 1,
      },
    ])
    expect(page.next).not.toBeNull()
    expect((await added()).at(-1)).toMatchObject({
      action: 'audit.read',
      actor_id: administrator.id,
      member_ids: [],
    })
  })

  test('tells who saw a member, and remembers who asked', async () => {
    await asTherapist.get('/api/v1/members/improves')
    const page = await asAdministrator.read(auditPageSchema, '/audit?member=improves&action=member.read')
    expect(page.records[0]).toMatchObject({ actor: { id: therapist.id }, members: ['improves'] })
    expect((await added()).at(-1)).toMatchObject({ action: 'audit.read', member_ids: [improves] })
  })

  test('is downloaded as a file; the download is recorded before it leaves', async () => {
    const answer = await asAdministrator.get('/api/v1/audit.csv?action=audit.read')
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
    })
    expect(answer.text).toMatch(/^chain_day,number,/)
    expect((await added()).at(-1)).toMatchObject({ action: 'export.download', actor_id: administrator.id })
    expect((await whileUnrecorded(() => asAdministrator.get('/api/v1/audit.csv'))).status).toBe(503)
    expect((await whileUnrecorded(() => asAdministrator.get('/api/v1/audit'))).status).toBe(503)
  })

  test('is downloaded only by who has just confirmed who they are', async () => {
    const longAgo = new Date(api.now().getTime() - 16 * 60_000)
    const caller = await api.as(await signInCookie(api, administrator, { confirmedAt: longAgo }))
    expect((await caller.get('/api/v1/audit.csv')).json()).toMatchObject({ code: 'step_up_needed' })
    expect((await caller.get('/api/v1/audit')).status).toBe(200)
  })

  test.each(USER_ROLES.filter((role) => role !== 'administrator'))('is not for a %s', async (role) => {
    const caller = await api.as(await makeUser(database, { role }))
    for (const path of ['/api/v1/audit', '/api/v1/audit.csv']) {
      expect((await caller.get(path)).json()).toMatchObject({ status: 403, code: 'not_your_role' })
    }
    expect(await added()).toMatchObject([
      { action: 'access.denied', detail: { route: '/api/v1/audit' } },
      { action: 'access.denied', detail: { route: '/api/v1/audit.csv' } },
    ])
  })

  test.each([
    ['member=nobody-has-this-code', 404, 'member_not_found'],
    ['member=', 400, 'invalid_parameter'],
    ['member=%00', 400, 'invalid_parameter'],
    ['user=%00', 400, 'invalid_parameter'],
    ['action=looking', 400, 'invalid_parameter'],
    ['from=2026-02-30', 400, 'invalid_parameter'],
    ['to=0000-01-01', 400, 'invalid_parameter'],
    ['before=0000-01-01.1', 400, 'invalid_parameter'],
    ['before=2026-02-30.1', 400, 'invalid_parameter'],
    ['page_size=201', 400, 'invalid_parameter'],
    ['membre=improves', 400, 'unknown_parameter'],
  ])('does not take ?%s', async (query, status, code) => {
    const answer = await asAdministrator.get(`/api/v1/audit?${query}`)
    expect(answer.json()).toMatchObject({ status, code })
  })

  test('takes any day there is', async () => {
    for (const query of ['from=0001-01-01', 'to=9999-12-31', 'before=9999-12-31.999999999999999']) {
      expect((await asAdministrator.get(`/api/v1/audit?${query}`)).status).toBe(200)
    }
  })
})
