/** The statements with which a chain grows. Each runs in the transaction that holds the head. */

import type { PoolClient } from 'pg'
import type { AuditRecord, ClosedHead } from './audit-record.js'

/** How instants are read back, as a format of to_char. */
export const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`

export interface LockedHead {
  readonly chain_day: string
  readonly last_number: number
  readonly last_hash: Buffer
  /** The database's clock, read when the lock was held: within a chain it follows the numbers. */
  readonly instant: string
}

/** Between the snapshot and the lock another process may have begun a new day; the next look finds the new head. */
const LOOKS = 5

/** Takes the open chain's row until the transaction ends. */
export async function lockHead(client: PoolClient): Promise<LockedHead> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const { rows } = await client.query<LockedHead>(
      `with head as materialized (
         select chain_day, last_number, last_hash from audit_chain where closed_at is null for update
       )
       select chain_day, last_number, last_hash, to_char(clock_timestamp() at time zone 'utc', ${INSTANT}) as instant
       from head`,
    )
    if (rows[0] !== undefined) return rows[0]
  }
  throw new Error(
    'The audit has no open chain. Its tables were changed by hand: run `tidemark audit verify`.',
  )
}

export async function closeChain(client: PoolClient, head: ClosedHead, signature: Buffer): Promise<void> {
  await client.query('update audit_chain set closed_at = $2, signature = $3 where chain_day = $1', [
    head.chain_day,
    head.closed_at,
    signature,
  ])
}

export async function openChain(client: PoolClient, chainDay: string, start: Buffer): Promise<void> {
  await client.query(
    `insert into audit_chain (chain_day, first_previous_hash, last_number, last_hash) values ($1, $2, 0, $2)`,
    [chainDay, start],
  )
}

/** Writes the records and moves the head to the last of them. */
export async function writeLink(
  client: PoolClient,
  head: LockedHead,
  written: readonly { readonly record: AuditRecord; readonly hash: Buffer }[],
): Promise<void> {
  const column = (name: keyof AuditRecord) => written.map(({ record }) => record[name])
  const { rowCount } = await client.query(
    `with head as (
       update audit_chain set last_number = last_number + cardinality($2::bigint[]), last_hash = $14
       where chain_day = $1 and last_number = $15
       returning chain_day
     )
     insert into audit_event (chain_day, number, link, occurred_at, action, outcome, actor_kind, actor_id, actor_role,
       request_id, member_ids, target, detail, hash)
     select chain_day, number, link, occurred_at, action, outcome, actor_kind, actor_id, actor_role, request_id,
       member_ids::bigint[], target, detail, hash
     from head, unnest($2::bigint[], $3::bigint[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
         $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $16::bytea[])
       as record (number, link, occurred_at, action, outcome, actor_kind, actor_id, actor_role, request_id, member_ids,
         target, detail, hash)`,
    [
      head.chain_day,
      column('number'),
      column('link'),
      column('occurred_at'),
      column('action'),
      column('outcome'),
      column('actor_kind'),
      column('actor_id'),
      column('actor_role'),
      column('request_id'),
      column('member_ids'),
      column('target'),
      column('detail'),
      written.at(-1)?.hash,
      head.last_number,
      written.map(({ hash }) => hash),
    ],
  )
  if (rowCount !== written.length) throw new Error('The head of the audit moved while its row was held.')
}
