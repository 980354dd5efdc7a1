import { Button } from '@mantine/core'
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import { type CellChoices, CellFields } from './cell-fields.js'
import styles from './trial.module.css'
import { CELL_LABELS, type TrialCell, type TrialQuestion } from './trial-cells.js'
import { cellErrors, type TrialField, type TrialLists, withCell } from './written-cell.js'

/** One cell, open for writing: Enter keeps it in the draft, Escape leaves it as it was. */
export function CellEditor(props: {
  cell: TrialCell
  question: TrialQuestion
  choices: CellChoices
  onKeep: (question: TrialQuestion) => void
  onCancel: () => void
}): ReactElement {
  const { cell, question, choices } = props
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('input:not([disabled]), select')?.focus()
  }, [])
  const [lists, setLists] = useState<TrialLists>(() => ({
    combinations: question.definition.combinations,
    isEachApart: question.definition.combinations_apart,
    covariates: question.definition.covariates,
    sites: question.sites ?? choices.sites.map(({ site_id }) => site_id),
  }))
  const isEmpty =
    (cell === 'assignment' && lists.combinations.length === 0) ||
    (cell === 'sites' && lists.sites.length === 0)
  const form = useForm<TrialField>({
    check: (value) => cellErrors(cell, value),
    send: async (value) => {
      if (!isEmpty) props.onKeep(withCell(cell, question, value, lists))
    },
  })
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    props.onCancel()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape in any field of the form leaves it
    <div ref={frame} onKeyDown={leave}>
      <form {...form.props} className={styles.editor} aria-label={`Change: ${CELL_LABELS[cell]}`}>
        <CellFields {...props} form={form} lists={lists} setLists={setLists} />
        <FormAlert failure={form.failure} />
        <div className={styles.editorSteps}>
          <Button type="submit" size="xs" disabled={isEmpty}>
            Keep
          </Button>
          <Button variant="default" size="xs" onClick={props.onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </div>
  )
}
