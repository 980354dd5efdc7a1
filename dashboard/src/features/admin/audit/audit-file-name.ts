import { partedFileName } from '../../../format/file-name.js'
import type { AuditFilters } from './audit-filters.js'

/** `activity_member-m0412_identity-read_2026-01-01_2026-06-30.csv`; ids, never names. */
export function auditFileName(filters: AuditFilters): string {
  const { member, user, action, outcome, from, to } = filters
  return partedFileName(
    'activity',
    [member && `member-${member}`, user && `by-${user}`, action, outcome, from, to],
    'csv',
  )
}
