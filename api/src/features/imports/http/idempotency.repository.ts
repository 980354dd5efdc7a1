/** Answers kept under the key of their request, so that the same request sent again does nothing again. */

import type { ImportReport } from '../../../contracts/imports.js'
import type { Transaction } from '../../../database/access.js'

export type Claim =
  | { readonly kind: 'ours' }
  | { readonly kind: 'answered'; readonly report: ImportReport }
  /** The first request with this key has not ended. */
  | { readonly kind: 'running' }
  /** The key belongs to a request with other contents. */
  | { readonly kind: 'other_request' }

export interface KeyedRequest {
  readonly actor: string
  readonly key: string
  readonly hash: string
}

/** Claims the key. A claim whose process died without an answer is taken over after a while. */
export async function claimKey(transaction: Transaction, { actor, key, hash }: KeyedRequest): Promise<Claim> {
  const claimed = await transaction.query(
    `insert into idempotency_key (actor, key, request_hash) values ($1, $2, $3)
     on conflict (actor, key) do update set created_at = now()
       where idempotency_key.status is null and idempotency_key.request_hash = excluded.request_hash
         and idempotency_key.created_at < now() - interval '15 minutes'
     returning key`,
    [actor, key, hash],
  )
  if (claimed.length > 0) return { kind: 'ours' }
  const [found] = await transaction.query<{ request_hash: string; answer: ImportReport | null }>(
    'select request_hash, answer from idempotency_key where actor = $1 and key = $2',
    [actor, key],
  )
  if (found === undefined) return { kind: 'running' }
  if (found.request_hash !== hash) return { kind: 'other_request' }
  return found.answer === null ? { kind: 'running' } : { kind: 'answered', report: found.answer }
}

export async function keepAnswer(
  transaction: Transaction,
  { actor, key }: KeyedRequest,
  report: ImportReport,
): Promise<void> {
  await transaction.query(
    'update idempotency_key set status = 200, answer = $3 where actor = $1 and key = $2',
    [actor, key, JSON.stringify(report)],
  )
}

/** Gives up a key whose request failed, so that it can be sent again. */
export async function releaseKey(transaction: Transaction, { actor, key }: KeyedRequest): Promise<void> {
  await transaction.query('delete from idempotency_key where actor = $1 and key = $2 and status is null', [
    actor,
    key,
  ])
}
