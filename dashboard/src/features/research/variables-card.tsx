import type { ReactElement } from 'react'
import type { DatasetChoices, DatasetPreviewResult } from '../../../../api/src/contracts/dataset-exports.js'
import { LevelCosts } from '../../charts/level-costs.js'
import { levelCosts } from '../../charts/level-costs.model.js'
import { Card } from '../../components/card.js'
import bar from '../../components/filter-bar/filter-bar.module.css'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import { formatPercent } from '../../format/percent.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import type { ChosenVariable, QuestionState } from './data-set-question.js'
import styles from './research.module.css'

type Offered = DatasetChoices['variables'][number]

/** Which columns it has, and what each level of each of them costs. */
export function VariablesCard(props: {
  state: QuestionState
  choices: DatasetChoices
  result: DatasetPreviewResult | null
  /** Of the result, not of what is chosen now. */
  checkedK: number
  isCurrent: boolean
}): ReactElement {
  const { state, choices, result, checkedK, isCurrent } = props
  const { question, setVariables, setK } = state
  const colours = useChartColours()
  const found = result?.outcome.kind === 'found' ? result.outcome : null
  const change = (name: Offered['name'], chosen: ChosenVariable | null): void => {
    const others = question.variables.filter((variable) => variable.name !== name)
    setVariables(chosen === null ? others : [...others, chosen])
  }
  return (
    <Card label="2 Variables">
      <h2 className={styles.title}>2 Variables</h2>
      <p className={styles.quiet}>
        Reliable change is always in it. Each further variable makes the others coarser: choose what the
        question needs.
      </p>
      <div className={styles.columns}>
        <fieldset className={styles.variables}>
          <legend className={styles.legend}>Columns that others may know of a person</legend>
          {choices.variables.map((offered) => (
            <VariableRow
              key={offered.name}
              offered={offered}
              chosen={question.variables.find(({ name }) => name === offered.name) ?? null}
              onChange={(chosen) => change(offered.name, chosen)}
            />
          ))}
          <div className={bar.chips} data-open="true">
            <SelectChip
              label="Each looks like at least (k)"
              value={String(question.k)}
              isSet={question.k !== choices.usual_k}
              choices={ksOf(choices, question.k).map((k) => ({
                value: String(k),
                label:
                  k === choices.usual_k
                    ? `${k}, usual`
                    : k === choices.least_k
                      ? `${k}, the least`
                      : String(k),
              }))}
              allWords={null}
              onChange={(value) => setK(Number(value ?? choices.usual_k))}
            />
          </div>
        </fieldset>
        <div className={styles.costsFrame} data-old={found !== null && !isCurrent}>
          {found === null ? (
            <p className={styles.quiet}>
              What each level costs is shown when the variables can go out together.
            </p>
          ) : (
            <>
              <LevelCosts model={levelCosts(found.variables, checkedK)} colours={colours} />
              <p className={styles.quiet}>
                Each level with the other variables left as chosen. Of all information in these columns{' '}
                {formatPercent(found.information_lost)} is given up.
              </p>
            </>
          )}
        </div>
      </div>
    </Card>
  )
}

function ksOf({ least_k, usual_k }: DatasetChoices, chosen: number): number[] {
  return [...new Set([least_k, usual_k, 12, 15, 20, 30, 50, chosen])].sort((one, other) => one - other)
}

function VariableRow(props: {
  offered: Offered
  chosen: ChosenVariable | null
  onChange: (chosen: ChosenVariable | null) => void
}): ReactElement {
  const { offered, chosen, onChange } = props
  // The coarsest is "left out", which nobody has to ask for.
  const levels = offered.levels.slice(0, -1)
  return (
    <div className={styles.variable}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          name="variable"
          value={offered.name}
          checked={chosen !== null}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? { name: offered.name, coarsest: null } : null)
          }
        />
        <span>
          <span className={styles.label}>{offered.label}</span>
          <span className={styles.detail}>{offered.description}</span>
        </span>
      </label>
      {chosen !== null && (
        <SelectChip
          label="Not coarser than"
          value={chosen.coarsest === null ? null : String(chosen.coarsest)}
          isSet={chosen.coarsest !== null}
          choices={levels.map((label, level) => ({ value: String(level), label }))}
          allWords="as coarse as it takes"
          onChange={(value) =>
            onChange({ name: offered.name, coarsest: value === null ? null : Number(value) })
          }
        />
      )}
    </div>
  )
}
