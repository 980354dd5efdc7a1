/** The sheet of a session while it is typed: the rows, where the cursor stands, and what waits to be sent. Pure. */

import type { RosterRow, SessionMemberEntry, SessionSheet } from '../../../../../api/src/contracts/entry.js'
import { ATTENDANCE, type EntryColumn, entryColumns, rowOrder, type SheetMeasure } from './columns.js'
import {
  differingKeys,
  entryOf,
  isFull,
  type RowValues,
  replacedParts,
  storedValues,
  withAnswer,
} from './row-values.js'

/** Why the server did not take a row, at the cells where it says so. */
export interface Refusal {
  readonly words: string
  readonly atCells: Readonly<Record<string, string>>
  /** What belongs to no single cell. */
  readonly more: readonly string[]
  readonly requestId: string | null
}

export type Side = 'theirs' | 'mine'

export type RowSending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly sent: RowValues; readonly entry: SessionMemberEntry }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Somebody else changed the row; nothing of ours is stored until somebody decides, cell by cell. */
  | { readonly kind: 'conflict'; readonly picked: Readonly<Record<string, Side>> }

export interface EntryRow {
  /** As the server told it last. In a conflict: as it is there. */
  readonly stored: RosterRow
  readonly values: RowValues
  /** The row was left, or is full: it is to be sent. */
  readonly isDue: boolean
  readonly sending: RowSending
  /** Parts that were stored from this page since it was opened: a slip in them needs no reason. */
  readonly own: readonly string[]
  readonly reason: string | null
  /** When the server took the row last, by this device's clock. */
  readonly savedAt: number | null
  /** What the server said beside taking the row; until it is typed into again. */
  readonly notices: readonly string[]
  /** An answer to the risk item was typed here and nobody has put the notice away. */
  readonly isRiskTold: boolean
}

export interface Cursor {
  readonly memberId: string
  readonly key: string
}

/** No answer from the server: rows wait and are sent again. */
export interface Pause {
  readonly tries: number
  readonly words: string
  readonly isTrying: boolean
}

/** A row that was typed in an earlier document and never reached the server. */
export interface KeptRow {
  readonly memberId: string
  readonly values: RowValues
  /** `versionsOf` the row that it was typed upon. */
  readonly versions: Readonly<Record<string, string>>
}

export interface SheetState {
  readonly measures: readonly SheetMeasure[]
  readonly columns: readonly EntryColumn[]
  readonly order: readonly string[]
  readonly rows: Readonly<Record<string, EntryRow>>
  readonly cursor: Cursor
  readonly session: SessionSheet['session']
  readonly attendanceEntry: SessionSheet['attendance_entry']
  readonly crisisLine: string | null
  readonly pause: Pause | null
  /** Something to be said once: a key that types nothing here, the end of the list. */
  readonly hint: string | null
}

export function sheetState(sheet: SessionSheet, measures: readonly SheetMeasure[]): SheetState {
  const columns = entryColumns(measures)
  const order = rowOrder(sheet.roster)
  const rows = Object.fromEntries(sheet.roster.map((row) => [row.member_id, storedRow(row, measures)]))
  const first =
    sheet.roster.find((row) => row.is_in_care && row.attendance === null)?.member_id ?? order[0] ?? ''
  return {
    measures,
    columns,
    order,
    rows,
    cursor: { memberId: first, key: ATTENDANCE },
    session: sheet.session,
    attendanceEntry: sheet.attendance_entry,
    crisisLine: sheet.crisis_line,
    pause: null,
    hint: null,
  }
}

export function storedRow(row: RosterRow, measures: readonly SheetMeasure[]): EntryRow {
  return {
    stored: row,
    values: storedValues(row, measures),
    isDue: false,
    sending: { kind: 'idle' },
    own: [],
    reason: null,
    savedAt: null,
    notices: [],
    isRiskTold: false,
  }
}

export function isChanged(state: SheetState, row: EntryRow): boolean {
  return entryOf(row.values, row.stored, state.measures) !== null
}

