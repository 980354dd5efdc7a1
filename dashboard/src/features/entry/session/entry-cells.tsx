import type { Dispatch, ReactElement } from 'react'
import { ATTENDANCE_LABELS } from '../../../format/enumeration-labels.js'
import type { EntryColumn } from './columns.js'
import { isAttended, riskAnswers, valueAt } from './row-values.js'
import styles from './session-grid.module.css'
import { cellWords, columnLabel } from './session-words.js'
import { ATTENDANCE_KEYS } from './sheet-keys.js'
import type { SheetAction } from './sheet-reducer.js'
import type { EntryRow, SheetState } from './sheet-state.js'

interface CellProps {
  readonly column: EntryColumn
  readonly row: EntryRow
  readonly state: SheetState
  readonly dispatch: Dispatch<SheetAction>
}

/** Five letters that can be pressed; the keyboard types the same letters into the cell. */
export function AttendanceCell(props: CellProps): ReactElement {
  const { row, state, dispatch } = props
  const isClosed = state.attendanceEntry === 'cancelled' || state.attendanceEntry === 'not_yet'
  return (
    <td {...cellTies(props)} className={styles.attendance}>
      <span className={styles.letters}>
        {ATTENDANCE_KEYS.map(({ key, status }) => (
          <button
            key={key}
            type="button"
            tabIndex={-1}
            className={styles.letter}
            aria-label={ATTENDANCE_LABELS[status]}
            title={ATTENDANCE_LABELS[status]}
            aria-pressed={row.values.attendance === status}
            disabled={isClosed || row.sending.kind === 'conflict'}
            onClick={(event) => {
              event.stopPropagation()
              dispatch({ kind: 'place', memberId: row.stored.member_id, key: props.column.key })
              dispatch({ kind: 'choose', command: { kind: 'attendance', status } })
            }}
          >
            {key.toUpperCase()}
          </button>
        ))}
      </span>
    </td>
  )
}

/** One answer: its digit, a dash for "not answered", nothing for not typed. */
export function ItemCell(props: CellProps): ReactElement {
  const { row, column } = props
  const value = valueAt(row.values, column.key)
  const isRisk = riskAnswers(row.values, [column]).length > 0
  const isSkipped =
    row.values.attendance !== null && !isAttended(row.values.attendance) && value === undefined
  return (
    <td {...cellTies(props)} className={styles.item} data-risk={isRisk} data-skipped={isSkipped}>
      {value === null ? '–' : value}
    </td>
  )
}

function cellTies({ column, row, state, dispatch }: CellProps) {
  const memberId = row.stored.member_id
  const isCurrent = state.cursor.memberId === memberId && state.cursor.key === column.key
  const refusal = row.sending.kind === 'refused' ? row.sending.refusal.atCells[column.key] : undefined
  const words = cellWords(valueAt(row.values, column.key), column)
  return {
    tabIndex: isCurrent ? 0 : -1,
    'data-cell': `${memberId} ${column.key}`,
    'data-current': isCurrent,
    'aria-label': [`${columnLabel(column)}: ${words}`, refusal]
      .filter((each) => each !== undefined)
      .join('. '),
    'aria-invalid': refusal !== undefined,
    title: refusal,
    onClick: () => dispatch({ kind: 'place', memberId, key: column.key }),
  }
}
