import type { UserRole } from '../../contracts/users.js'
import { type AuditAction, type AuditEvent, AuditLog } from '../../database/audit/audit-event.js'

/** Who did something; `null` for an address that nobody has. */
export interface Actor {
  readonly user_id: string
  readonly role: UserRole
}

type Sender = { readonly id: string; readonly ip: string }

/** What signing in leaves in the audit. Never an e-mail address: one that nobody has may be somebody's password. */
export class SignInTrail {
  readonly #audit: AuditLog

  constructor(audit: AuditLog) {
    this.#audit = audit
  }

  /** @throws AuditUnavailable */
  async succeeded(
    request: Sender,
    actor: Actor,
    action: AuditAction,
    detail: AuditEvent['detail'],
  ): Promise<void> {
    await this.#audit.append([eventOf(request, actor, action, 'success', detail)])
  }

  /** @throws AuditUnavailable */
  async failed(request: Sender, actor: Actor | null, detail: AuditEvent['detail']): Promise<void> {
    await this.#audit.append([eventOf(request, actor, 'sign_in', 'failed', detail)])
  }
}

function eventOf(
  request: Sender,
  actor: Actor | null,
  action: AuditAction,
  outcome: AuditEvent['outcome'],
  detail: AuditEvent['detail'],
): AuditEvent {
  return {
    action,
    outcome,
    actorKind: 'user',
    actorId: actor?.user_id ?? 'unknown',
    actorRole: actor?.role ?? null,
    requestId: request.id,
    memberIds: [],
    target: null,
    detail: { ...detail, address: request.ip },
  }
}