export function differsFromStored(state: SheetState, kept: KeptRow): boolean {
  const row = state.rows[kept.memberId]
  return row !== undefined && entryOf(kept.values, row.stored, state.measures) !== null
}

/** Something that was stored before this page was opened is replaced, and nobody has said why. */
export function lacksReason(state: SheetState, row: EntryRow): boolean {
  if (row.reason !== null) return false
  const entry = entryOf(row.values, row.stored, state.measures)
  return entry !== null && replacedParts(entry, row.stored).some((part) => !row.own.includes(part))
}

/** What the server has to be told next of a row; null for nothing yet. */
export function entryToSend(state: SheetState, row: EntryRow): SessionMemberEntry | null {
  if (!row.isDue || row.sending.kind !== 'idle' || lacksReason(state, row)) return null
  const entry = entryOf(row.values, row.stored, state.measures)
  return entry === null || row.reason === null ? entry : { ...entry, reason: row.reason }
}

/** Rows that the server does not have, in their order. */
export function unsentRows(state: SheetState): readonly EntryRow[] {
  return state.order.flatMap((memberId) => {
    const row = state.rows[memberId]
    return row !== undefined && (row.sending.kind === 'sending' || isChanged(state, row)) ? [row] : []
  })
}

export function columnAt(state: SheetState): EntryColumn | undefined {
  return state.columns.find(({ key }) => key === state.cursor.key)
}

export function withRow(
  state: SheetState,
  memberId: string,
  change: (row: EntryRow) => Partial<EntryRow>,
): SheetState {
  const row = state.rows[memberId]
  if (row === undefined) return state
  return { ...state, rows: { ...state.rows, [memberId]: { ...row, ...change(row) } } }
}

/** One cell typed anew. What was refused is no longer what stands there. */
export function typed(
  state: SheetState,
  memberId: string,
  key: string,
  value: RowValues['attendance'] | number | undefined,
): SheetState {
  if (state.attendanceEntry === 'cancelled' || state.attendanceEntry === 'not_yet') return state
  return withRow(state, memberId, (row) => {
    if (row.sending.kind === 'conflict') return {}
    const values = typeof value === 'string' || key === ATTENDANCE ? withAttendance(row, value) : null
    const next = values ?? withAnswer(row.values, key, typeof value === 'string' ? undefined : value)
    const isRisk = isRiskItem(itemAt(state, key))
    return {
      values: next,
      isDue: row.isDue || isFull(next, state.columns),
      sending: row.sending.kind === 'refused' ? { kind: 'idle' } : row.sending,
      notices: [],
      isRiskTold: isRisk ? typeof value === 'number' && value > lowest(state, key) : row.isRiskTold,
    }
  })
}

function withAttendance(row: EntryRow, value: RowValues['attendance'] | number | undefined): RowValues {
  return { ...row.values, attendance: typeof value === 'string' ? value : null }
}

function itemAt(state: SheetState, key: string): Extract<EntryColumn, { kind: 'item' }> | null {
  const column = state.columns.find((each) => each.key === key)
  return column?.kind === 'item' ? column : null
}

/** Whether a column asks about harm to oneself. */
export function isRiskItem(column: EntryColumn | null): boolean {
  return column?.kind === 'item' && column.measure.items[column.index]?.is_risk_item === true
}

function lowest(state: SheetState, key: string): number {
  return itemAt(state, key)?.measure.item_range.low ?? 0
}

/** The row is left: what it holds is to be sent. */
export function left(state: SheetState, memberId: string): SheetState {
  const row = state.rows[memberId]
  if (row === undefined || row.isDue || row.sending.kind === 'conflict') return state
  return isChanged(state, row) ? withRow(state, memberId, () => ({ isDue: true })) : state
}

/** Cells that stand otherwise here than at the server, where somebody else changed the row. */
export function conflictKeys(state: SheetState, row: EntryRow): readonly string[] {
  return differingKeys(row.values, storedValues(row.stored, state.measures), state.columns)
}
