import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '../core/vocabulary.js'

/** Who sent a request, as far as it could be proven. */
export interface Principal {
  readonly kind: 'user' | 'token'
  readonly id: string
  readonly role: Role
  /** What a token may do; empty for users. */
  readonly scopes: readonly string[]
  /** When password and second factor were last given in this session; null for tokens. */
  readonly confirmedAt: Date | null
  /** What the user must do before anything else. */
  readonly due: 'password_change' | 'second_factor' | null
}

/** Tells who sent a request. The feature `sign-in` provides it. */
export abstract class Authenticator {
  /** Null for nobody: no session or token, or one that ended, was revoked or belongs to a disabled user. */
  abstract authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Principal | null>
}
