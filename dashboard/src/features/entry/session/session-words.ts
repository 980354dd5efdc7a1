import type { RosterRow, SessionSheet } from '../../../../../api/src/contracts/entry.js'
import type { Status } from '../../../components/status-pill/status-pill.js'
import { formatDay, formatTimeOfDay } from '../../../format/day.js'
import { ATTENDANCE_LABELS } from '../../../format/enumeration-labels.js'
import { countOf } from '../../../format/number.js'
import type { EntryColumn } from './columns.js'
import { type CellValue, isComplete } from './row-values.js'
import { choicesOf } from './sheet-keys.js'
import { type EntryRow, isChanged, lacksReason, type SheetState, unsentRows } from './sheet-state.js'

/** The name, or the code where names are hidden or not known. */
export function memberName(row: RosterRow, isHidden: boolean): string {
  return isHidden ? row.member_id : (row.full_name ?? row.member_id)
}

export function columnLabel(column: EntryColumn): string {
  switch (column.kind) {
    case 'attendance':
      return 'Attendance'
    case 'item': {
      const item = column.measure.items[column.index]
      return `${column.measure.short_name} item ${item?.number}: ${item?.label}`
    }
    case 'difficulty':
      return `${column.measure.short_name} difficulty`
  }
}

/** What stands in a cell, for who hears it. */
export function cellWords(value: CellValue, column: EntryColumn): string {
  if (value === undefined || (value === null && column.kind === 'attendance')) return 'empty'
  if (value === null) return 'not answered'
  if (typeof value === 'string') return ATTENDANCE_LABELS[value]
  return `${value}, ${choicesOf(column).find((choice) => choice.value === value)?.label ?? 'no such choice'}`
}

/** Where a row stands between the keyboard and the server. */
export function rowStatus(state: SheetState, row: EntryRow): { status: Status; words: string } {
  switch (row.sending.kind) {
    case 'sending':
      return { status: 'neutral', words: 'Saving' }
    case 'refused':
      return { status: 'bad', words: 'Refused' }
    case 'conflict':
      return { status: 'bad', words: 'Changed meanwhile' }
  }
  if (isChanged(state, row)) {
    if (row.isDue && lacksReason(state, row)) return { status: 'watch', words: 'Say why' }
    if (row.isDue && state.pause !== null) return { status: 'watch', words: 'Kept, will be sent' }
    return { status: 'watch', words: row.isDue ? 'Saving' : 'Typed' }
  }
  if (row.savedAt !== null) return { status: 'good', words: `Saved ${formatTimeOfDay(row.savedAt)}` }
  if (row.stored.attendance === null && row.stored.forms.length === 0)
    return { status: 'neutral', words: 'Not entered' }
  return isComplete(row.values, state.columns)
    ? { status: 'good', words: 'Stored' }
    : { status: 'neutral', words: 'Stored in part' }
}

/** The finding: how far the session is entered. */
export function sheetTitle(sheet: SessionSheet, state: SheetState): string {
  const name = `${sheet.group.name}, session ${state.session.session_number}`
  switch (state.attendanceEntry) {
    case 'cancelled':
      return `${name} was cancelled`
    case 'not_yet':
      return `${name} is planned for ${formatDay(state.session.session_date)}`
  }
  const inCare = state.order.flatMap((memberId) => {
    const row = state.rows[memberId]
    return row?.stored.is_in_care === true ? [row] : []
  })
  const nDone = inCare.filter(({ stored }) => stored.attendance !== null).length
  if (inCare.length === 0) return `${name}: nobody was in care that day`
  const held = unsentRows(state).filter((row) => isHeldUp(state, row)).length
  const waits = held === 0 ? '' : `, ${countOf(held, 'row')} not stored yet`
  return nDone === inCare.length
    ? `${name}: all ${nDone} members entered${waits}`
    : `${name}: ${nDone} of ${inCare.length} members entered${waits}`
}

/** Neither being typed nor on its way: it needs a person, or the connection. */
function isHeldUp(state: SheetState, row: EntryRow): boolean {
  if (row.sending.kind === 'refused' || row.sending.kind === 'conflict') return true
  return row.isDue && (state.pause !== null || lacksReason(state, row))
}

export function sheetSubline({ group, session }: SessionSheet): string {
  const therapists = group.therapists.map(({ display_name }) => display_name).join(' and ')
  return [formatDay(session.session_date), group.site_name, therapists]
    .filter((each) => each !== '')
    .join(' · ')
}
