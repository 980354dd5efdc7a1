import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { auditPageSchema, auditQuerySchema } from '../../../api/src/contracts/audit.js'
import type { AccessContext } from '../../../api/src/database/access.js'
import { AuditChain } from '../../../api/src/database/audit/audit-chain.js'
import { AuditService } from '../../../api/src/features/audit/audit.service.js'
import { anAuditEvent } from '../../builders/audit.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { asSuperuser, type Superuser } from './superuser.js'

let database: TestDatabase
let superuser: Superuser
let service: AuditService
let member: Record<string, number>
let days: string[]

const seen: number[] = []
const administrator: AccessContext = {
  actor: { kind: 'user', id: 'ad' },
  role: 'administrator',
  requestId: 'request-of-ad',
  onMembersSeen: (memberIds) => seen.push(...memberIds),
}

beforeAll(async () => {
  database = await createTestDatabase()
  superuser = await asSuperuser(database)
  service = new AuditService(database.application.access)
  await database.ownerQuery(
    `insert into auth."user" (id, name, email, role) values ('ad', 'Ada Minis', 'ad@example.org', 'administrator'),
       ('th', '=HYPERLINK("http://x")', 'th@example.org', 'therapist')`,
  )
  const rows = await database.ownerQuery<{ member_code: string; member_id: number }>(
    `insert into member (member_code) select 'M' || n from generate_series(1, 150) as n returning *`,
  )
  member = Object.fromEntries(rows.map(({ member_code, member_id }) => [member_code, Number(member_id)]))
  const { privateKey } = generateKeyPairSync('ed25519')
  const chain = (day: number) =>
    new AuditChain(database.application.dataSource, privateKey, () => new Date(Date.now() + day * 86_400_000))
  const saw = (...codes: string[]) => ({
    actorId: 'th',
    memberIds: codes.map((code) => member[code] ?? 0).sort((a, b) => a - b),
  })
  await chain(1).append([
    anAuditEvent(saw('M1', 'M2')),
    anAuditEvent({ ...saw(), action: 'access.denied', outcome: 'denied' }),
    anAuditEvent({
      actorKind: 'token',
      actorId: 'to',
      actorRole: 'integration',
      action: 'import.run',
      memberIds: [],
    }),
  ])
  await chain(2).append([
    anAuditEvent(saw('M2')),
    anAuditEvent({ ...saw('M1'), target: '+1', detail: { a: '@x' } }),
  ])
  await chain(3).append([anAuditEvent({ ...saw(...Object.keys(member)), action: 'member.search' })])
  days = (
    await superuser.query<{ chain_day: string }>('select chain_day from audit_chain order by 1 offset 1')
  ).map(({ chain_day }) => chain_day)
})
afterAll(async () => {
  await superuser.end()
  await database.drop()
})

const read = async (query: Record<string, unknown> = {}) =>
  auditPageSchema.parse(await service.page(administrator, auditQuerySchema.parse(query)))

/** `day.number` of each record, days from 1. */
async function found(query: Record<string, unknown>): Promise<string[]> {
  const { records } = await read(query)
  return records.map(({ chain_day, number }) => `${days.indexOf(chain_day) + 1}.${number}`)
}

