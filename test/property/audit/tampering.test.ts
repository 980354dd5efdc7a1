/** Whatever somebody with every right over the database changes in the audit is found, at the right record. */

import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { AuditChain } from '../../../api/src/database/audit/audit-chain.js'
import { type AuditRecord, recordHash, startAfter } from '../../../api/src/database/audit/audit-record.js'
import {
  type AuditReader,
  queryHeads,
  recordsOfDay,
} from '../../../api/src/database/audit/audit-records.query.js'
import { type AuditVerdict, verifyAuditChain } from '../../../api/src/database/audit/verify-audit-chain.js'
import { anAuditEvent } from '../../builders/audit.js'
import { asSuperuser, type Superuser } from '../../integration/audit/superuser.js'
import { createTestDatabase, type TestDatabase } from '../../integration/support/test-database.js'

const { privateKey } = generateKeyPairSync('ed25519')
const publicKey = createPublicKey(privateKey)

/** Records of each day after the empty first one; the last day is open. */
const RECORDS = [7, 1, 12, 9]
const LAST_DAY = RECORDS.length - 1

let database: TestDatabase
let superuser: Superuser
let days: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  superuser = await asSuperuser(database)
  const { dataSource } = database.application
  for (const [day, count] of RECORDS.entries()) {
    const chain = new AuditChain(dataSource, privateKey, () => new Date(Date.now() + (day + 1) * 86_400_000))
    for (let number = 1; number <= count; number += 3) {
      const link = Array.from({ length: Math.min(3, count - number + 1) }, (_, n) =>
        anAuditEvent({
          actorId: `user-${(number + n) % 4}`,
          memberIds: [number, number + n + 1],
          target: null,
        }),
      )
      await chain.append(link)
    }
  }
  days = (await queryHeads(superuser)).slice(1).map(({ chain_day }) => chain_day)
})
afterAll(async () => {
  await superuser.end()
  await database.drop()
})

const verify = (reader: AuditReader = superuser) => verifyAuditChain(reader, publicKey)
const verdictAfter = (...statements: string[]) => superuser.tamper(statements, verify)
const dayAt = (day: number) => days[day] ?? ''
const at = (day: number, number: number) => `chain_day = '${dayAt(day)}' and number = ${number}`

const aRecord = fc
  .integer({ min: 0, max: LAST_DAY })
  .chain((day) =>
    fc.record({ day: fc.constant(day), number: fc.integer({ min: 1, max: RECORDS[day] ?? 1 }) }),
  )
const aDay = fc.integer({ min: 0, max: LAST_DAY })
const aClosedDay = fc.integer({ min: 0, max: LAST_DAY - 1 })

const holds = <T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arbitrary, predicate), { numRuns: 40 })

const broken = (fault: string, day: number, number: number): Partial<AuditVerdict> =>
  ({ kind: 'broken', fault, chain_day: dayAt(day), number }) as Partial<AuditVerdict>

test('what nobody touched is intact', async () => {
  const records = RECORDS.reduce((sum, count) => sum + count, 0)
  expect(await verify()).toMatchObject({ kind: 'intact', days: RECORDS.length + 1, records })
  expect(await verdictAfter()).toMatchObject({ kind: 'intact', records })
})

describe('a change of a record', () => {
  const edits = [
    "action = 'sign_in'",
    "outcome = 'denied'",
    "actor_kind = 'worker'",
    "actor_id = actor_id || '.'",
    'actor_role = null',
    "request_id = 'another'",
    'member_ids = member_ids[2:]',
    'member_ids = array[member_ids[2], member_ids[1]]',
    "member_ids = '[0:1]={1,2}'",
    'member_ids = array[9223372036854775807]',
    "target = ''",
    `detail = '{ "route":"/api/v1/members/:id"}'`,
    "occurred_at = occurred_at + interval '1 microsecond'",
    "occurred_at = 'infinity'",
    'link = case link when 1 then number else 1 end',
    "hash = sha256('other')",
  ]
  test('is found at that record', () =>
    holds(fc.tuple(aRecord, fc.constantFrom(...edits)), async ([{ day, number }, edit]) => {
      // A record that begins its link, at number 1, has nothing else to be.
      fc.pre(!(edit.startsWith('link') && number === 1))
      expect(await verdictAfter(`update audit_event set ${edit} where ${at(day, number)}`)).toMatchObject(
        broken('edited', day, number),
      )
    }))

  test('is found in whichever column it is', async () => {
    for (const edit of edits) {
      const verdict = await verdictAfter(`update audit_event set ${edit} where ${at(2, 5)}`)
      expect([edit, verdict]).toMatchObject([edit, broken('edited', 2, 5)])
    }
  })
})

