import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { catchError, mergeMap, type Observable } from 'rxjs'
import { type AuditEvent, AuditLog } from '../database/audit/audit-event.js'
import { accessOf } from './access-context.js'
import type { Log } from './logging.js'
import { POLICY, type RoutePolicy } from './policy.js'
import { ProblemError } from './problem.js'

/**
 * An answer of a route that declares an audit action leaves only after its record is durable: a read of members that
 * cannot be recorded is refused. What changes something records itself in its own transaction (`transaction.record`).
 *
 * Of an answer that is streamed the record is written before its first byte: members whose rows are read while it is
 * on its way are not in it, so read first.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  readonly #audit: AuditLog
  readonly #log: Log

  constructor(audit: AuditLog, log: Log) {
    this.#audit = audit
    this.#log = log
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const policy: RoutePolicy | 'public' | undefined =
      Reflect.getMetadata(POLICY, context.getHandler()) ?? Reflect.getMetadata(POLICY, context.getClass())
    if (policy === undefined || policy === 'public' || policy.audit === null) return next.handle()
    const { audit: action } = policy
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (isNotFound(error)) await this.#recordDenial(request, error)
        throw error
      }),
      mergeMap(async (answer) => {
        if (action !== 'in_transaction') await this.#audit.append([eventOf(request, { action })])
        return answer
      }),
    )
  }

  /** Somebody asked for what is not theirs, or not there: the answer is the same, and so is the record, without the id. */
  async #recordDenial(request: FastifyRequest, { code }: ProblemError): Promise<void> {
    const { method } = request
    const event = eventOf(request, { action: 'access.denied', outcome: 'denied', memberIds: [] })
    const denial = { ...event, detail: { ...event.detail, method, reason: code } }
    await this.#audit.append([denial]).catch((error: unknown) => {
      this.#log.error({ requestId: request.id, err: error }, 'A denial could not be recorded.')
    })
  }
}

function isNotFound(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.status === 404
}

function eventOf(
  request: FastifyRequest,
  given: Pick<AuditEvent, 'action'> & Partial<Pick<AuditEvent, 'outcome' | 'memberIds'>>,
): AuditEvent {
  const { principal, membersSeen } = accessOf(request)
  if (principal === null)
    throw new Error('A route that is audited was answered although nobody is signed in.')
  return {
    outcome: 'success',
    actorKind: principal.kind,
    actorId: principal.id,
    actorRole: principal.role,
    requestId: request.id,
    memberIds: [...membersSeen].sort((one, other) => one - other),
    target: null,
    detail: { route: request.routeOptions.url ?? 'none' },
    ...given,
  }
}
