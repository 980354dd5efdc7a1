import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AuditEvent, AuditLog } from '../database/audit/audit-event.js'
import { rememberAccess } from './access-context.js'
import { Authenticator, type Principal } from './authenticator.js'
import { Clock } from './clock.js'
import type { Log } from './logging.js'
import { POLICY, type RoutePolicy } from './policy.js'
import { ProblemError } from './problem.js'

/** How long a password and a second factor count as just given. */
export const STEP_UP_MILLISECONDS = 15 * 60_000

/** Deny by default: every request is held against the policy that its route declares. */
@Injectable()
export class PolicyGuard implements CanActivate {
  readonly #authenticator: Authenticator
  readonly #audit: AuditLog
  readonly #clock: Clock
  readonly #log: Log

  constructor(authenticator: Authenticator, audit: AuditLog, clock: Clock, log: Log) {
    this.#authenticator = authenticator
    this.#audit = audit
    this.#clock = clock
    this.#log = log
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const policy = declaredPolicy(context)
    if (policy === 'public') {
      rememberAccess(request, null)
      return true
    }
    const principal = await this.#authenticator.authenticate(request, http.getResponse<FastifyReply>())
    rememberAccess(request, principal)
    const refusal = refusalOf(policy, principal, this.#clock.now())
    if (refusal === null) return true
    await this.#recordDenial(request, principal, refusal)
    throw refusal
  }

  /** A refusal stands also when it cannot be recorded; the log then says so. */
  async #recordDenial(
    request: FastifyRequest,
    principal: Principal | null,
    refusal: ProblemError,
  ): Promise<void> {
    const event: AuditEvent = {
      action: 'access.denied',
      outcome: 'denied',
      actorKind: principal?.kind ?? 'system',
      actorId: principal?.id ?? 'nobody',
      actorRole: principal?.role ?? null,
      requestId: request.id,
      memberIds: [],
      target: null,
      detail: {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        reason: refusal.code,
      },
    }
    await this.#audit.append([event]).catch((error: unknown) => {
      this.#log.error({ requestId: request.id, err: error }, 'A denial could not be recorded.')
    })
  }
}

function declaredPolicy(context: ExecutionContext): RoutePolicy | 'public' {
  const policy: RoutePolicy | 'public' | undefined =
    Reflect.getMetadata(POLICY, context.getHandler()) ?? Reflect.getMetadata(POLICY, context.getClass())
  if (policy !== undefined) return policy
  throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no policy.`)
}

/** Why the request is refused; null when it may go on. */
function refusalOf(policy: RoutePolicy, principal: Principal | null, now: Date): ProblemError | null {
  if (principal === null)
    return new ProblemError(401, 'not_signed_in', 'Not signed in', 'Sign in, then try again.')
  if (!policy.roles.includes(principal.role)) {
    return new ProblemError(
      403,
      'not_your_role',
      'Not for your role',
      'Your role does not include this. Ask an administrator if it should.',
    )
  }
  if (
    principal.kind === 'token' &&
    (policy.scope === undefined || !principal.scopes.includes(policy.scope))
  ) {
    return new ProblemError(
      403,
      'scope_missing',
      'The token may not do this',
      'Make a token with the scope that this needs.',
    )
  }
  if (principal.due !== null && !policy.whileDue) return dueRefusal(principal.due)
  if (policy.stepUp && !isJustConfirmed(principal, now)) {
    return new ProblemError(
      403,
      'step_up_needed',
      'Confirm that it is you',
      'This needs your password (and your code, if you use one) given within the last 15 minutes.',
    )
  }
  return null
}

function dueRefusal(due: NonNullable<Principal['due']>): ProblemError {
  return due === 'password_change'
    ? new ProblemError(
        403,
        'password_change_due',
        'A new password is due',
        'Choose a password of your own first.',
      )
    : new ProblemError(
        403,
        'second_factor_due',
        'A second factor is due',
        'Your role needs a second factor. Set up an authenticator app first.',
      )
}

function isJustConfirmed({ confirmedAt }: Principal, now: Date): boolean {
  return confirmedAt !== null && now.getTime() - confirmedAt.getTime() <= STEP_UP_MILLISECONDS
}
