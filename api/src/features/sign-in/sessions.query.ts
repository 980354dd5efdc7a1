import type { UserRole } from '../../contracts/users.js'
import type { SignInPool } from '../../database/sign-in-pool.js'
import { IDLE_SECONDS, RENEWAL_SECONDS } from './sign-in-library.js'

/** However active: after so long everybody signs in anew. */
export const ABSOLUTE_HOURS = 12

/** A session that counts at this moment, and whose it is. */
export interface LiveSession {
  readonly session_id: string
  readonly user_id: string
  readonly created_at: Date
  /** When it ends if nothing more is asked. */
  readonly ends_at: Date
  readonly confirmed_at: Date | null
  readonly is_due_for_renewal: boolean
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly two_factor_enabled: boolean
  readonly must_change_password: boolean
  readonly is_demo: boolean
}

/** Null for a session that ended by idling or age, was revoked, or belongs to a disabled user. */
export async function findLiveSession(pool: SignInPool, token: string): Promise<LiveSession | null> {
  const [row] = await pool.query<LiveSession>(
    `select session.id as session_id, user_id, session.created_at, confirmed_at,
            least(expires_at, session.created_at + interval '${ABSOLUTE_HOURS} hours') as ends_at,
            expires_at <= now() + interval '${IDLE_SECONDS - RENEWAL_SECONDS} seconds' as is_due_for_renewal,
            name, email, role, two_factor_enabled, must_change_password, is_demo
     from session join "user" on "user".id = user_id
     where token = $1 and disabled_at is null
       and expires_at > now() and session.created_at > now() - interval '${ABSOLUTE_HOURS} hours'`,
    [token],
  )
  return row ?? null
}

export interface OwnSessionRow {
  readonly session_id: string
  readonly created_at: Date
  readonly last_seen_at: Date
  readonly address: string | null
  readonly user_agent: string | null
}

export function listLiveSessions(pool: SignInPool, userId: string): Promise<OwnSessionRow[]> {
  return pool.query<OwnSessionRow>(
    `select id as session_id, created_at, updated_at as last_seen_at, nullif(ip_address, '') as address,
            nullif(user_agent, '') as user_agent
     from session
     where user_id = $1 and expires_at > now() and created_at > now() - interval '${ABSOLUTE_HOURS} hours'
     order by created_at desc, id`,
    [userId],
  )
}

/** Ids of the sessions that ended: of one, or of all but the one that is kept. */
export async function endSessions(
  pool: SignInPool,
  userId: string,
  which: { readonly only: string } | { readonly allBut: string },
): Promise<string[]> {
  const [comparison, sessionId] = 'only' in which ? ['=', which.only] : ['<>', which.allBut]
  const rows = await pool.query<{ id: string }>(
    `delete from session where user_id = $1 and id ${comparison} $2 returning id`,
    [userId, sessionId],
  )
  return rows.map(({ id }) => id)
}

export async function endSessionOfToken(pool: SignInPool, token: string): Promise<void> {
  await pool.query('delete from session where token = $1', [token])
}

/** Rows of sessions that ended by themselves, of one user. */
export async function forgetEndedSessions(pool: SignInPool, userId: string): Promise<void> {
  await pool.query(
    `delete from session where user_id = $1
       and (expires_at <= now() or created_at <= now() - interval '${ABSOLUTE_HOURS} hours')`,
    [userId],
  )
}

export async function confirmSession(pool: SignInPool, sessionId: string, at: Date): Promise<void> {
  await pool.query('update session set confirmed_at = $2 where id = $1', [sessionId, at])
}
