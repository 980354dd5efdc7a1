import type { NewToken } from '../../contracts/tokens.js'
import type { Transaction } from '../../database/access.js'
import type { SignInPool } from '../../database/sign-in-pool.js'

/** A token as it is stored, with the database's word on whether it still works. */
export interface StoredToken {
  token_id: string
  name: string
  prefix: string
  scopes: NewToken['scopes']
  site_ids: string[]
  created_by: string
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  last_used_at: Date | null
  has_expired: boolean
}

export interface TokenToStore extends Omit<NewToken, 'expires_in_days'> {
  readonly token_id: string
  readonly token_hash: string
  readonly prefix: string
  readonly created_by: string
  readonly days: number
}

const COLUMNS = `token_id, name, prefix, scopes, site_ids, created_by, created_at, expires_at, revoked_at, last_used_at,
  expires_at <= now() as has_expired`

export async function insertToken(transaction: Transaction, token: TokenToStore): Promise<StoredToken[]> {
  return transaction.query(
    `insert into api_token (token_id, name, token_hash, prefix, scopes, site_ids, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8)) returning ${COLUMNS}`,
    [
      token.token_id,
      token.name,
      token.token_hash,
      token.prefix,
      token.scopes,
      token.site_ids,
      token.created_by,
      token.days,
    ],
  )
}

export function queryTokens(transaction: Transaction): Promise<StoredToken[]> {
  return transaction.query(`select ${COLUMNS} from api_token order by created_at desc, token_id`)
}

/** Nothing when there is no such token; the first revocation stands. */
export function revokeToken(transaction: Transaction, tokenId: string): Promise<StoredToken[]> {
  return transaction.query(
    `update api_token set revoked_at = coalesce(revoked_at, now()) where token_id = $1 returning ${COLUMNS}`,
    [tokenId],
  )
}

export interface LiveToken {
  token_id: string
  scopes: string[]
  site_ids: string[]
  was_just_used: boolean
}

/** As signing in: before there is a user. */
export async function findLiveToken(pool: SignInPool, hash: string): Promise<LiveToken | null> {
  const [row] = await pool.query<LiveToken>(
    `select token_id, scopes, site_ids, coalesce(last_used_at > now() - interval '1 minute', false) as was_just_used
     from public.api_token where token_hash = $1 and revoked_at is null and expires_at > now()`,
    [hash],
  )
  return row ?? null
}

/** Whoever comes second within the minute writes nothing. */
export async function noteUse(pool: SignInPool, tokenId: string): Promise<void> {
  await pool.query(
    `update public.api_token set last_used_at = now()
     where token_id = $1 and coalesce(last_used_at <= now() - interval '1 minute', true)`,
    [tokenId],
  )
}
