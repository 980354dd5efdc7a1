import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { mergeMap, type Observable } from 'rxjs'
import { type AuditAction, AuditLog } from '../database/audit/audit-event.js'
import { accessOf } from './access-context.js'
import { POLICY, type RoutePolicy } from './policy.js'

/**
 * An answer of a route that declares an audit action leaves only after its record is durable: a read of members that
 * cannot be recorded is refused. What changes something records itself in its own transaction (`transaction.record`).
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  readonly #audit: AuditLog

  constructor(audit: AuditLog) {
    this.#audit = audit
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const policy: RoutePolicy | 'public' | undefined =
      Reflect.getMetadata(POLICY, context.getHandler()) ?? Reflect.getMetadata(POLICY, context.getClass())
    if (policy === undefined || policy === 'public') return next.handle()
    const { audit: action } = policy
    if (action === null || action === 'in_transaction') return next.handle()
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    return next.handle().pipe(
      mergeMap(async (answer) => {
        await this.#record(request, action)
        return answer
      }),
    )
  }

  async #record(request: FastifyRequest, action: AuditAction): Promise<void> {
    const { principal, membersSeen } = accessOf(request)
    if (principal === null) return
    await this.#audit.append([
      {
        action,
        outcome: 'success',
        actorKind: principal.kind,
        actorId: principal.id,
        actorRole: principal.role,
        requestId: request.id,
        memberIds: [...membersSeen].sort((one, other) => one - other),
        target: null,
        detail: { route: request.routeOptions.url ?? 'none' },
      },
    ])
  }
}
