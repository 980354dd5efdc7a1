import { expect, test } from '@jest/globals'
import {
  auditRecord,
  canonicalForm,
  closingStatement,
  recordHash,
  START_OF_ALL,
  startAfter,
} from '../../../api/src/database/audit/audit-record.js'
import { anAuditEvent } from '../../builders/audit.js'

// The hashes are of Python 3.11's hashlib over the texts below: sha256(bytes(32) + record), sha256(statement + 64 x 07).
const RECORD =
  '{"chain_day":"2026-01-31","number":"1","link":"1","occurred_at":"2026-01-31T12:00:00.000001Z",' +
  '"action":"member.read","outcome":"success","actor_kind":"user","actor_id":"u1","actor_role":"therapist",' +
  '"request_id":"request-1","member_ids":"{2,9}","target":null,' +
  '"detail":"{\\"n\\":2,\\"route\\":\\"/api/v1/members/:id\\"}"}'
const HASH = 'd83bc7fb72e3fa9b0fd35a6f90a65ce2ac2d158bb58983b891aab2177c27b0e0'
const STATEMENT = `{"kind":"tidemark audit chain","chain_day":"2026-01-31","last_number":"1","last_hash":"${HASH}","closed_at":"2026-02-01T00:00:00.000002Z"}`
const START = 'b2bd283d4f57ba34194141f96decae380a24c7de51d954c9c6d508286d9e5e1b'

const record = auditRecord(
  anAuditEvent({
    actorId: 'u1',
    requestId: 'request-1',
    memberIds: [2, 9],
    detail: { route: '/api/v1/members/:id', n: 2 },
  }),
  { chain_day: '2026-01-31', number: '1', link: '1', occurred_at: '2026-01-31T12:00:00.000001Z' },
)

// Records of years ago must still verify: whoever changes this form must keep the old one beside it.
test('the canonical form and its hash stay what they were', () => {
  expect(canonicalForm(record)).toBe(RECORD)
  expect(recordHash(START_OF_ALL, record).toString('hex')).toBe(HASH)
})

test('what is signed at the end of a day, and what the next one starts from, stay what they were', () => {
  const head = {
    chain_day: '2026-01-31',
    last_number: '1',
    last_hash: Buffer.from(HASH, 'hex'),
    closed_at: '2026-02-01T00:00:00.000002Z',
  }
  expect(closingStatement(head)).toBe(STATEMENT)
  expect(startAfter(head, Buffer.alloc(64, 7)).toString('hex')).toBe(START)
})

test('the order in which a caller names facts does not matter', () => {
  const facts = (detail: Record<string, number>) => auditRecord(anAuditEvent({ detail }), record).detail
  expect(facts({ b: 1, a: 2, 10: 3, 9: 4 })).toBe('{"10":3,"9":4,"a":2,"b":1}')
  expect(facts({ 9: 4, a: 2, 10: 3, b: 1 })).toBe('{"10":3,"9":4,"a":2,"b":1}')
})
