import type { Dispatch, ReactElement } from 'react'
import { MeasureQuestion } from '../../../components/measure-form/measure-question.js'
import { questionWords } from '../../../components/measure-form/question-words.js'
import { ATTENDANCE_LABELS } from '../../../format/enumeration-labels.js'
import styles from './session-grid.module.css'
import { memberName } from './session-words.js'
import { ATTENDANCE_KEYS, choicesOf } from './sheet-keys.js'
import type { SheetAction } from './sheet-reducer.js'
import { columnAt, type EntryRow, type SheetState } from './sheet-state.js'

/** What is asked in the cell at hand, in full, and the choices to press: the grid itself has no room for words. */
export function QuestionBar(props: {
  state: SheetState
  dispatch: Dispatch<SheetAction>
  isHidden: boolean
}): ReactElement | null {
  const { state, dispatch } = props
  const row = state.rows[state.cursor.memberId]
  const column = columnAt(state)
  if (row === undefined || column === undefined) return null
  return (
    <section className={styles.bar} aria-label="Question at hand">
      <p className={styles.barWho}>
        <strong>{memberName(row.stored, props.isHidden)}</strong>
        <span className={styles.detail}>
          {column.kind === 'attendance' ? 'Attendance' : column.measure.short_name}
        </span>
        <span className={styles.hint} role="status">
          {state.hint}
        </span>
      </p>
      {column.kind === 'attendance' ? (
        <p className={styles.barWords}>
          Was the member there?{' '}
          {ATTENDANCE_KEYS.map(
            ({ key, status }) => `${key.toUpperCase()} ${ATTENDANCE_LABELS[status].toLowerCase()}`,
          ).join(' · ')}
        </p>
      ) : (
        <MeasureQuestion
          key={`${state.cursor.memberId} ${column.key}`}
          number={
            column.kind === 'item'
              ? (column.measure.items[column.index]?.number ?? null)
              : column.measure.items.length + 1
          }
          words={wordsOf(column)}
          {...(column.kind === 'difficulty' ? { note: '(optional, not part of the total)' } : {})}
          choices={choicesOf(column)}
          answer={row.values.answers[column.key]}
          onAnswer={(answer) => dispatch({ kind: 'choose', command: { kind: 'answer', answer } })}
          layout="row"
          hasKeys
          error={refusalAt(row, column.key)}
          isDisabled={isClosed(state) || row.sending.kind === 'conflict'}
        />
      )}
    </section>
  )
}

export function isClosed(state: SheetState): boolean {
  return state.attendanceEntry === 'cancelled' || state.attendanceEntry === 'not_yet'
}

export function refusalAt(row: EntryRow, key: string): string | null {
  return row.sending.kind === 'refused' ? (row.sending.refusal.atCells[key] ?? null) : null
}

function wordsOf(column: Exclude<NonNullable<ReturnType<typeof columnAt>>, { kind: 'attendance' }>): string {
  if (column.kind === 'difficulty') return column.measure.functional_difficulty?.wording ?? ''
  const item = column.measure.items[column.index]
  return item === undefined ? '' : questionWords(item)
}
