/** Which record the first request with a key made, so that the same request sent again makes no second one. */

import { createHash } from 'node:crypto'
import type { AccessContext, Transaction } from '../../../database/access.js'
import { ProblemError } from '../../../platform/problem.js'

const LONGEST_KEY = 200

/**
 * Claims the key, in the transaction that stores the record: both are kept or neither. A second request with the key
 * waits here until the first has ended.
 *
 * @param request     everything that was asked for
 * @param responseId  of the form that this request is about to store
 * @returns           the id of the form that the first request stored; null when this is the first
 * @throws            ProblemError 400 for a key that cannot be kept, 422 when it belongs to another request
 */
export async function claimKey(
  transaction: Transaction,
  { actor }: AccessContext,
  key: string,
  request: object,
  responseId: string,
): Promise<string | null> {
  if (key.length === 0 || key.length > LONGEST_KEY) throw unusableKey()
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const name = `${actor.kind}:${actor.id}`
  const claimed = await transaction.query(
    `insert into idempotency_key (actor, key, request_hash, status, answer) values ($1, $2, $3, 201, $4)
     on conflict do nothing returning key`,
    [name, key, hash, JSON.stringify({ response_id: responseId })],
  )
  if (claimed.length > 0) return null
  const [first] = await transaction.query<{ request_hash: string; response_id: string | null }>(
    `select request_hash, answer ->> 'response_id' as response_id from idempotency_key where actor = $1 and key = $2`,
    [name, key],
  )
  if (first === undefined || first.response_id === null || first.request_hash !== hash) throw otherRequest()
  return first.response_id
}

function unusableKey(): ProblemError {
  const detail = `Idempotency-Key must have 1 to ${LONGEST_KEY} characters.`
  return new ProblemError(400, 'invalid_idempotency_key', 'Invalid key', detail)
}

function otherRequest(): ProblemError {
  const detail = 'This Idempotency-Key was used for a request with other contents. Use a new key.'
  return new ProblemError(422, 'idempotency_key_reused', 'Key used before', detail)
}
