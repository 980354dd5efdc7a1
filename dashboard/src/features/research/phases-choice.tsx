import type { ReactElement } from 'react'
import type { DatasetChoices } from '../../../../api/src/contracts/dataset-exports.js'
import { ColumnRow } from './column-row.js'
import type { ChosenPhase } from './data-set-question.js'
import styles from './research.module.css'

/** Which phases have their scores in it. */
export function PhasesChoice(props: {
  phases: DatasetChoices['phases']
  /** Null: all of them, as coarse as it takes. */
  chosen: readonly ChosenPhase[] | null
  onChange: (chosen: readonly ChosenPhase[]) => void
}): ReactElement {
  const { phases, onChange } = props
  const chosen = props.chosen ?? phases.map(({ phase }) => ({ phase, coarsest: null }))
  return (
    <fieldset className={styles.variables}>
      <legend className={styles.legend}>Scores by phase, in weeks since the first one</legend>
      {phases.map(({ phase, label, description, levels }) => {
        const others = chosen.filter((each) => each.phase !== phase)
        return (
          <ColumnRow
            key={phase}
            name={phase}
            label={label}
            description={description}
            levels={levels}
            isChosen={others.length < chosen.length}
            coarsest={chosen.find((each) => each.phase === phase)?.coarsest ?? null}
            onChoose={(isChosen) => onChange(isChosen ? [...others, { phase, coarsest: null }] : others)}
            onCoarsest={(coarsest) => onChange([...others, { phase, coarsest }])}
          />
        )
      })}
    </fieldset>
  )
}
