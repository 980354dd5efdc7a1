/** What the tables of the audit can hold. Events go out in batches: one that cannot be kept must not take others along. */

import { InvalidAuditEvent } from '../errors.js'
import type { AuditEvent } from './audit-event.js'

const LONGEST_ID = 200
const LONGEST_TARGET = 500
const LONGEST_DETAIL = 8_000

/** @throws InvalidAuditEvent naming the field */
export function refuseUnwritable(event: AuditEvent): void {
  const texts: [string, string, number][] = [
    ['actorId', event.actorId, LONGEST_ID],
    ['requestId', event.requestId, LONGEST_ID],
    ['target', event.target ?? '-', LONGEST_TARGET],
    ['detail', Object.entries(event.detail).flat().join(' ') || '-', LONGEST_DETAIL],
  ]
  for (const [field, text, longest] of texts) {
    if (text === '' || text.length > longest || !isStorable(text)) {
      throw new InvalidAuditEvent(
        field,
        `text of 1 to ${longest} characters without NUL or half a surrogate pair`,
      )
    }
  }
  if (Object.values(event.detail).some((value) => typeof value === 'number' && !Number.isFinite(value))) {
    throw new InvalidAuditEvent('detail', 'finite numbers')
  }
  let before = 0
  for (const memberId of event.memberIds) {
    if (!Number.isSafeInteger(memberId) || memberId <= before) {
      throw new InvalidAuditEvent('memberIds', 'numbers of members, ascending, each once')
    }
    before = memberId
  }
}

/** PostgreSQL's text is UTF-8 without NUL; half a surrogate pair has no UTF-8. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}
