import type { ReactElement } from 'react'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import styles from './research.module.css'

/** A column that can be in the data set, and once it is chosen how coarse it may become. */
export function ColumnRow(props: {
  name: string
  label: string
  description: string
  /** From the finest to `left out`. */
  levels: readonly string[]
  isChosen: boolean
  /** Null: as coarse as it takes. */
  coarsest: number | null
  onChoose: (isChosen: boolean) => void
  onCoarsest: (coarsest: number | null) => void
}): ReactElement {
  const { name, label, description, isChosen, coarsest, onChoose, onCoarsest } = props
  // The coarsest is "left out", which nobody has to ask for.
  const levels = props.levels.slice(0, -1)
  return (
    <div className={styles.variable}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          name="column"
          value={name}
          checked={isChosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
        <span>
          <span className={styles.label}>{label}</span>
          <span className={styles.detail}>{description}</span>
        </span>
      </label>
      {isChosen && (
        <SelectChip
          label="Not coarser than"
          value={coarsest === null ? null : String(coarsest)}
          isSet={coarsest !== null}
          choices={levels.map((words, level) => ({ value: String(level), label: words }))}
          allWords="as coarse as it takes"
          onChange={(value) => onCoarsest(value === null ? null : Number(value))}
        />
      )}
    </div>
  )
}
