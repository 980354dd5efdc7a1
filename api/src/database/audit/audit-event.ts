/** What the audit keeps of an event: who, when, what, whom it concerned, how it ended. No scores, no answers, no names. */

import type { Role } from '../../core/vocabulary.js'

/** Stable words; docs/SECURITY.md lists them. `member.read`: rows of members went out. */
export const AUDIT_ACTIONS = [
  'sign_in',
  'sign_out',
  'second_factor.change',
  'password.change',
  'session.revoke',
  'access.denied',
  'member.read',
  'member.search',
  'identity.read',
  'identity.break_glass',
  'record.create',
  'record.amend',
  'import.run',
  'export.download',
  'user.change',
  'role.change',
  'token.change',
  'setting.change',
  'caseload.change',
  'audit.read',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export interface AuditEvent {
  readonly action: AuditAction
  readonly outcome: 'success' | 'denied' | 'failed'
  readonly actorKind: 'user' | 'token' | 'command_line' | 'worker' | 'system'
  readonly actorId: string
  /** The role at that moment; null for who has none (nobody signed in, the system itself). */
  readonly actorRole: Role | null
  readonly requestId: string
  /** Numbers of the members whose rows were read or changed, ascending, each once. */
  readonly memberIds: readonly number[]
  /** What else was concerned, by kind and id: `import:12`, `user:ab..`; null for nothing else. */
  readonly target: string | null
  /** Small facts by name: a route, a count, a reason that an administrator typed. Never an identifier of a member. */
  readonly detail: Readonly<Record<string, string | number | boolean>>
}

/** Where events go. An event is kept when the promise resolves. */
export abstract class AuditLog {
  /** @throws AuditUnavailable when the events could not be made durable */
  abstract append(events: readonly AuditEvent[]): Promise<void>
}
