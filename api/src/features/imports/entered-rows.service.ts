/** The rules and the storing of an import for the few rows that a person enters on screen: written once, used twice. */

import type { ImportFileName } from '../../core/import-rules/import-columns.js'
import type { ImportContext, ImportReadings } from '../../core/import-rules/import-context.js'
import type { RowReject } from '../../core/import-rules/judge-rows.js'
import { type ImportPlan, planImport } from '../../core/import-rules/plan-import.js'
import type { AccessContext, Transaction } from '../../database/access.js'
import { allowsConcurrentGroups } from './import-settings.query.js'
import { fetchLookup, type StoredLookup } from './storing/import-lookup.repository.js'
import { isBoundBySites } from './storing/reach.query.js'
import { storePlan } from './storing/store-plan.js'
import type { ResponseMode } from './storing/write-visits.js'
import { todayIn } from './today-in.js'

export type { ResponseMode }

/** Rows on their way in; absent kinds are no rows, and nothing is made by a reference. */
export type EnteredRows = Partial<ImportReadings>

export interface EnteredRules {
  /** The system that gave the responses their ids. */
  readonly sourceSystem: string
  /** Rows that differ from what is stored replace it. */
  readonly isCorrecting: boolean
  readonly now: Date
}

export interface RejectedRow extends RowReject {
  readonly file: ImportFileName
}

/** What the rules say of the rows, and everything that storing them needs. */
export interface JudgedEntry {
  readonly plan: ImportPlan
  readonly stored: StoredLookup
  readonly sourceSystem: string
  readonly mayOverlap: boolean
  readonly rejects: readonly RejectedRow[]
}

/** Holds rows against the rules of an import and against what is stored in the caller's reach. */
export async function judgeEnteredRows(
  transaction: Transaction,
  caller: AccessContext,
  rows: EnteredRows,
  { sourceSystem, isCorrecting, now }: EnteredRules,
): Promise<JudgedEntry> {
  const readings: ImportReadings = { ...NO_ROWS, ...rows }
  const stored = await fetchLookup(transaction, readings, {
    sourceSystem,
    // A few rows: what hangs on them is always asked.
    isCorrecting: true,
    isBoundBySites: isBoundBySites(caller),
  })
  const context: ImportContext = {
    lookup: stored.lookup,
    isCorrecting,
    allowsConcurrentGroups: await allowsConcurrentGroups(transaction),
    todayIn: todayIn(now),
  }
  const plan = planImport(readings, context)
  return {
    plan,
    stored,
    sourceSystem,
    mayOverlap: context.allowsConcurrentGroups,
    rejects: rejectedRows(plan),
  }
}

/**
 * Stores what was judged and works out the outcomes of the touched episodes again.
 *
 * @param reason  why stored versions are replaced; kept with them
 */
export async function storeEnteredRows(
  transaction: Transaction,
  { plan, stored, sourceSystem, mayOverlap, rejects }: JudgedEntry,
  { reason, mode }: { readonly reason: string; readonly mode: ResponseMode },
): Promise<void> {
  if (rejects.length > 0) throw new Error('Rows that the rules reject cannot be stored.')
  const correction = { batchId: null, reason }
  await storePlan(transaction, {
    plan,
    stored,
    correction,
    sourceSystem,
    mode,
    mayOverlap,
    progress: () => {},
  })
}

const noRows = { columns: new Set<string>(), readings: [] }

/** Each file is there and empty: where one is absent an import makes sites and therapists that others name. */
const NO_ROWS: ImportReadings = {
  sites: noRows,
  therapists: noRows,
  groups: noRows,
  members: noRows,
  treatments: noRows,
  sessions: noRows,
  attendance: noRows,
  responses: noRows,
}

function rejectedRows({ reference, members, sessions, attendance, responses }: ImportPlan): RejectedRow[] {
  return [
    reference.groups,
    members.members,
    members.treatments,
    sessions.sessions,
    attendance.attendance,
    responses.responses,
  ].flatMap(({ file, rejects }) => rejects.map((reject) => ({ file, ...reject })))
}
