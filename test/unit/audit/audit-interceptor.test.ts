import { describe, expect, test } from '@jest/globals'
import type { CallHandler, ExecutionContext } from '@nestjs/common'
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js'
import { defer, lastValueFrom } from 'rxjs'
import { type AuditEvent, AuditLog } from '../../../api/src/database/audit/audit-event.js'
import { AuditUnavailable } from '../../../api/src/database/errors.js'
import { accessContextOf, rememberAccess } from '../../../api/src/platform/access-context.js'
import { AuditInterceptor } from '../../../api/src/platform/audit.interceptor.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { Allow, Public, type RoutePolicy } from '../../../api/src/platform/policy.js'
import { notFound, ProblemError } from '../../../api/src/platform/problem.js'

class RememberedLog extends AuditLog {
  readonly events: AuditEvent[] = []
  isDown = false

  async append(events: readonly AuditEvent[]): Promise<void> {
    if (this.isDown) throw new AuditUnavailable(new Error('down'))
    this.events.push(...events)
  }
}

const therapist = {
  kind: 'user',
  id: 'u1',
  role: 'therapist',
  scopes: [],
  confirmedAt: null,
  due: null,
} as const

/** One request to a route with this policy, whose handler sees members 9 and 2 and then does what is given. */
function ask(policy: RoutePolicy | 'public', answer: () => unknown) {
  const audit = new RememberedLog()
  const logged: string[] = []
  const log = createLog('error', { write: (line) => logged.push(line) })
  const request = { id: 'request-1', method: 'GET', routeOptions: { url: '/api/v1/members/:id' } }
  const handler = () => {}
  const decorate = policy === 'public' ? Public('for this test') : Allow(policy)
  decorate(handler, 'handler', { value: handler })
  const context: ExecutionContext = new ExecutionContextHost([request], class Controller {}, handler)
  const http = context.switchToHttp().getRequest()
  rememberAccess(http, policy === 'public' ? null : therapist)
  const next: CallHandler = {
    handle: () =>
      defer(async () => {
        accessContextOf(http).onMembersSeen?.([9, 2, 9])
        return answer()
      }),
  }
  const answered = () => lastValueFrom(new AuditInterceptor(audit, log).intercept(context, next))
  return { audit, logged, answered }
}

const read: RoutePolicy = { roles: ['therapist'], audit: 'member.read' }

describe('an answer of an audited route', () => {
  test('leaves after it was recorded with the members whose rows were read', async () => {
    const { audit, answered } = ask(read, () => 'the member')
    expect(await answered()).toBe('the member')
    expect(audit.events).toEqual([
      {
        action: 'member.read',
        outcome: 'success',
        actorKind: 'user',
        actorId: 'u1',
        actorRole: 'therapist',
        requestId: 'request-1',
        memberIds: [2, 9],
        target: null,
        detail: { route: '/api/v1/members/:id' },
      },
    ])
  })

  test('does not leave when it cannot be recorded', async () => {
    const { audit, answered } = ask(read, () => 'the member')
    audit.isDown = true
    await expect(answered()).rejects.toBeInstanceOf(AuditUnavailable)
  })

  test('is recorded also when it is empty', async () => {
    const { audit, answered } = ask(read, () => undefined)
    expect(await answered()).toBeUndefined()
    expect(audit.events).toHaveLength(1)
  })
})

describe('what is not there, or not theirs', () => {
  const refuse = () => {
    throw notFound('member')
  }

  test.each<RoutePolicy['audit']>(['member.read', 'in_transaction'])('is recorded (%s)', async (action) => {
    const { audit, answered } = ask({ ...read, audit: action }, refuse)
    await expect(answered()).rejects.toMatchObject({ status: 404 })
    expect(audit.events).toMatchObject([
      {
        action: 'access.denied',
        outcome: 'denied',
        actorId: 'u1',
        memberIds: [],
        target: null,
        detail: { route: '/api/v1/members/:id', method: 'GET', reason: 'member_not_found' },
      },
    ])
  })

  test('is answered alike when it cannot be recorded, and the log says so', async () => {
    const { audit, logged, answered } = ask(read, refuse)
    audit.isDown = true
    await expect(answered()).rejects.toMatchObject({ status: 404 })
    expect(logged.join()).toContain('A denial could not be recorded.')
  })
})

test('other failures leave no record: no rows went out', async () => {
  const { audit, answered } = ask(read, () => {
    throw new ProblemError(409, 'changed_meanwhile', 'Changed', 'Changed.')
  })
  await expect(answered()).rejects.toMatchObject({ status: 409 })
  expect(audit.events).toEqual([])
})

test.each<[string, RoutePolicy | 'public']>([
  ['public', 'public'],
  ['without an action', { ...read, audit: null }],
])('a route that is %s leaves none', async (_, policy) => {
  const { audit, answered } = ask(policy, () => 'answer')
  expect(await answered()).toBe('answer')
  expect(audit.events).toEqual([])
})

test('what records itself in its transaction is not recorded twice', async () => {
  const { audit, answered } = ask({ ...read, audit: 'in_transaction' }, () => 'done')
  await answered()
  expect(audit.events).toEqual([])
})
