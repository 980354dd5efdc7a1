import type { AuditEvent } from '../../api/src/database/audit/audit-event.js'

/** A therapist's look at a member, with what the test wants otherwise. */
export function anAuditEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    action: 'member.read',
    outcome: 'success',
    actorKind: 'user',
    actorId: 'user-of-a-therapist',
    actorRole: 'therapist',
    requestId: 'request-0001',
    memberIds: [7],
    target: null,
    detail: { route: '/api/v1/members/:id' },
    ...changes,
  }
}
