/** The audit for somebody outside: every field that the hashes are made of, the hashes, and the members' codes. */

import { stringify } from 'csv-stringify/sync'
import {
  type AuditReader,
  RECORD_COLUMNS,
  type StoredRecord,
} from '../../database/audit/audit-records.query.js'
import { queryMemberCodes } from './audit-rows.query.js'

/** UTC days, both included; null: from the first, to the last. */
export interface ExportPeriod {
  readonly from: string | null
  readonly to: string | null
}

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

type ExportedRecord = Omit<StoredRecord, 'hash'> & {
  readonly hash: string
  readonly members: readonly string[]
}

const RECORDS_AT_ONCE = 2_000

/** Records of the period in the order of the chain, some at a time. */
export async function* exportedRecords(
  reader: AuditReader,
  { from, to }: ExportPeriod,
): AsyncGenerator<ExportedRecord[]> {
  let after = { chain_day: from ?? '-infinity', number: '0' }
  for (;;) {
    const records = await reader.query<StoredRecord & { numbers: number[] }>(
      `select ${RECORD_COLUMNS}, audit_event.member_ids as numbers from audit_event
       where chain_day <= $1 and (chain_day, audit_event.number) > ($2::date, $3::bigint)
       order by chain_day, audit_event.number limit ${RECORDS_AT_ONCE}`,
      [to ?? 'infinity', after.chain_day, after.number],
    )
    const codes = await queryMemberCodes(
      reader,
      records.flatMap(({ numbers }) => numbers),
    )
    yield records.map(({ numbers, hash, ...record }) => ({
      ...record,
      hash: hash.toString('hex'),
      members: numbers.flatMap((memberId) => codes.get(memberId) ?? []),
    }))
    const last = records.at(-1)
    if (last === undefined || records.length < RECORDS_AT_ONCE) return
    after = last
  }
}

const COLUMNS = [
  'chain_day',
  'number',
  'link',
  'occurred_at',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor_role',
  'request_id',
  'member_ids',
  'members',
  'target',
  'detail',
  'hash',
] as const satisfies readonly (keyof ExportedRecord)[]

/**
 * Records as lines. JSON has every text as it was hashed; in CSV a cell that a spreadsheet would run as a formula is
 * marked as text.
 */
export function exportText(
  format: ExportFormat,
  records: readonly ExportedRecord[],
  withHeader: boolean,
): string {
  if (format === 'jsonl') return records.map((record) => `${JSON.stringify(record)}\n`).join('')
  const header = withHeader ? [COLUMNS] : []
  return stringify([...header, ...records.map(cells)], { escape_formulas: true })
}

function cells(record: ExportedRecord): (string | null)[] {
  return COLUMNS.map((column) => (column === 'members' ? record.members.join('; ') : record[column]))
}
