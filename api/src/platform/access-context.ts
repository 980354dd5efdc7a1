import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { AccessContext } from '../database/access.js'

/**
 * On whose behalf a request asks the database. The signed-in user enters here, and nowhere else: until there is
 * sign-in, every request is the open system's own.
 */
export function accessContextOf(request: Pick<FastifyRequest, 'id'>): AccessContext {
  return { actor: { kind: 'system', id: 'open' }, requestId: request.id }
}

/** A controller's parameter: the access context of its request. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): AccessContext =>
    accessContextOf(context.switchToHttp().getRequest<FastifyRequest>()),
)
