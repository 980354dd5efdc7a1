import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { useFilterChoices } from '../../../api-client/catalogue-reads.js'
import { Card } from '../../../components/card.js'
import styles from './trial.module.css'
import { changedCells, TRIAL_CELLS, type TrialCell, type TrialQuestion } from './trial-cells.js'
import { TrialDraft } from './trial-draft.js'
import { TrialRow } from './trial-row.js'

/**
 * The question as a target trial. A cell opens where it stands; what is kept goes into a draft, whose numbers are
 * shown before it is saved as the next version.
 */
export function TrialCard(props: {
  title: string
  /** What is stored, or where a new study begins. */
  from: TrialQuestion
  /** null: nothing is stored yet. */
  stored: { readonly version: number; readonly result: StudyResultContract } | null
  /** The cell that another part of the page asks to open. */
  asked: TrialCell | null
  onAsked: () => void
}): ReactElement {
  const { from, stored } = props
  const choices = useFilterChoices()
  const siteName = useCallback(
    (siteId: string) => choices.sites?.find(({ site_id }) => site_id === siteId)?.name ?? siteId,
    [choices.sites],
  )
  const [draft, setDraft] = useState(from)
  const [opened, setOpened] = useState<TrialCell | null>(null)
  const table = useRef<HTMLTableElement>(null)
  const changed = useMemo(() => changedCells(from, draft, siteName), [from, draft, siteName])
  const open = props.asked ?? opened
  const close = (): void => {
    const cell = open
    setOpened(null)
    props.onAsked()
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>(`[data-cell="${cell ?? ''}"] button`)?.focus(),
    )
  }
  return (
    <Card label={props.title}>
      <div id="question" className={styles.head}>
        <h2 className={styles.title}>{props.title}</h2>
        <p className={styles.hint}>
          The trial that would answer it. Each cell can be changed where it stands; a saved change is a new
          version, and this one stays.
        </p>
      </div>
      <table ref={table} className={styles.trial}>
        <caption className={styles.hiddenWords}>The question as a target trial</caption>
        <tbody>
          {TRIAL_CELLS.map((cell) => (
            <TrialRow
              key={cell}
              cell={cell}
              from={from}
              draft={draft}
              isChanged={changed.includes(cell)}
              isOpen={open === cell}
              siteName={siteName}
              choices={{
                sites: choices.sites ?? [],
                measures: choices.measures?.map(({ code }) => code) ?? [],
              }}
              onOpen={() => {
                props.onAsked()
                setOpened(cell)
              }}
              onKeep={(question) => {
                setDraft(question)
                close()
              }}
              onCancel={close}
            />
          ))}
        </tbody>
      </table>
      <TrialDraft
        from={from}
        draft={draft}
        changed={changed}
        stored={stored}
        isWriting={open !== null}
        onDiscard={() => setDraft(from)}
        onOpen={setOpened}
      />
    </Card>
  )
}
