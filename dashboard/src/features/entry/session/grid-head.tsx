import type { ReactElement } from 'react'
import type { EntryColumn } from './columns.js'
import styles from './session-grid.module.css'
import { columnLabel } from './session-words.js'
import type { SheetState } from './sheet-state.js'

/** Two lines: the measures, and under each the numbers of its items with what they ask about. */
export function GridHead({ state }: { state: SheetState }): ReactElement {
  const difficulties = state.columns.filter(({ kind }) => kind === 'difficulty')
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className={styles.memberHead}>
          Member
        </th>
        <th scope="col" rowSpan={2} className={styles.attendanceHead}>
          Attendance
        </th>
        {state.measures.map(({ code, short_name, items }) => (
          <th key={code} scope="colgroup" colSpan={items.length + 1} className={styles.measureHead}>
            {short_name}
          </th>
        ))}
        {difficulties.length > 0 && (
          <th scope="colgroup" colSpan={difficulties.length} className={styles.measureHead}>
            Optional
          </th>
        )}
        <th scope="col" rowSpan={2} className={styles.stateHead}>
          State
        </th>
      </tr>
      <tr>
        {state.measures.map((measure) => (
          <MeasureHead key={measure.code} state={state} measure={measure} />
        ))}
        {difficulties.map((column) => (
          <ColumnHead key={column.key} column={column} words={`${shortName(column)} diff.`} />
        ))}
      </tr>
    </thead>
  )
}

function MeasureHead(props: { state: SheetState; measure: SheetState['measures'][number] }): ReactElement {
  const { measure } = props
  const columns = props.state.columns.filter(
    (column) => column.kind === 'item' && column.measure.code === measure.code,
  )
  return (
    <>
      {columns.map((column) => (
        <ColumnHead
          key={column.key}
          column={column}
          words={String(column.kind === 'item' ? measure.items[column.index]?.number : '')}
        />
      ))}
      <th scope="col" className={styles.totalHead}>
        Sum
        <span className={styles.unseen}> of {measure.short_name}</span>
      </th>
    </>
  )
}

function ColumnHead({ column, words }: { column: EntryColumn; words: string }): ReactElement {
  const isRisk = column.kind === 'item' && column.measure.items[column.index]?.is_risk_item === true
  return (
    <th
      scope="col"
      className={styles.itemHead}
      aria-label={columnLabel(column)}
      title={columnLabel(column)}
      data-risk={isRisk}
    >
      {words}
    </th>
  )
}

function shortName(column: EntryColumn): string {
  return column.kind === 'attendance' ? '' : column.measure.short_name
}
