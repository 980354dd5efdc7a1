import { Button } from '@mantine/core'
import type { Dispatch, ReactElement } from 'react'
import { Icon } from '../../../components/icon.js'
import styles from './row-panels.module.css'
import { columnLabel } from './session-words.js'
import type { SheetAction } from './sheet-reducer.js'
import type { EntryRow, Refusal, SheetState } from './sheet-state.js'

/** Why the server did not take a row: at which cells, and what to do. What was typed stays. */
export function RefusalNotice(props: {
  refusal: Refusal
  state: SheetState
  row: EntryRow
  dispatch: Dispatch<SheetAction>
  name: string
}): ReactElement {
  const { refusal, state, row } = props
  const memberId = row.stored.member_id
  const atCells = state.columns.flatMap((column) => {
    const words = refusal.atCells[column.key]
    return words === undefined ? [] : [{ column, words }]
  })
  return (
    <section
      className={styles.panel}
      data-kind="bad"
      role="alert"
      aria-label={`${props.name} was not stored`}
    >
      <p className={styles.title}>
        <Icon name="warning" /> Nothing of {props.name} was stored. {atCells.length === 0 && refusal.words}
      </p>
      {(atCells.length > 0 || refusal.more.length > 0) && (
        <ul className={styles.list}>
          {atCells.map(({ column, words }) => (
            <li key={column.key}>
              <button
                type="button"
                className={styles.link}
                onClick={() => props.dispatch({ kind: 'place', memberId, key: column.key })}
              >
                {columnLabel(column)}
              </button>
              : {words}
            </li>
          ))}
          {refusal.more.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button size="xs" variant="default" onClick={() => props.dispatch({ kind: 'send_again', memberId })}>
          Send again
        </Button>
        <Button size="xs" variant="default" onClick={() => props.dispatch({ kind: 'take_back', memberId })}>
          Drop what I typed
        </Button>
        {refusal.requestId !== null && <span className={styles.quiet}>Request {refusal.requestId}</span>}
      </div>
    </section>
  )
}
