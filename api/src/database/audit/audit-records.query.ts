/** Reads records and heads as their hashes need them: text as PostgreSQL writes it. */

import type { Transaction } from '../access.js'
import type { AuditRecord } from './audit-record.js'
import { INSTANT } from './chain-rows.query.js'

export type AuditReader = Pick<Transaction, 'query'>

export type StoredRecord = AuditRecord & { readonly hash: Buffer }

export interface StoredHead {
  readonly chain_day: string
  readonly first_previous_hash: Buffer
  readonly last_number: number
  readonly last_hash: Buffer
  readonly closed_at: string | null
  readonly signature: Buffer | null
}

const RECORDS_AT_ONCE = 5_000

/** Columns of audit_event as `AuditRecord` has them. */
export const RECORD_COLUMNS = `audit_event.chain_day, audit_event.number::text, link::text,
  to_char(occurred_at at time zone 'utc', ${INSTANT}) as occurred_at,
  action, outcome, actor_kind, actor_id, actor_role, request_id, member_ids::text, target, detail, hash`

export function queryHeads(transaction: AuditReader): Promise<StoredHead[]> {
  return transaction.query(
    `select chain_day, first_previous_hash, last_number, last_hash,
            to_char(closed_at at time zone 'utc', ${INSTANT}) as closed_at, signature
     from audit_chain order by chain_day`,
  )
}

/** Days with records, also where the head is gone. */
export async function queryDaysOfRecords(transaction: AuditReader): Promise<string[]> {
  const rows = await transaction.query<{ chain_day: string }>(
    'select chain_day from audit_event group by chain_day order by chain_day',
  )
  return rows.map(({ chain_day }) => chain_day)
}

/** The records of a day after a number, in order, a few thousand at a time. */
export async function* recordsOfDay(
  transaction: AuditReader,
  chainDay: string,
  afterNumber = '0',
): AsyncGenerator<StoredRecord> {
  let after = afterNumber
  for (;;) {
    const page = await transaction.query<StoredRecord>(
      `select ${RECORD_COLUMNS} from audit_event where chain_day = $1 and number > $2::bigint
       order by audit_event.number limit ${RECORDS_AT_ONCE}`,
      [chainDay, after],
    )
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < RECORDS_AT_ONCE) return
    after = last.number
  }
}
