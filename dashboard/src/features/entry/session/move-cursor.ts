/** Where the cursor goes: by itself behind what was typed, back, and along the arrows. Pure. */

import { ATTENDANCE } from './columns.js'
import { isAttended } from './row-values.js'
import { choicesOf, commandOf, type KeyCommand, type Step } from './sheet-keys.js'
import { columnAt, left, type SheetState, typed } from './sheet-state.js'

/** What one key does to the sheet. Null: the key is not ours, and does what it does elsewhere. */
export function pressed(state: SheetState, key: string): SheetState | null {
  const column = columnAt(state)
  const command = column === undefined ? null : commandOf(key, column)
  return command === null ? null : obeyed({ ...state, hint: null }, command)
}

/** To a cell that was pointed at. The row that is left is to be sent. */
export function placed(state: SheetState, memberId: string, key: string): SheetState {
  if (state.cursor.memberId === memberId && state.cursor.key === key) return state
  const moved = { ...state, cursor: { memberId, key } }
  return memberId === state.cursor.memberId ? moved : left(moved, state.cursor.memberId)
}

/** An answer that was chosen with a finger or a mouse goes on to the next question like a typed one. */
export function chosen(state: SheetState, command: KeyCommand): SheetState {
  return obeyed({ ...state, hint: null }, command)
}

function obeyed(state: SheetState, command: KeyCommand): SheetState {
  const { memberId, key } = state.cursor
  switch (command.kind) {
    case 'attendance':
      return attendanceTyped(state, command.status)
    case 'answer':
      return advanced(typed(state, memberId, key, command.answer), memberId, key)
    case 'clear':
      return cleared(state)
    case 'back':
      return backwards(state)
    case 'next_member':
      return toNextMember(state, memberId)
    case 'step':
      return stepped(state, command.step)
    case 'wrong':
      return { ...state, hint: keysHere(state) }
  }
}

function attendanceTyped(
  state: SheetState,
  status: Extract<KeyCommand, { kind: 'attendance' }>['status'],
): SheetState {
  const { memberId, key } = state.cursor
  if (key !== ATTENDANCE) {
    const next = toNextMember(state, memberId)
    return next.cursor.memberId === memberId ? next : attendanceTyped(next, status)
  }
  const entered = typed(state, memberId, ATTENDANCE, status)
  return isAttended(status) ? advanced(entered, memberId, key) : toNextMember(entered, memberId)
}

function advanced(state: SheetState, memberId: string, key: string): SheetState {
  const next = state.columns[state.columns.findIndex((column) => column.key === key) + 1]
  return next === undefined ? toNextMember(state, memberId) : placed(state, memberId, next.key)
}

/** Members who had left are passed over: nothing has to be entered for them. */
function toNextMember(state: SheetState, memberId: string): SheetState {
  const next = state.order
    .slice(state.order.indexOf(memberId) + 1)
    .find((each) => state.rows[each]?.stored.is_in_care === true)
  if (next === undefined) return { ...left(state, memberId), hint: 'That was the last member.' }
  return placed(state, next, ATTENDANCE)
}

/** Takes a cell back to empty; what is stored of a form can only become "not answered". */
function cleared(state: SheetState): SheetState {
  const { memberId, key } = state.cursor
  const column = columnAt(state)
  const row = state.rows[memberId]
  if (row === undefined || column === undefined) return state
  if (column.kind === 'attendance') return typed(state, memberId, key, null)
  const isStored = row.stored.forms.some(({ measure }) => measure === column.measure.code)
  return typed(state, memberId, key, isStored && column.kind === 'item' ? null : undefined)
}

function backwards(state: SheetState): SheetState {
  const { memberId, key } = state.cursor
  const column = state.columns[state.columns.findIndex((each) => each.key === key) - 1]
  if (column !== undefined) return placed(state, memberId, column.key)
  const above = state.order[state.order.indexOf(memberId) - 1]
  const status = above === undefined ? null : state.rows[above]?.values.attendance
  if (above === undefined) return state
  const last =
    status !== null && status !== undefined && isAttended(status) ? state.columns.at(-1) : undefined
  return placed(state, above, last?.key ?? ATTENDANCE)
}

function stepped(state: SheetState, step: Step): SheetState {
  const { memberId, key } = state.cursor
  const column = state.columns.findIndex((each) => each.key === key)
  const row = state.order.indexOf(memberId)
  switch (step) {
    case 'left':
      return placed(state, memberId, state.columns[column - 1]?.key ?? key)
    case 'right':
      return placed(state, memberId, state.columns[column + 1]?.key ?? key)
    case 'up':
      return placed(state, state.order[row - 1] ?? memberId, key)
    case 'down':
      return placed(state, state.order[row + 1] ?? memberId, key)
    case 'first':
      return placed(state, memberId, ATTENDANCE)
    case 'last':
      return placed(state, memberId, state.columns.at(-1)?.key ?? key)
  }
}

function keysHere(state: SheetState): string {
  const column = columnAt(state)
  if (column === undefined || column.kind === 'attendance') return 'Here: P, L, E, A or U.'
  const values = choicesOf(column).map(({ value }) => value)
  return `Here: ${values[0]} to ${values.at(-1)}, or a hyphen for not answered.`
}
