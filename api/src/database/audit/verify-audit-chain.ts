/** Reads the whole audit again and finds the first place where it is not what was written. */

import { type KeyObject, verify } from 'node:crypto'
import { type ClosedHead, closingStatement, recordHash, START_OF_ALL, startAfter } from './audit-record.js'
import {
  type AuditReader,
  queryDaysOfRecords,
  queryHeads,
  recordsOfDay,
  type StoredHead,
  type StoredRecord,
} from './audit-records.query.js'

export type AuditFault =
  | 'edited'
  | 'swapped'
  | 'missing'
  | 'cut_at_end'
  | 'head_changed'
  | 'signature_wrong'
  | 'link_to_day_before_wrong'

export type AuditVerdict =
  | {
      readonly kind: 'intact'
      readonly days: number
      readonly records: number
      /** To be kept elsewhere: an audit that is cut behind it is then noticed. */
      readonly head: { readonly chain_day: string; readonly number: number; readonly hash: string }
    }
  | ({ readonly kind: 'broken' } & BrokenPlace)

export interface BrokenPlace {
  /** null: there is no chain at all */
  readonly chain_day: string | null
  /** 0 is the start of the day's chain. */
  readonly number: number
  readonly fault: AuditFault
  readonly message: string
}

/**
 * Works out every hash and signature again, from the first record on.
 *
 * @param transaction  one state of the data (`readOnly`), of somebody who may read the audit
 * @param publicKey    of the key that closes chains; must not come from the database that is checked
 * @param onRecords    told how many records were read so far
 * Assumes             nobody but us has the signing key. Who may write to the tables and holds it, or rewrites the
 *                     chain that is still open and its head, is not found: compare the head with one kept elsewhere.
 */
export async function verifyAuditChain(
  transaction: AuditReader,
  publicKey: KeyObject,
  onRecords: (read: number) => void = () => {},
): Promise<AuditVerdict> {
  const heads = new Map((await queryHeads(transaction)).map((head) => [head.chain_day, head]))
  const days = [...new Set([...heads.keys(), ...(await queryDaysOfRecords(transaction))])].sort()
  let records = 0
  let before: StoredHead | null = null
  for (const day of days) {
    const head = heads.get(day)
    if (head === undefined) return broken(day, 1, 'head_changed', 'The day has records and no head.')
    const startFault = checkStart(head, before)
    if (startFault !== null) return { kind: 'broken', ...startFault }
    const chain = await checkRecords(transaction, head, (inDay) => onRecords(records + inDay))
    if (chain !== null) return { kind: 'broken', ...chain }
    const closingFault = checkClosing(head, publicKey)
    if (closingFault !== null) return { kind: 'broken', ...closingFault }
    records += head.last_number
    before = head
  }
  if (before === null) return broken(null, 0, 'missing', 'The audit has no chain at all.')
  if (before.closed_at !== null) {
    const message = 'The chain is closed, and the one that began when it was closed is not there.'
    return broken(before.chain_day, before.last_number + 1, 'cut_at_end', message)
  }
  const { chain_day, last_number: number, last_hash } = before
  return {
    kind: 'intact',
    days: days.length,
    records,
    head: { chain_day, number, hash: last_hash.toString('hex') },
  }
}

function checkStart(head: StoredHead, before: StoredHead | null): BrokenPlace | null {
  if (before !== null && !isClosed(before)) {
    const message = 'The chain is open, although a later one has begun.'
    return place(before.chain_day, before.last_number, 'head_changed', message)
  }
  const start = before === null ? START_OF_ALL : startAfter(closedHead(before), before.signature)
  if (head.first_previous_hash.equals(start)) return null
  const message =
    before === null
      ? 'The first chain does not start as a first one does: chains before it are not there.'
      : `The chain does not start from the signed head of ${before.chain_day}: a chain between them is not there, or a head was changed.`
  return place(head.chain_day, 0, 'link_to_day_before_wrong', message)
}

async function checkRecords(
  transaction: AuditReader,
  head: StoredHead,
  onRecords: (inDay: number) => void,
): Promise<BrokenPlace | null> {
  const { chain_day: day, last_number: last } = head
  let hash = head.first_previous_hash
  let number = 0
  for await (const record of recordsOfDay(transaction, day)) {
    number += 1
    if (number > last)
      return place(day, number, 'head_changed', `The head says that ${last} is the last record.`)
    if (record.number !== String(number)) {
      return place(day, number, 'missing', `The record is not there; the next one is ${record.number}.`)
    }
    const expected = recordHash(hash, record)
    if (!expected.equals(record.hash)) return changed(transaction, record, hash)
    hash = expected
    onRecords(number)
  }
  if (number < last) {
    return place(
      day,
      number + 1,
      'cut_at_end',
      `The chain ends before it; the head says that ${last} is the last.`,
    )
  }
  return hash.equals(head.last_hash)
    ? null
    : place(day, last, 'head_changed', 'The hash of the head is not that of the last record.')
}

/** The record that belongs in this place stands in a later one of the day, or nowhere. */
async function changed(
  transaction: AuditReader,
  found: StoredRecord,
  previousHash: Buffer,
): Promise<BrokenPlace> {
  const { chain_day: day, number } = found
  for await (const other of recordsOfDay(transaction, day, number)) {
    const belongsHere = [other.link, found.link].some((link) => {
      const hash = recordHash(previousHash, { ...other, number, link })
      return hash.equals(other.hash) || hash.equals(found.hash)
    })
    if (belongsHere) {
      return place(
        day,
        Number(number),
        'swapped',
        `The record that belongs here stands at number ${other.number}.`,
      )
    }
  }
  return place(day, Number(number), 'edited', 'The record or its hash is not what was written.')
}

function checkClosing(head: StoredHead, publicKey: KeyObject): BrokenPlace | null {
  if (!isClosed(head)) return null
  return verify(null, Buffer.from(closingStatement(closedHead(head))), publicKey, head.signature)
    ? null
    : place(
        head.chain_day,
        head.last_number,
        'signature_wrong',
        'The signature is not of this head: records were written anew after the day was closed, or another key signed.',
      )
}

type ClosedStoredHead = StoredHead & { readonly closed_at: string; readonly signature: Buffer }

function isClosed(head: StoredHead): head is ClosedStoredHead {
  return head.closed_at !== null && head.signature !== null
}

function closedHead(head: ClosedStoredHead): ClosedHead {
  return { ...head, last_number: String(head.last_number) }
}

function place(chain_day: string | null, number: number, fault: AuditFault, message: string): BrokenPlace {
  return { chain_day, number, fault, message }
}

function broken(chain_day: string | null, number: number, fault: AuditFault, message: string): AuditVerdict {
  return { kind: 'broken', ...place(chain_day, number, fault, message) }
}
