import type { FastifyReply, FastifyRequest } from 'fastify'
import type { UserRole } from '../../contracts/users.js'
import type { SignInPool } from '../../database/sign-in-pool.js'
import { Authenticator, type Principal } from '../../platform/authenticator.js'
import type { SignedCookie } from '../../platform/signed-cookie.js'
import type { TokenReader } from '../tokens/token-reader.service.js'
import { findLiveSession, type LiveSession } from './sessions.query.js'
import type { SignInLibrary } from './sign-in-library.js'

/** Roles that see many members, or decide who does. */
const NEEDS_SECOND_FACTOR: ReadonlySet<UserRole> = new Set(['director', 'administrator', 'researcher'])

const BEARER = /^Bearer (tm_[\w-]{20,200})$/

interface AuthenticatorParts {
  readonly pool: SignInPool
  readonly cookie: SignedCookie
  readonly library: Pick<SignInLibrary, 'api'>
  readonly tokens: Pick<TokenReader, 'find'>
}

/**
 * Who sent a request: a user by the session's cookie, or a program by its token.
 *
 * A session is read here, in one statement, because the library's own reading costs ten times the processor time; the
 * library renews it, once a minute at most, and then the browser gets its cookie anew.
 */
export class SessionAuthenticator extends Authenticator {
  readonly #parts: AuthenticatorParts
  readonly #sessions = new WeakMap<object, LiveSession>()

  constructor(parts: AuthenticatorParts) {
    super()
    this.#parts = parts
  }

  /** A request with a token is a program's, whatever cookie it carries beside it. */
  async authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Principal | null> {
    const { authorization } = request.headers
    if (authorization !== undefined) return this.#program(authorization)
    const session = await this.findSession(request)
    if (session === null) return null
    if (session.is_due_for_renewal && !(await this.#renew(request, reply))) return null
    return {
      kind: 'user',
      id: session.user_id,
      role: session.role,
      scopes: [],
      confirmedAt: session.confirmed_at,
      due: dueOf(session),
    }
  }

  /** The session of a request that was authenticated as a user's. */
  sessionOf(request: FastifyRequest): LiveSession {
    const session = this.#sessions.get(request)
    if (session === undefined) throw new Error('The request has no session.')
    return session
  }

  /** The session that counts at this moment, read without renewing it. */
  async findSession(request: FastifyRequest): Promise<LiveSession | null> {
    const token = this.#parts.cookie.read(request.headers)
    if (token === null) return null
    const session = await findLiveSession(this.#parts.pool, token)
    if (session !== null) this.#sessions.set(request, session)
    return session
  }

  /** @returns false when the session was revoked in between */
  async #renew(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const { headers, response } = await this.#parts.library.api.getSession({
      headers: new Headers({ cookie: request.headers.cookie ?? '' }),
      returnHeaders: true,
    })
    for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
    return response !== null
  }

  async #program(authorization: string): Promise<Principal | null> {
    const secret = BEARER.exec(authorization)?.[1]
    if (secret === undefined) return null
    const token = await this.#parts.tokens.find(secret)
    if (token === null) return null
    return {
      kind: 'token',
      id: token.tokenId,
      role: 'integration',
      scopes: token.scopes,
      confirmedAt: null,
      due: null,
    }
  }
}

/** Demo accounts have no second factor: they exist on the own machine alone, with simulated records. */
export function dueOf(
  user: Pick<LiveSession, 'must_change_password' | 'role' | 'two_factor_enabled' | 'is_demo'>,
): Principal['due'] {
  if (user.must_change_password) return 'password_change'
  return NEEDS_SECOND_FACTOR.has(user.role) && !user.two_factor_enabled && !user.is_demo
    ? 'second_factor'
    : null
}
