import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { AuditChain } from '../../../api/src/database/audit/audit-chain.js'
import { verifyAuditChain } from '../../../api/src/database/audit/verify-audit-chain.js'
import { applicationDataSource } from '../../../api/src/database/data-source.js'
import { AuditUnavailable, InvalidAuditEvent } from '../../../api/src/database/errors.js'
import { anAuditEvent } from '../../builders/audit.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { asSuperuser, type Superuser } from './superuser.js'

const { privateKey } = generateKeyPairSync('ed25519')
const publicKey = createPublicKey(privateKey)

let database: TestDatabase
let superuser: Superuser

beforeEach(async () => {
  database = await createTestDatabase()
  superuser = await asSuperuser(database)
})
afterEach(async () => {
  await superuser.end()
  await database.drop()
})

/** A chain as the application has it, on a day that is so many days from now. */
function chain(daysFromNow = 0): AuditChain {
  const now = () => new Date(Date.now() + daysFromNow * 86_400_000)
  return new AuditChain(database.application.dataSource, privateKey, daysFromNow === 0 ? null : now)
}

function records(): Promise<{ actor_id: string; number: number; link: number; day: number }[]> {
  return superuser.query(
    `select actor_id, number, link, chain_day - (select min(chain_day) from audit_chain) as day
     from audit_event order by chain_day, number`,
  )
}

const verify = () => verifyAuditChain(superuser, publicKey)

test('200 appends of two processes, twenty at a time, make one chain without a gap', async () => {
  const other = await applicationDataSource(database.urls.api, { size: 3 }).initialize()
  const chains = [chain(), new AuditChain(other, privateKey)]
  try {
    // Twenty callers, half of them of each process, who ask ten times: some forty transactions that meet.
    await Promise.all(
      Array.from({ length: 20 }, async (_, caller) => {
        for (let time = 0; time < 10; time += 1) {
          const actorId = `user-${caller}-${time}`
          await chains[caller % 2]?.append([anAuditEvent({ actorId, memberIds: [caller + 1] })])
        }
      }),
    )
  } finally {
    await other.destroy()
  }
  const kept = await records()
  expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
  expect(new Set(kept.map(({ actor_id }) => actor_id)).size).toBe(200)
  expect(await verify()).toMatchObject({ kind: 'intact', records: 200, head: { number: 200 } })
})

test('everything of an event is kept as it was given', async () => {
  const event = anAuditEvent({
    action: 'user.change',
    outcome: 'failed',
    actorKind: 'command_line',
    actorId: 'Zoë "O\'Neil" \\ {1,2} ,',
    actorRole: null,
    memberIds: [1, 2, 9_007_199_254_740_991],
    target: 'user:a,"b"\\',
    detail: { b: 'two\nlines and NULL', a: -0.1, c: true, '10': 1e300, 漢字: '😀' },
  })
  await chain().append([event, anAuditEvent({ memberIds: [], target: null, detail: {} })])
  const [row] = await superuser.query<Record<string, unknown>>(
    `select action, outcome, actor_kind, actor_id, actor_role, member_ids, target, detail::jsonb as detail,
            abs(extract(epoch from now() - occurred_at)) < 60 as recent from audit_event where number = 1`,
  )
  expect(row).toEqual({
    action: event.action,
    outcome: event.outcome,
    actor_kind: event.actorKind,
    actor_id: event.actorId,
    actor_role: null,
    member_ids: event.memberIds,
    target: event.target,
    detail: event.detail,
    recent: true,
  })
  expect(await verify()).toMatchObject({ kind: 'intact', records: 2 })
})

describe('days', () => {
  test('each day has a chain of its own that starts from the signed head of the one before', async () => {
    await chain(1).append([anAuditEvent(), anAuditEvent()])
    await chain(2).append([anAuditEvent()])
    await chain(5).append([anAuditEvent()])
    expect(await records()).toMatchObject([
      { day: 1, number: 1, link: 1 },
      { day: 1, number: 2, link: 1 },
      { day: 2, number: 1 },
      { day: 5, number: 1 },
    ])
    const heads = await superuser.query(
      `select last_number, closed_at is not null as closed, length(signature) as signed
       from audit_chain order by chain_day`,
    )
    expect(heads).toEqual([
      { last_number: 0, closed: true, signed: 64 },
      { last_number: 2, closed: true, signed: 64 },
      { last_number: 1, closed: true, signed: 64 },
      { last_number: 1, closed: false, signed: null },
    ])
    expect(await verify()).toMatchObject({ kind: 'intact', days: 4, records: 4 })
  })

  test('a clock that is set back opens no day again', async () => {
    await chain(2).append([anAuditEvent()])
    await chain(1).append([anAuditEvent()])
    expect(await records()).toMatchObject([
      { day: 2, number: 1 },
      { day: 2, number: 2 },
    ])
    expect(await verify()).toMatchObject({ kind: 'intact', records: 2 })
  })

  test('twenty processes that meet at midnight begin one day', async () => {
    await Promise.all(Array.from({ length: 20 }, () => chain(1).append([anAuditEvent()])))
    expect(await records()).toHaveLength(20)
    expect(await verify()).toMatchObject({ kind: 'intact', days: 2, records: 20 })
  })
})

