import type { FastifyRequest } from 'fastify'
import type { OwnSessions } from '../../contracts/sign-in.js'
import type { SignInPool } from '../../database/sign-in-pool.js'
import { endSessions, type LiveSession, listLiveSessions } from './sessions.query.js'
import { SignInTrail } from './sign-in-trail.js'

/** Where somebody is signed in. Sessions go by their ids: a token never leaves the cookie it came in. */
export class OwnSessionsService {
  readonly #pool: SignInPool
  readonly #trail: SignInTrail

  constructor(pool: SignInPool, trail: SignInTrail) {
    this.#pool = pool
    this.#trail = trail
  }

  async list({ user_id, session_id }: LiveSession): Promise<OwnSessions> {
    const rows = await listLiveSessions(this.#pool, user_id)
    return {
      sessions: rows.map((row) => ({
        ...row,
        created_at: row.created_at.toISOString(),
        last_seen_at: row.last_seen_at.toISOString(),
        is_current: row.session_id === session_id,
      })),
    }
  }

  /** One that has ended already, or is somebody else's, is none of the user's: nothing happens. */
  async revoke(request: FastifyRequest, session: LiveSession, sessionId: string): Promise<void> {
    const ended = await endSessions(this.#pool, session.user_id, { only: sessionId })
    if (ended.length > 0) await this.#record(request, session, ended.length)
  }

  async revokeOthers(request: FastifyRequest, session: LiveSession): Promise<void> {
    const ended = await endSessions(this.#pool, session.user_id, { allBut: session.session_id })
    if (ended.length > 0) await this.#record(request, session, ended.length)
  }

  #record(request: FastifyRequest, session: LiveSession, sessions: number): Promise<void> {
    return this.#trail.succeeded(request, session, 'session.revoke', { by: 'owner', sessions })
  }
}
