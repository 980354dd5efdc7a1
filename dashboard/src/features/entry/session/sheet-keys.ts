/** What a key means in a cell. */

import type { EntryColumn } from './columns.js'
import type { AttendanceStatus } from './row-values.js'

export const ATTENDANCE_KEYS = [
  { key: 'p', status: 'present' },
  { key: 'l', status: 'late' },
  { key: 'e', status: 'left_early' },
  { key: 'a', status: 'absent_notified' },
  { key: 'u', status: 'absent_unnotified' },
] as const satisfies readonly { key: string; status: AttendanceStatus }[]

export type Step = 'left' | 'right' | 'up' | 'down' | 'first' | 'last'

export type KeyCommand =
  | { readonly kind: 'attendance'; readonly status: AttendanceStatus }
  /** Null: not answered. */
  | { readonly kind: 'answer'; readonly answer: number | null }
  | { readonly kind: 'back' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'next_member' }
  | { readonly kind: 'step'; readonly step: Step }
  /** A key that types something elsewhere; the reader is told which ones do here. */
  | { readonly kind: 'wrong' }

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
}

/** Null for keys that are not ours: Tab, F5, anything with Control. */
export function commandOf(key: string, column: EntryColumn): KeyCommand | null {
  const step = STEPS[key]
  if (step !== undefined) return { kind: 'step', step }
  switch (key) {
    case 'Backspace':
      return { kind: 'back' }
    case 'Delete':
      return { kind: 'clear' }
    case 'Enter':
      return { kind: 'next_member' }
  }
  if (key.length !== 1) return null
  const status = ATTENDANCE_KEYS.find((each) => each.key === key.toLowerCase())?.status
  // Behind the last question the letters are those of the next member already.
  if (status !== undefined && column.kind !== 'item') return { kind: 'attendance', status }
  if (column.kind !== 'attendance') {
    if (key === '-' || key === ' ') return { kind: 'answer', answer: null }
    const answer = choicesOf(column).find(({ value }) => String(value) === key)?.value
    if (answer !== undefined) return { kind: 'answer', answer }
  }
  return { kind: 'wrong' }
}

export function choicesOf(column: EntryColumn): readonly { value: number; label: string }[] {
  switch (column.kind) {
    case 'attendance':
      return []
    case 'item':
      return column.measure.choices
    case 'difficulty':
      return column.measure.functional_difficulty?.choices ?? []
  }
}
