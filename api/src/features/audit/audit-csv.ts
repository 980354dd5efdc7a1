import { stringify } from 'csv-stringify/sync'
import type { AuditRow } from '../../contracts/audit.js'

const COLUMNS = [
  'chain_day',
  'number',
  'occurred_at',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor_name',
  'actor_role',
  'request_id',
  'members',
  'target',
  'detail',
]

/** Records for a spreadsheet. A cell that it would run as a formula is marked as text; numbers stay numbers. */
export function auditCsv(records: readonly AuditRow[]): string {
  return stringify([COLUMNS, ...records.map(cells)], { escape_formulas: true })
}

function cells(record: AuditRow): (string | number | null)[] {
  return [
    record.chain_day,
    record.number,
    record.occurred_at,
    record.action,
    record.outcome,
    record.actor.kind,
    record.actor.id,
    record.actor.name,
    record.actor.role,
    record.request_id,
    record.members.join('; '),
    record.target,
    JSON.stringify(record.detail),
  ]
}
