/** What an entry of one member at one session changes, held against the rules of an import. */

import type { SessionMemberEntry } from '../../../contracts/entry.js'
import type { AccessContext, Transaction } from '../../../database/access.js'
import { type EnteredRows, type JudgedEntry, judgeEnteredRows } from '../../imports/entered-rows.service.js'
import { attendanceRows, fieldOf, responseRows, sessionRows } from '../rows/rows-of-visits.js'
import { type PathOf, refuseRejected } from '../rule-problems.js'
import { SCREEN } from '../source-system.js'
import type { FormToStore } from './forms-of-entry.js'
import type { SheetSession, StoredRosterRow } from './session-sheet.query.js'
import { attendanceEntryOf } from './session-sheet.service.js'

/** What an entry changes; parts that are stored already are left out. */
export interface SessionMemberChanges {
  readonly found: SheetSession
  readonly memberCode: string
  readonly memberId: number
  /** Undefined: the member does not belong to the session, and the rules say why. */
  readonly before: StoredRosterRow | undefined
  readonly attendance: SessionMemberEntry['attendance']
  readonly forms: readonly FormToStore[]
}

export interface JudgedPart {
  readonly entry: JudgedEntry
  readonly mode: FormToStore['mode']
}

/**
 * Forms of one source and mode go through the rules together; the attendance goes with the first of them.
 *
 * @throws ProblemError with every rule that is broken
 */
export async function judgeChanges(
  transaction: Transaction,
  caller: AccessContext,
  changes: SessionMemberChanges,
  now: Date,
): Promise<JudgedPart[]> {
  const parts = new Map<string, FormToStore[]>()
  for (const form of changes.forms) {
    const name = JSON.stringify([form.sourceSystem, form.mode])
    parts.set(name, [...(parts.get(name) ?? []), form])
  }
  const visit = visitRows(changes)
  if (parts.size === 0 && visit !== null) parts.set('', [])
  const judged: JudgedPart[] = []
  const rejects: { row: JudgedEntry['rejects'][number]; forms: readonly FormToStore[] }[] = []
  for (const [index, forms] of [...parts.values()].entries()) {
    const rows: EnteredRows = {
      ...(index === 0 ? visit : null),
      ...(forms.length === 0 ? null : { responses: responseRows(forms.map(({ row }) => row)) }),
    }
    const sourceSystem = forms[0]?.sourceSystem ?? SCREEN
    const entry = await judgeEnteredRows(transaction, caller, rows, { sourceSystem, isCorrecting: true, now })
    judged.push({ entry, mode: forms[0]?.mode ?? 'paper' })
    rejects.push(...entry.rejects.map((row) => ({ row, forms })))
  }
  const formsOf = new Map(rejects.map(({ row, forms }) => [row, forms]))
  const pathOf: PathOf = (row, column) =>
    row.file === 'responses.csv'
      ? `forms.${formsOf.get(row)?.[row.line - 1]?.index ?? 0}.${fieldOf(column)}`
      : 'attendance.status'
  refuseRejected(
    rejects.map(({ row }) => row),
    pathOf,
  )
  return judged
}

/** The attendance, and the session that it shows to have been held. */
function visitRows({ found, memberCode, before, attendance }: SessionMemberChanges): EnteredRows | null {
  const status = attendance?.status ?? null
  if (status === null) return null
  const { session, group } = found
  const row = {
    member_id: memberCode,
    session_id: session.session_id,
    status,
    joined_on: before?.joined_on ?? null,
  }
  const { version: _, ...sessionFields } = session
  const held = { ...sessionFields, group_id: group.group_id, status: 'held' as const }
  return {
    attendance: attendanceRows([row]),
    ...(attendanceEntryOf(found) === 'makes_held' ? { sessions: sessionRows([held]) } : null),
  }
}