test('a record that was taken away is found missing; the last ones, cut', () =>
  holds(aRecord, async ({ day, number }) => {
    const fault = number === RECORDS[day] ? 'cut_at_end' : 'missing'
    expect(await verdictAfter(`delete from audit_event where ${at(day, number)}`)).toMatchObject(
      broken(fault, day, number),
    )
  }))

test('a cut of a day is found at the first record that is gone', () =>
  holds(aRecord, async ({ day, number }) => {
    const cut = `delete from audit_event where chain_day = '${dayAt(day)}' and number >= ${number}`
    expect(await verdictAfter(cut)).toMatchObject(broken('cut_at_end', day, number))
  }))

test('a cut that moves the head along is found by the hash of the head', () =>
  holds(aRecord, async ({ day, number }) => {
    const verdict = await verdictAfter(
      `delete from audit_event where chain_day = '${dayAt(day)}' and number >= ${number}`,
      `update audit_chain set last_number = ${number - 1} where chain_day = '${dayAt(day)}'`,
    )
    expect(verdict).toMatchObject(broken('head_changed', day, number - 1))
  }))

describe('two records that changed places', () => {
  const aPair = aRecord
    .filter(({ day }) => (RECORDS[day] ?? 0) > 1)
    .chain(({ day, number }) =>
      fc.record({
        day: fc.constant(day),
        one: fc.constant(number),
        other: fc.integer({ min: 1, max: RECORDS[day] ?? 1 }).filter((other) => other !== number),
      }),
    )

  test('with their hashes are found at the first of them', () =>
    holds(aPair, async ({ day, one, other }) => {
      const verdict = await verdictAfter(
        'alter table audit_event drop constraint audit_event_check', // a link begins at or before its records
        `update audit_event set number = 1000 where ${at(day, one)}`,
        `update audit_event set number = ${one} where ${at(day, other)}`,
        `update audit_event set number = ${other} where ${at(day, 1000)}`,
      )
      expect(verdict).toMatchObject(broken('swapped', day, Math.min(one, other)))
    }))

  test('without their hashes are found at the first of them', () =>
    holds(aPair, async ({ day, one, other }) => {
      const verdict = await verdictAfter(
        `update audit_event as event set
           (occurred_at, actor_id, member_ids) = (there.occurred_at, there.actor_id, there.member_ids)
         from audit_event as there
         where event.chain_day = '${dayAt(day)}' and there.chain_day = event.chain_day
           and (event.number, there.number) in ((${one}, ${other}), (${other}, ${one}))`,
      )
      expect(verdict).toMatchObject(broken('swapped', day, Math.min(one, other)))
    }))
})

test('records that were put in between or behind are found', () =>
  holds(aDay, async (day) => {
    const last = RECORDS[day] ?? 0
    const verdict = await verdictAfter(
      `insert into audit_event select chain_day, ${last + 1}, 1, occurred_at, action, outcome, actor_kind, actor_id,
         actor_role, request_id, member_ids, target, detail, hash from audit_event where ${at(day, last)}`,
    )
    expect(verdict).toMatchObject(broken('head_changed', day, last + 1))
  }))

describe('a day that was written anew from an edited record on', () => {
  test('with its head is found by the signature', () =>
    holds(fc.tuple(aRecord, fc.boolean()), async ([{ day, number }, withFollowingDay]) => {
      fc.pre(day < LAST_DAY)
      const forged = await forge(day, number)
      const next = withFollowingDay
        ? [
            `update audit_chain set first_previous_hash = '\\x${forged.start.toString('hex')}' where chain_day = '${dayAt(day + 1)}'`,
          ]
        : []
      expect(await verdictAfter(...forged.statements, ...next)).toMatchObject(
        broken('signature_wrong', day, RECORDS[day] ?? 0),
      )
    }))

  test('without its head is found by the head', () =>
    holds(aRecord, async ({ day, number }) => {
      const forged = await forge(day, number)
      expect(await verdictAfter(...forged.statements.slice(0, -1))).toMatchObject(
        broken('head_changed', day, RECORDS[day] ?? 0),
      )
    }))

  test('and signed with a key of the forger is found by the signature', async () => {
    const theirs = generateKeyPairSync('ed25519').publicKey
    expect(await verifyAuditChain(superuser, theirs)).toMatchObject({
      kind: 'broken',
      fault: 'signature_wrong',
    })
  })
})

