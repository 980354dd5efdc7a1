import { Button } from '@mantine/core'
import type { Dispatch, ReactElement } from 'react'
import { ReasonForm } from './reason-form.js'
import styles from './row-panels.module.css'
import { storedValues, valueAt } from './row-values.js'
import { cellWords, columnLabel } from './session-words.js'
import type { SheetAction } from './sheet-reducer.js'
import { conflictKeys, type EntryRow, type SheetState, type Side } from './sheet-state.js'

/** Theirs beside mine, cell by cell. Nothing is stored until every line is decided; mine in place of theirs needs a reason. */
export function ConflictPanel(props: {
  row: EntryRow
  picked: Readonly<Record<string, Side>>
  state: SheetState
  dispatch: Dispatch<SheetAction>
  name: string
}): ReactElement {
  const { row, picked, state, dispatch, name } = props
  const memberId = row.stored.member_id
  const keys = conflictKeys(state, row)
  const columns = state.columns.filter(({ key }) => keys.includes(key))
  const theirs = storedValues(row.stored, state.measures)
  const isDecided = keys.every((key) => picked[key] !== undefined)
  const takesMine = keys.some((key) => picked[key] === 'mine')
  const pick = (chosen: readonly string[], side: Side): void =>
    dispatch({ kind: 'pick', memberId, keys: chosen, side })
  return (
    <section
      className={styles.panel}
      data-kind="bad"
      role="alert"
      aria-label={`${name} was changed meanwhile`}
    >
      <p className={styles.title}>Somebody else changed {name} meanwhile. Nothing of yours is stored yet.</p>
      <div className={styles.actions}>
        <Button size="xs" variant="default" onClick={() => pick(keys, 'theirs')}>
          Keep all of theirs
        </Button>
        <Button size="xs" variant="default" onClick={() => pick(keys, 'mine')}>
          Put all of mine
        </Button>
      </div>
      {columns.map((column) => (
        <fieldset key={column.key} className={styles.choice}>
          <legend className={styles.legend}>{columnLabel(column)}</legend>
          {(['theirs', 'mine'] as const).map((side) => (
            <label key={side} className={styles.side}>
              <input
                type="radio"
                name={`${memberId} ${column.key}`}
                checked={picked[column.key] === side}
                onChange={() => pick([column.key], side)}
              />
              {side === 'theirs' ? 'Theirs' : 'Mine'}:{' '}
              {cellWords(valueAt(side === 'theirs' ? theirs : row.values, column.key), column)}
            </label>
          ))}
        </fieldset>
      ))}
      {isDecided && takesMine && (
        <ReasonForm
          name={name}
          words="Yours takes the place of what somebody else stored; their version stays in the history."
          sendLabel="Store as chosen"
          onReason={(reason) => dispatch({ kind: 'decide', memberId, reason })}
          backLabel="Keep all of theirs"
          onBack={() => pick(keys, 'theirs')}
        />
      )}
      {isDecided && !takesMine && (
        <div className={styles.actions}>
          <Button size="xs" onClick={() => dispatch({ kind: 'decide', memberId, reason: null })}>
            Keep theirs
          </Button>
        </div>
      )}
    </section>
  )
}
