/** Everything that happens to a sheet: keys and choices, answers of the server, decisions. Pure. */

import type {
  RosterRow,
  SavedSessionMember,
  SessionMemberEntry,
  SessionSheet,
} from '../../../../../api/src/contracts/entry.js'
import { ATTENDANCE, rowOrder } from './columns.js'
import { chosen, placed, pressed } from './move-cursor.js'
import { differingKeys, partsOf, type RowValues, storedValues, versionsOf, withAnswer } from './row-values.js'
import type { KeyCommand } from './sheet-keys.js'
import {
  conflictKeys,
  differsFromStored,
  type EntryRow,
  isChanged,
  type KeptRow,
  left,
  type Refusal,
  type SheetState,
  type Side,
  storedRow,
  typed,
  withRow,
} from './sheet-state.js'

export type SheetAction =
  | { readonly kind: 'key'; readonly key: string }
  /** One cell, wherever the cursor is. */
  | {
      readonly kind: 'put'
      readonly memberId: string
      readonly key: string
      readonly value: RowValues['attendance'] | number
    }
  | { readonly kind: 'place'; readonly memberId: string; readonly key: string }
  | { readonly kind: 'choose'; readonly command: KeyCommand }
  | { readonly kind: 'leave' }
  | { readonly kind: 'sending'; readonly memberId: string; readonly entry: SessionMemberEntry }
  | {
      readonly kind: 'saved'
      readonly memberId: string
      readonly answer: SavedSessionMember
      readonly at: number
    }
  | { readonly kind: 'refused'; readonly memberId: string; readonly refusal: Refusal }
  | { readonly kind: 'changed_meanwhile'; readonly memberId: string; readonly theirs: RosterRow }
  | { readonly kind: 'unreachable'; readonly memberId: string; readonly words: string }
  | { readonly kind: 'try_again' }
  /** Whatever came of it: the next row may go. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'read_again'; readonly sheet: SessionSheet }
  | { readonly kind: 'reason'; readonly memberId: string; readonly reason: string }
  | { readonly kind: 'send_again'; readonly memberId: string }
  | { readonly kind: 'take_back'; readonly memberId: string }
  | {
      readonly kind: 'pick'
      readonly memberId: string
      readonly keys: readonly string[]
      readonly side: Side
    }
  | { readonly kind: 'decide'; readonly memberId: string; readonly reason: string | null }
  | { readonly kind: 'risk_seen'; readonly memberId: string }
  | { readonly kind: 'offer'; readonly rows: readonly KeptRow[] }

export function sheetReducer(state: SheetState, action: SheetAction): SheetState {
  switch (action.kind) {
    case 'key':
      return pressed(state, action.key) ?? state
    case 'put':
      return typed(placed(state, action.memberId, action.key), action.memberId, action.key, action.value)
    case 'place':
      return placed(state, action.memberId, action.key)
    case 'choose':
      return chosen(state, action.command)
    case 'leave':
      return left(state, state.cursor.memberId)
    case 'sending':
      return sendingBegun(state, action.memberId, action.entry)
    case 'saved':
      return saved(state, action)
    case 'refused':
      return withRow({ ...state, pause: null }, action.memberId, () => ({
        isDue: false,
        sending: { kind: 'refused', refusal: action.refusal },
      }))
    case 'changed_meanwhile':
      return withRow({ ...state, pause: null }, action.memberId, (row) =>
        conflictOf(state, row, action.theirs),
      )
    case 'unreachable':
      return paused(state, action.memberId, action.words)
    case 'try_again':
      return state.pause === null ? state : { ...state, pause: { ...state.pause, isTrying: true } }
    case 'sent':
      return { ...state }
    case 'read_again':
      return readAgain(state, action.sheet)
    case 'reason':
      return withRow(state, action.memberId, () => ({ reason: action.reason, isDue: true }))
    case 'send_again':
      return withRow(state, action.memberId, () => ({ isDue: true, sending: { kind: 'idle' } }))
    case 'take_back':
      return withRow(state, action.memberId, (row) => ({
        ...storedRow(row.stored, state.measures),
        own: row.own,
        savedAt: row.savedAt,
      }))
    case 'pick':
      return withRow(state, action.memberId, (row) => picked(row, action.keys, action.side))
    case 'decide':
      return withRow(state, action.memberId, (row) => decided(state, row, action.reason))
    case 'risk_seen':
      return withRow(state, action.memberId, () => ({ isRiskTold: false }))
    case 'offer':
      return action.rows.reduce(offered, state)
  }
}

function sendingBegun(state: SheetState, memberId: string, entry: SessionMemberEntry): SheetState {
  return withRow(state, memberId, (row) => ({
    isDue: false,
    sending: { kind: 'sending', sent: row.values, entry },
  }))
}

/** What was typed while the row was on its way stays; the rest is as the server has it now. */
function saved(
  state: SheetState,
  { memberId, answer, at }: Extract<SheetAction, { kind: 'saved' }>,
): SheetState {
  const told = {
    ...state,
    pause: null,
    session: answer.session,
    attendanceEntry: answer.session.status === 'held' ? ('open' as const) : state.attendanceEntry,
  }
  return withRow(told, memberId, (row) => {
    const values = rebased(state, row, answer.member)
    const parts = row.sending.kind === 'sending' ? partsOf(row.sending.entry) : []
    return {
      stored: answer.member,
      values,
      sending: { kind: 'idle' },
      own: [...new Set([...row.own, ...parts])],
      reason: null,
      savedAt: at,
      notices: answer.notices.filter(({ code }) => code !== 'nothing_changed').map(({ message }) => message),
    }
  })
}