describe('a change of a head', () => {
  test('in its signature or its time is found', () =>
    holds(
      fc.tuple(
        aClosedDay,
        fc.constantFrom(
          "closed_at = closed_at + interval '1 microsecond'",
          'signature = set_byte(signature, 5, (get_byte(signature, 5) + 1) % 256)',
        ),
      ),
      async ([day, edit]) => {
        const verdict = await verdictAfter(`update audit_chain set ${edit} where chain_day = '${dayAt(day)}'`)
        expect(verdict).toMatchObject(broken('signature_wrong', day, RECORDS[day] ?? 0))
      },
    ))

  test('in its start is found before the first record', () =>
    holds(aDay, async (day) => {
      const edit = `update audit_chain set first_previous_hash = sha256('x') where chain_day = '${dayAt(day)}'`
      expect(await verdictAfter(edit)).toMatchObject(broken('link_to_day_before_wrong', day, 0))
    }))

  test('that opens a closed day again is found', () =>
    holds(aClosedDay, async (day) => {
      const verdict = await verdictAfter(
        'drop index audit_chain_open',
        `update audit_chain set closed_at = null, signature = null where chain_day = '${dayAt(day)}'`,
      )
      expect(verdict).toMatchObject(broken('head_changed', day, RECORDS[day] ?? 0))
    }))
})

describe('a whole day that is gone', () => {
  test('is found at the start of the day after it', () =>
    holds(aClosedDay, async (day) => {
      const verdict = await verdictAfter(
        `delete from audit_event where chain_day = '${dayAt(day)}'`,
        `delete from audit_chain where chain_day = '${dayAt(day)}'`,
      )
      expect(verdict).toMatchObject(broken('link_to_day_before_wrong', day + 1, 0))
    }))

  test('with its head alone is found by its records', () =>
    holds(aDay, async (day) => {
      const verdict = await verdictAfter(`delete from audit_chain where chain_day = '${dayAt(day)}'`)
      expect(verdict).toMatchObject(broken('head_changed', day, 1))
    }))

  test('at the end is found by the closed chain before it', async () => {
    const verdict = await verdictAfter(
      `delete from audit_event where chain_day = '${dayAt(LAST_DAY)}'`,
      `delete from audit_chain where chain_day = '${dayAt(LAST_DAY)}'`,
    )
    const before = RECORDS[LAST_DAY - 1] ?? 0
    expect(verdict).toMatchObject(broken('cut_at_end', LAST_DAY - 1, before + 1))
  })

  test('is found when all of them are gone', async () => {
    expect(await verdictAfter('delete from audit_event', 'delete from audit_chain')).toMatchObject({
      kind: 'broken',
      fault: 'missing',
      chain_day: null,
    })
  })
})

/** Everything that somebody without the key can do: an edited record, every hash after it, and the head. */
async function forge(day: number, number: number): Promise<{ statements: string[]; start: Buffer }> {
  const head = (await queryHeads(superuser)).find(({ chain_day }) => chain_day === dayAt(day))
  if (head === undefined) throw new Error('There is no such day.')
  const statements = [`update audit_event set actor_id = 'somebody-else' where ${at(day, number)}`]
  let hash = head.first_previous_hash
  for await (const { hash: _, ...stored } of recordsOfDay(superuser, dayAt(day))) {
    const record: AuditRecord =
      stored.number === String(number) ? { ...stored, actor_id: 'somebody-else' } : stored
    hash = recordHash(hash, record)
    statements.push(
      `update audit_event set hash = '\\x${hash.toString('hex')}' where ${at(day, Number(record.number))}`,
    )
  }
  statements.push(
    `update audit_chain set last_hash = '\\x${hash.toString('hex')}' where chain_day = '${dayAt(day)}'`,
  )
  const closed = {
    chain_day: head.chain_day,
    last_number: String(head.last_number),
    last_hash: hash,
    closed_at: head.closed_at ?? '',
  }
  return { statements, start: startAfter(closed, head.signature ?? Buffer.alloc(64)) }
}
