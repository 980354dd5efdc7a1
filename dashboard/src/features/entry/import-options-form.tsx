import { type ReactElement, useId } from 'react'
import styles from './import-options-form.module.css'
import type { ImportMode, ImportOptions } from './import-run.js'

const MODES: readonly { mode: ImportMode; label: string; words: string }[] = [
  {
    mode: 'all-or-nothing',
    label: 'All or nothing',
    words: 'One rejected row stops the whole import. Nothing is half stored.',
  },
  {
    mode: 'accept-valid',
    label: 'Take the valid rows',
    words: 'Rejected rows stay out and are listed with their reasons.',
  },
]

/** How rows with faults, and rows that differ from what is stored, are treated. */
export function ImportOptionsForm(props: {
  options: ImportOptions
  onChange: (options: ImportOptions) => void
  isDisabled: boolean
}): ReactElement {
  const { options, onChange, isDisabled } = props
  const id = useId()
  return (
    <fieldset className={styles.form} disabled={isDisabled}>
      <legend className={styles.legend}>How to treat the rows</legend>
      {MODES.map(({ mode, label, words }) => (
        <label key={mode} className={styles.mode} data-chosen={options.mode === mode}>
          <input
            type="radio"
            name={`${id}-mode`}
            checked={options.mode === mode}
            onChange={() => onChange({ ...options, mode })}
          />
          <span>
            <strong>{label}</strong>
            <span className={styles.words}>{words}</span>
          </span>
        </label>
      ))}
      <label className={styles.field}>
        <strong>Source of the responses</strong>
        <input
          value={options.source}
          maxLength={60}
          onChange={(event) => onChange({ ...options, source: event.currentTarget.value })}
        />
        <span className={styles.words}>Ids of responses are unique within a source.</span>
      </label>
      <label className={styles.field}>
        <strong>Reason for corrections (optional)</strong>
        <input
          value={options.correctReason}
          maxLength={300}
          placeholder="for example: forms checked against paper"
          onChange={(event) => onChange({ ...options, correctReason: event.currentTarget.value })}
        />
        <span className={styles.words}>
          Without a reason a row that differs from what is stored is a conflict. With one it becomes a new
          version; the old one is kept.
        </span>
      </label>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={options.ignoresUnknownColumns}
          onChange={(event) => onChange({ ...options, ignoresUnknownColumns: event.currentTarget.checked })}
        />
        <span>
          <strong>Leave out columns that do not belong</strong>
          <span className={styles.words}>Otherwise a file with an unknown column is refused whole.</span>
        </span>
      </label>
    </fieldset>
  )
}
