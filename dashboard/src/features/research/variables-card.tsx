import type { ReactElement } from 'react'
import type { DatasetChoices, DatasetPreviewResult } from '../../../../api/src/contracts/dataset-exports.js'
import { LevelCosts } from '../../charts/level-costs.js'
import { levelCosts } from '../../charts/level-costs.model.js'
import { Card } from '../../components/card.js'
import bar from '../../components/filter-bar/filter-bar.module.css'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import { formatPercent } from '../../format/percent.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { ColumnRow } from './column-row.js'
import { type ChosenVariable, isOffered, type QuestionState } from './data-set-question.js'
import { hasPhases } from './data-set-words.js'
import { PhasesChoice } from './phases-choice.js'
import { ProfileChoice } from './profile-choice.js'
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
  const offeredVariables = choices.variables.filter(({ name }) => isOffered(name, question))
  const found = result?.outcome.kind === 'found' ? result.outcome : null
  const chosenOf = (name: Offered['name']): ChosenVariable | undefined =>
    question.variables.find((variable) => variable.name === name)
  const change = (name: Offered['name'], chosen: ChosenVariable | null): void => {
    const others = question.variables.filter((variable) => variable.name !== name)
    setVariables(chosen === null ? others : [...others, chosen])
  }
  return (
    <Card label="2 Variables">
      <h2 className={styles.title}>2 Variables</h2>
      <ProfileChoice profile={question.profile} onChange={state.setProfile} />
      <p className={styles.quiet}>
        {hasPhases(question)
          ? `The band of the score in each chosen phase is in it, and k is counted on all of them. Up to ${choices.most_beside_phases} variables can stand beside them.`
          : 'Reliable change is always in it.'}{' '}
        Each further variable makes the others coarser: choose what the question needs.
      </p>
      <div className={styles.columns}>
        <div className={styles.fields}>
          {hasPhases(question) && (
            <PhasesChoice phases={choices.phases} chosen={question.phases} onChange={state.setPhases} />
          )}
          <fieldset className={styles.variables}>
            <legend className={styles.legend}>Columns that others may know of a person</legend>
            {offeredVariables.map((offered) => (
              <ColumnRow
                key={offered.name}
                {...offered}
                isChosen={chosenOf(offered.name) !== undefined}
                coarsest={chosenOf(offered.name)?.coarsest ?? null}
                onChoose={(isChosen) =>
                  change(offered.name, isChosen ? { name: offered.name, coarsest: null } : null)
                }
                onCoarsest={(coarsest) => change(offered.name, { name: offered.name, coarsest })}
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
        </div>
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
