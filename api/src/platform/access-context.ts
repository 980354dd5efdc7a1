import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { AccessContext } from '../database/access.js'
import type { Principal } from './authenticator.js'

/** What the guard learned of a request, and what its work has touched since. */
export interface RequestAccess {
  readonly principal: Principal | null
  readonly membersSeen: Set<number>
}

const accesses = new WeakMap<object, RequestAccess>()

/** Called by the guard, once a request. */
export function rememberAccess(request: FastifyRequest, principal: Principal | null): void {
  accesses.set(request, { principal, membersSeen: new Set() })
}

export function accessOf(request: FastifyRequest): RequestAccess {
  const access = accesses.get(request)
  if (access === undefined) throw new Error('The guard has not seen this request.')
  return access
}

/** On whose behalf a request asks the database. The signed-in user enters here, and nowhere else. */
export function accessContextOf(request: FastifyRequest): AccessContext {
  const { principal, membersSeen } = accessOf(request)
  if (principal === null) {
    return { actor: { kind: 'system', id: 'nobody' }, role: null, requestId: request.id }
  }
  return {
    actor: { kind: principal.kind, id: principal.id },
    role: principal.role,
    requestId: request.id,
    onMembersSeen: (memberIds) => {
      for (const memberId of memberIds) membersSeen.add(memberId)
    },
  }
}

/** A controller's parameter: the access context of its request. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): AccessContext =>
    accessContextOf(context.switchToHttp().getRequest<FastifyRequest>()),
)