describe('a transaction of somebody else', () => {
  test('is one link, and leaves nothing when it does not commit', async () => {
    const { access } = database.application
    const context = { actor: { kind: 'system', id: 'test' }, role: null, requestId: 'r' } as const
    const kept = access.run(context, async (transaction) => {
      transaction.record({ action: 'record.amend' })
      transaction.record({ action: 'record.create' })
    })
    const lost = access.run(context, async (transaction) => {
      transaction.record({ action: 'record.amend' })
      throw new Error('no')
    })
    await Promise.allSettled([kept, lost, chain().append([anAuditEvent()])])
    expect(
      await superuser.query('select count(*) as records, count(distinct link) as links from audit_event'),
    ).toEqual([{ records: 3, links: 2 }])
    const verdict = await verifyAuditChain(superuser, publicKey)
    expect(verdict).toMatchObject({ kind: 'intact', records: 3 })
  })
})

describe('what cannot be kept', () => {
  test('is told to everybody who waited for it, and nothing of it stays', async () => {
    const audit = chain()
    await audit.append([anAuditEvent({ actorId: 'before' })])
    await superuser.query('alter table audit_event add constraint no_more check (number < 2) not valid')
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) => audit.append([anAuditEvent({ actorId: `user-${n}` })])),
    )
    for (const answer of answers) expect(answer).toMatchObject({ reason: expect.any(AuditUnavailable) })
    await superuser.query('alter table audit_event drop constraint no_more')
    await audit.append([anAuditEvent({ actorId: 'later' })])
    expect(await records()).toMatchObject([
      { actor_id: 'before', number: 1 },
      { actor_id: 'later', number: 2 },
    ])
    expect(await verify()).toMatchObject({ kind: 'intact', records: 2 })
  })

  test('is refused at once when an event is not one, and the others go on', async () => {
    const audit = chain()
    const wrong = [
      anAuditEvent({ actorId: '' }),
      anAuditEvent({ requestId: 'a\0b' }),
      anAuditEvent({ target: '\ud800' }),
      anAuditEvent({ detail: { reason: 'half \udc00 of a pair' } }),
      anAuditEvent({ detail: { count: Number.NaN } }),
      anAuditEvent({ memberIds: [2, 1] }),
      anAuditEvent({ memberIds: [1, 1] }),
      anAuditEvent({ memberIds: [1.5] }),
    ]
    const answers = await Promise.allSettled([
      ...wrong.map((event) => audit.append([event])),
      audit.append([anAuditEvent()]),
    ])
    expect(answers.slice(0, -1).map((answer) => answer.status === 'rejected' && answer.reason)).toEqual(
      wrong.map(() => expect.any(InvalidAuditEvent)),
    )
    expect(answers.at(-1)).toEqual({ status: 'fulfilled', value: undefined })
    expect(await verify()).toMatchObject({ kind: 'intact', records: 1 })
  })

  test('is told within seconds when somebody holds the head and does not let go', async () => {
    await superuser.query('begin')
    await superuser.query('select from audit_chain where closed_at is null for update')
    const startedAt = Date.now()
    await expect(chain().append([anAuditEvent()])).rejects.toMatchObject({
      code: 'audit_unavailable',
      cause: { code: '55P03' },
    })
    expect(Date.now() - startedAt).toBeLessThan(10_000)
    await superuser.query('rollback')
    await chain().append([anAuditEvent()])
    expect(await verify()).toMatchObject({ kind: 'intact', records: 1 })
  })

  test('is told when the connection is cut in the middle, and the next event finds another', async () => {
    await superuser.query('begin')
    await superuser.query('select from audit_chain where closed_at is null for update')
    const audit = chain()
    const cut = audit.append([anAuditEvent()])
    cut.catch(() => {})
    for (;;) {
      const [waiting] = await superuser.query<{ pid: number }>(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
      if (waiting === undefined) continue
      await superuser.query('select pg_terminate_backend($1)', [waiting.pid])
      break
    }
    await expect(cut).rejects.toBeInstanceOf(AuditUnavailable)
    await superuser.query('rollback')
    await audit.append([anAuditEvent()])
    expect(await verify()).toMatchObject({ kind: 'intact', records: 1 })
  })
})