function rebased(state: SheetState, row: EntryRow, stored: RosterRow): RowValues {
  const now = storedValues(stored, state.measures)
  if (row.sending.kind !== 'sending') return now
  return carriedOver(now, row.values, differingKeys(row.values, row.sending.sent, state.columns))
}

function carriedOver(onto: RowValues, from: RowValues, keys: readonly string[]): RowValues {
  const attendance = keys.includes(ATTENDANCE) ? from.attendance : onto.attendance
  let values: RowValues = { ...onto, attendance }
  for (const key of keys) if (key !== ATTENDANCE) values = withAnswer(values, key, from.answers[key])
  return values
}

/** Cells that we did not touch follow theirs unless somebody says otherwise; the others are to be decided. */
function conflictOf(state: SheetState, row: EntryRow, theirs: RosterRow): Partial<EntryRow> {
  const ours = differingKeys(row.values, storedValues(row.stored, state.measures), state.columns)
  const keys = differingKeys(row.values, storedValues(theirs, state.measures), state.columns)
  if (keys.length === 0) return { ...storedRow(theirs, state.measures), own: row.own, savedAt: row.savedAt }
  const picked = Object.fromEntries(
    keys.filter((key) => !ours.includes(key)).map((key) => [key, 'theirs' as const]),
  )
  return { stored: theirs, isDue: false, own: [], reason: null, sending: { kind: 'conflict', picked } }
}

function picked(row: EntryRow, keys: readonly string[], side: Side): Partial<EntryRow> {
  if (row.sending.kind !== 'conflict') return {}
  const sides = Object.fromEntries(keys.map((key) => [key, side]))
  return { sending: { kind: 'conflict', picked: { ...row.sending.picked, ...sides } } }
}

function decided(state: SheetState, row: EntryRow, reason: string | null): Partial<EntryRow> {
  if (row.sending.kind !== 'conflict') return {}
  const sides = row.sending.picked
  const keys = conflictKeys(state, row)
  if (keys.some((key) => sides[key] === undefined)) return {}
  const mine = keys.filter((key) => sides[key] === 'mine')
  const values = carriedOver(storedValues(row.stored, state.measures), row.values, mine)
  return { values, reason, isDue: mine.length > 0, sending: { kind: 'idle' } }
}

/** Nothing is lost: the row stays due, and every other one waits with it. */
function paused(state: SheetState, memberId: string, words: string): SheetState {
  const pause = { tries: (state.pause?.tries ?? 0) + 1, words, isTrying: false }
  return withRow({ ...state, pause }, memberId, () => ({ isDue: true, sending: { kind: 'idle' } }))
}

/** Rows on which nobody works here follow the server; the others keep what they were typed upon. */
function readAgain(state: SheetState, sheet: SessionSheet): SheetState {
  const rows: Record<string, EntryRow> = {}
  for (const stored of sheet.roster) {
    const row = state.rows[stored.member_id]
    const isOurs = row !== undefined && (row.sending.kind !== 'idle' || isChanged(state, row))
    rows[stored.member_id] =
      row === undefined ? storedRow(stored, state.measures) : isOurs ? row : followed(state, row, stored)
  }
  // Somebody who no longer belongs to the session stays while something typed for them is not sent.
  const gone = state.order.filter((memberId) => {
    const row = state.rows[memberId]
    return rows[memberId] === undefined && row !== undefined && isChanged(state, row)
  })
  for (const memberId of gone) {
    const row = state.rows[memberId]
    if (row !== undefined) rows[memberId] = row
  }
  const order = [...rowOrder(sheet.roster), ...gone]
  const cursor = order.includes(state.cursor.memberId)
    ? state.cursor
    : { ...state.cursor, memberId: order[0] ?? '' }
  return {
    ...state,
    rows,
    order,
    cursor,
    session: sheet.session,
    attendanceEntry: sheet.attendance_entry,
    crisisLine: sheet.crisis_line,
  }
}

function followed(state: SheetState, row: EntryRow, stored: RosterRow): EntryRow {
  const [was, is] = [versionsOf(row.stored, state.measures), versionsOf(stored, state.measures)]
  const own = row.own.filter((part) => was[part] === is[part])
  return { ...row, stored, values: storedValues(stored, state.measures), isDue: false, own }
}

/** Typed upon what is stored now it goes on its way; upon something older, somebody has to decide. */
function offered(state: SheetState, kept: KeptRow): SheetState {
  const row = state.rows[kept.memberId]
  if (row === undefined || isChanged(state, row) || !differsFromStored(state, kept)) return state
  const now = versionsOf(row.stored, state.measures)
  const isBasedOnNow = Object.entries(kept.versions).every(([part, version]) => now[part] === version)
  return withRow(state, kept.memberId, () =>
    isBasedOnNow
      ? { values: kept.values, isDue: true, sending: { kind: 'idle' } }
      : { values: kept.values, isDue: false, sending: { kind: 'conflict', picked: {} } },
  )
}
