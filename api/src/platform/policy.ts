/** What a route declares about itself. A route that declares nothing answers nobody, and the start-up fails. */

import { applyDecorators, SetMetadata } from '@nestjs/common'
import { ApiCookieAuth, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger'
import type { Role } from '../core/vocabulary.js'
import type { AuditAction } from '../database/audit/audit-event.js'

export interface RoutePolicy {
  readonly roles: readonly Role[]
  /**
   * What an answer leaves in the audit: an action, written before the answer leaves; `in_transaction` where the work
   * records itself together with its change (`transaction.record`); null where no member's rows go out and nothing
   * changes.
   */
  readonly audit: AuditAction | 'in_transaction' | null
  /** Password and second factor given within the last 15 minutes. */
  readonly stepUp?: boolean
  /** What a token needs beside the role `integration`. */
  readonly scope?: string
  /** Answers also while a change of password or the enrolment of a second factor is due. */
  readonly whileDue?: boolean
}

export const POLICY = 'tidemark:policy'

/** Who may call a route, and what it leaves in the audit. */
export function Allow(policy: RoutePolicy): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(POLICY, policy),
    ApiCookieAuth(),
    ApiUnauthorizedResponse({ description: 'Nobody is signed in.' }),
    ApiForbiddenResponse({ description: `Only for: ${policy.roles.join(', ')}.` }),
  )
}

/** Answers everybody, signed in or not. The reason is for the reader. */
export function Public(_reason: string): MethodDecorator & ClassDecorator {
  return SetMetadata(POLICY, 'public')
}
