import type { Dispatch, ReactElement } from 'react'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { formatDay } from '../../../format/day.js'
import { AttendanceCell, ItemCell } from './entry-cells.js'
import { RowNotices } from './row-notices.js'
import styles from './session-grid.module.css'
import { memberName, rowStatus } from './session-words.js'
import type { SheetAction } from './sheet-reducer.js'
import type { EntryRow, SheetState } from './sheet-state.js'
import { SumCell } from './sum-cell.js'

/** One member: the cells, where the row stands, and under it whatever needs a person. */
export function EntryRowView(props: {
  row: EntryRow
  state: SheetState
  dispatch: Dispatch<SheetAction>
  isHidden: boolean
}): ReactElement {
  const { row, state, dispatch, isHidden } = props
  const { stored } = row
  const name = memberName(stored, isHidden)
  const { status, words } = rowStatus(state, row)
  const isCurrent = state.cursor.memberId === stored.member_id
  return (
    <>
      <tr
        aria-label={name === stored.member_id ? name : `${name}, ${stored.member_id}`}
        className={styles.row}
        data-current={isCurrent}
        data-absent={stored.is_in_care ? 'no' : 'left'}
      >
        <th scope="row" className={styles.member}>
          <span className={styles.name}>{name}</span>
          <span className={styles.detail}>
            {name === stored.member_id ? '' : `${stored.member_id} · `}
            {stored.is_in_care ? `session ${stored.session_of_member}` : leftWords(stored.exited_on)}
          </span>
        </th>
        {state.columns
          .filter(({ kind }) => kind === 'attendance')
          .map((column) => (
            <AttendanceCell key={column.key} column={column} row={row} state={state} dispatch={dispatch} />
          ))}
        {state.measures.map((measure) => (
          <MeasureCells key={measure.code} measure={measure} row={row} state={state} dispatch={dispatch} />
        ))}
        {state.columns
          .filter(({ kind }) => kind === 'difficulty')
          .map((column) => (
            <ItemCell key={column.key} column={column} row={row} state={state} dispatch={dispatch} />
          ))}
        <td className={styles.state}>
          <StatusPill status={status}>{words}</StatusPill>
        </td>
      </tr>
      <RowNotices row={row} state={state} dispatch={dispatch} name={name} />
    </>
  )
}

function MeasureCells(props: {
  measure: SheetState['measures'][number]
  row: EntryRow
  state: SheetState
  dispatch: Dispatch<SheetAction>
}): ReactElement {
  const { measure, ...rest } = props
  return (
    <>
      {props.state.columns
        .filter((column) => column.kind === 'item' && column.measure.code === measure.code)
        .map((column) => (
          <ItemCell key={column.key} column={column} {...rest} />
        ))}
      <SumCell measure={measure} row={props.row} />
    </>
  )
}

function leftWords(exitedOn: string | null): string {
  return exitedOn === null ? 'planned time was over' : `left ${formatDay(exitedOn)}`
}