describe('the records that are asked for', () => {
  test('are all of them, newest first', async () => {
    expect(await found({})).toEqual(['3.1', '2.2', '2.1', '1.3', '1.2', '1.1'])
  })

  test.each([
    [{ member: 'M1' }, ['3.1', '2.2', '1.1']],
    [{ member: 'M2' }, ['3.1', '2.1', '1.1']],
    [{ member: 'M1', action: 'member.search' }, ['3.1']],
    [{ user: 'th', outcome: 'success' }, ['3.1', '2.2', '2.1', '1.1']],
    [{ user: 'to' }, ['1.3']],
    [{ user: 'nobody' }, []],
    [{ action: 'access.denied' }, ['1.2']],
    [{ outcome: 'denied' }, ['1.2']],
    [{ outcome: 'failed' }, []],
  ])('by %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  test('by days, both included', async () => {
    expect(await found({ from: days[1], to: days[1] })).toEqual(['2.2', '2.1'])
    expect(await found({ from: days[1] })).toEqual(['3.1', '2.2', '2.1'])
    expect(await found({ member: 'M1', to: days[1] })).toEqual(['2.2', '1.1'])
  })

  test.each([{}, { member: 'M2' }, { user: 'th' }])('page by page, each once, by %j', async (query) => {
    const all = await read(query)
    expect(all.next).toBeNull()
    for (const page_size of [1, 2, 3]) {
      const pages = [await read({ ...query, page_size })]
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
        pages.push(await read({ ...query, page_size, before: next }))
      expect(pages.flatMap(({ records }) => records)).toEqual(all.records)
      expect(pages.slice(0, -1).every(({ records }) => records.length === page_size)).toBe(true)
    }
  })

  test('stay where they are while new ones come', async () => {
    const first = await read({ page_size: 2, to: days[2] })
    await database.application.audit.append([anAuditEvent({ actorId: 'later' })])
    const second = await read({ page_size: 2, before: first.next, to: days[2] })
    expect(second.records.map(({ number }) => number)).toEqual([1, 3])
    expect(await found({ user: 'later' })).toEqual(['3.2'])
  })

  test('name who, by name of today, and which members, by code', async () => {
    const { records } = await read({ to: days[0] })
    expect(records).toMatchObject([
      { actor: { kind: 'token', id: 'to', name: null, role: 'integration' }, members: [], n_members: 0 },
      { outcome: 'denied', members: [], n_members: 0 },
      {
        actor: { kind: 'user', id: 'th', name: '=HYPERLINK("http://x")', role: 'therapist' },
        action: 'member.read',
        request_id: 'request-0001',
        members: ['M1', 'M2'],
        n_members: 2,
        target: null,
        detail: { route: '/api/v1/members/:id' },
      },
    ])
  })

  test('name a hundred members and count the rest', async () => {
    const [record] = (await read({ action: 'member.search' })).records
    expect(record?.members).toHaveLength(100)
    expect(record?.n_members).toBe(150)
  })
})

test('who asks about a member is remembered with that member', async () => {
  seen.length = 0
  await read({})
  expect(seen).toEqual([])
  await read({ member: 'M7' })
  expect(seen).toEqual([member.M7])
})

test('a member that is not there is not found', async () => {
  await expect(read({ member: 'M0' })).rejects.toMatchObject({ status: 404, code: 'member_not_found' })
})

test.each(['2026-02-30.1', '2026-01-01', '2026-01-01.0', "2026-01-01.1' or true"])(
  'the place "%s" is refused',
  (before) => {
    expect(auditQuerySchema.safeParse({ before }).success).toBe(false)
  },
)

describe('a file', () => {
  test('has every record and every member; a formula is text', async () => {
    const lines = (await service.file(administrator, { from: days[1], to: days[2], user: 'th' })).split('\n')
    expect(lines[0]).toBe(
      'chain_day,number,occurred_at,action,outcome,actor_kind,actor_id,actor_name,actor_role,request_id,members,target,detail',
    )
    expect(lines[1]?.match(/M\d+/g)).toHaveLength(150)
    expect(lines[2]).toContain(
      `,th,"'=HYPERLINK(""http://x"")",therapist,request-0001,M1,'+1,"{""a"":""@x""}"`,
    )
    expect(lines).toHaveLength(5)
  })

  test('is refused when more match than it holds, and not cut', async () => {
    const fill = (from: number, to: number) =>
      database.ownerQuery(
        `insert into audit_event select chain_day, n, n, occurred_at, 'sign_in', outcome, actor_kind, 'many', actor_role,
           request_id, '{}', target, detail, hash
         from audit_event, generate_series($1::int, $2::int) as n where number = 1 and chain_day = $3`,
        [from, to, days[0]],
      )
    await fill(1_000, 50_999)
    const text = await service.file(administrator, { user: 'many' })
    expect(text.split('\n')).toHaveLength(50_002)
    await fill(51_000, 51_000)
    await expect(service.file(administrator, { user: 'many' })).rejects.toMatchObject({
      status: 422,
      code: 'too_many_records',
    })
  })
})
