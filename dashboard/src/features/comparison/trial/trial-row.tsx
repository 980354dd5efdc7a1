import type { ReactElement } from 'react'
import { CellEditor } from './cell-editor.js'
import type { CellChoices } from './cell-fields.js'
import styles from './trial.module.css'
import {
  CELL_LABELS,
  CELL_REASONS,
  cellWords,
  FIXED_CELLS,
  type TrialCell,
  type TrialQuestion,
} from './trial-cells.js'

/** A cell of the target trial as a sentence, or open for writing. */
export function TrialRow(props: {
  cell: TrialCell
  from: TrialQuestion
  draft: TrialQuestion
  isChanged: boolean
  isOpen: boolean
  siteName: (siteId: string) => string
  choices: CellChoices
  onOpen: () => void
  onKeep: (question: TrialQuestion) => void
  onCancel: () => void
}): ReactElement {
  const { cell, draft, isChanged, siteName } = props
  const label = CELL_LABELS[cell]
  return (
    <tr data-cell={cell} data-changed={isChanged}>
      <th scope="row">
        {label}
        <span className={styles.reason}>{CELL_REASONS[cell]}</span>
      </th>
      <td>
        {props.isOpen ? (
          <CellEditor
            cell={cell}
            question={draft}
            choices={props.choices}
            onKeep={props.onKeep}
            onCancel={props.onCancel}
          />
        ) : (
          <div className={styles.cell}>
            <p className={styles.words}>
              {cellWords(cell, draft, siteName)}
              {isChanged && <span className={styles.was}>was: {cellWords(cell, props.from, siteName)}</span>}
            </p>
            {FIXED_CELLS.includes(cell) ? (
              <span className={styles.fixed}>fixed</span>
            ) : (
              <button type="button" className={styles.change} onClick={props.onOpen}>
                Change<span className={styles.hiddenWords}> {label.toLowerCase()}</span>
              </button>
            )}
          </div>
        )}
      </td>
    </tr>
  )
}
