/**
 * The canonical form of what the audit keeps, and the hashes over it. Whoever checks a chain needs this page alone.
 *
 * Every UTC day has a chain. Its records are numbered from 1 without a gap, and each has
 *
 *     hash = sha256(hash of the record before it || canonical form of the record)
 *
 * where the record before number 1 is the start of the chain. The first chain of all starts from 32 zero bytes, every
 * other from sha256(statement || signature) of the chain before it: what the last record of a day was is signed when
 * the next day begins.
 *
 * The canonical form is JSON in UTF-8, without blanks, of the fields of `AuditRecord` in the order written there. Every
 * value is the text that PostgreSQL shows for the column (`number` is "12", `member_ids` "{3,7}"), or null.
 */

import { createHash } from 'node:crypto'
import type { AuditEvent } from './audit-event.js'

/** A record as it is read back: all columns but the hash, as text. */
export interface AuditRecord {
  /** The UTC day of the chain, `YYYY-MM-DD`. */
  readonly chain_day: string
  readonly number: string
  /** The number of the first record that was written in the same transaction: together they are one link. */
  readonly link: string
  /** UTC, microseconds: `2026-01-31T12:00:00.000001Z`. */
  readonly occurred_at: string
  readonly action: string
  readonly outcome: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_role: string | null
  readonly request_id: string
  /** `{}`, `{3,7}` */
  readonly member_ids: string
  readonly target: string | null
  /** JSON of an object, its keys in order of their code units, without blanks. */
  readonly detail: string
}

/** What is signed when a chain is closed. */
export interface ClosedHead {
  readonly chain_day: string
  readonly last_number: string
  readonly last_hash: Buffer
  /** UTC, microseconds. */
  readonly closed_at: string
}

/** What the first chain of all starts from. */
export const START_OF_ALL: Buffer = Buffer.alloc(32)

export function auditRecord(
  event: AuditEvent,
  place: Pick<AuditRecord, 'chain_day' | 'number' | 'link' | 'occurred_at'>,
): AuditRecord {
  return {
    ...place,
    action: event.action,
    outcome: event.outcome,
    actor_kind: event.actorKind,
    actor_id: event.actorId,
    actor_role: event.actorRole,
    request_id: event.requestId,
    member_ids: `{${event.memberIds.join(',')}}`,
    target: event.target,
    detail: JSON.stringify(event.detail, Object.keys(event.detail).sort()),
  }
}

export function canonicalForm(record: AuditRecord): string {
  return JSON.stringify({
    chain_day: record.chain_day,
    number: record.number,
    link: record.link,
    occurred_at: record.occurred_at,
    action: record.action,
    outcome: record.outcome,
    actor_kind: record.actor_kind,
    actor_id: record.actor_id,
    actor_role: record.actor_role,
    request_id: record.request_id,
    member_ids: record.member_ids,
    target: record.target,
    detail: record.detail,
  })
}

export function recordHash(previousHash: Buffer, record: AuditRecord): Buffer {
  return createHash('sha256').update(previousHash).update(canonicalForm(record)).digest()
}

/** The text that is signed with Ed25519. */
export function closingStatement(head: ClosedHead): string {
  return JSON.stringify({
    kind: 'tidemark audit chain',
    chain_day: head.chain_day,
    last_number: head.last_number,
    last_hash: head.last_hash.toString('hex'),
    closed_at: head.closed_at,
  })
}

/** What the chain after a closed one starts from. */
export function startAfter(head: ClosedHead, signature: Buffer): Buffer {
  return createHash('sha256').update(closingStatement(head)).update(signature).digest()
}
