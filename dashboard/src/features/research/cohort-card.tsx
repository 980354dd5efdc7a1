import type { ReactElement } from 'react'
import type { DatasetPreviewResult } from '../../../../api/src/contracts/dataset-exports.js'
import { InlineBar } from '../../charts/inline-bar.js'
import { Card } from '../../components/card.js'
import bar from '../../components/filter-bar/filter-bar.module.css'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import { ChoiceList } from '../../components/form/choice-list.js'
import {
  ARM_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { keysOf, labelled } from '../../format/labels.js'
import { measureName } from '../../format/measure-words.js'
import { EN_DASH } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import type { CohortFilter, QuestionState } from './data-set-question.js'
import { personsWords } from './data-set-words.js'
import styles from './research.module.css'

const MEASURES = (['phq9', 'gad7'] as const).map((value) => ({ value, label: measureName(value) }))
/** Bands of years that a cohort may begin and end with. */
const FIRST_BAND = 2010

/** Who is in it, and how many are left after each step. */
export function CohortCard(props: {
  state: QuestionState
  result: DatasetPreviewResult | null
  isCurrent: boolean
  thisYear: number
}): ReactElement {
  const { state, result, isCurrent, thisYear } = props
  const { question, setFilter, setMeasure } = state
  const { filter } = question
  const change = (part: Partial<CohortFilter>): void => setFilter({ ...filter, ...part })
  const years = bandYears(thisYear)
  return (
    <Card label="1 Cohort">
      <h2 className={styles.title}>1 Cohort</h2>
      <p className={styles.quiet}>
        One row a person: the first episode that has ended and has a valid score at the start. Nothing chosen
        in a list means everybody.
      </p>
      <div className={styles.columns}>
        <div className={styles.fields}>
          <div className={bar.chips} data-open="true">
            <SelectChip
              label="Measure"
              value={question.measure}
              isSet={false}
              choices={MEASURES}
              allWords={null}
              onChange={(value) => setMeasure(value === 'gad7' ? 'gad7' : 'phq9')}
            />
            <YearChip
              label="Joined from"
              value={filter.joined_from}
              years={years.map((year) => ({ year, label: String(year) }))}
              onChange={(joined_from) => change({ joined_from })}
            />
            <YearChip
              label="to"
              value={filter.joined_to}
              years={years.map((year) => ({ year, label: `end of ${year + 1}` }))}
              onChange={(joined_to) => change({ joined_to })}
            />
          </div>
          <Choices
            legend="Kind of group therapy"
            name="modality"
            labels={MODALITY_LABELS}
            chosen={filter.modalities}
            onChange={(modalities) => change({ modalities })}
          />
          <Choices
            legend="Format"
            name="format"
            labels={FORMAT_LABELS}
            chosen={filter.formats}
            onChange={(formats) => change({ formats })}
          />
          <Choices
            legend="Structure"
            name="structure"
            labels={STRUCTURE_LABELS}
            chosen={filter.structures}
            onChange={(structures) => change({ structures })}
          />
          <Choices
            legend="Arm"
            name="arm"
            labels={ARM_LABELS}
            chosen={filter.arms}
            onChange={(arms) => change({ arms })}
          />
          <ChoiceList
            kind="checkbox"
            legend="At the start"
            name="cases"
            layout="row"
            choices={[{ value: 'cases', label: 'Only at caseness' }]}
            chosen={filter.only_cases_at_start ? ['cases'] : []}
            onChange={(chosen) => change({ only_cases_at_start: chosen.length > 0 })}
          />
        </div>
        <Flow result={result} isCurrent={isCurrent} />
      </div>
    </Card>
  )
}

function bandYears(thisYear: number): number[] {
  const last = thisYear - (thisYear % 2)
  return Array.from({ length: (last - FIRST_BAND) / 2 + 1 }, (_, place) => last - 2 * place)
}

function YearChip(props: {
  label: string
  value: number | null
  years: readonly { readonly year: number; readonly label: string }[]
  onChange: (year: number | null) => void
}): ReactElement {
  return (
    <SelectChip
      label={props.label}
      value={props.value === null ? null : String(props.value)}
      isSet={props.value !== null}
      choices={props.years.map(({ year, label }) => ({ value: String(year), label }))}
      allWords="any"
      onChange={(value) => props.onChange(value === null ? null : Number(value))}
    />
  )
}

function Choices<Value extends string>(props: {
  legend: string
  name: string
  labels: Readonly<Record<Value, string>>
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}): ReactElement {
  const { labels } = props
  return (
    <ChoiceList
      kind="checkbox"
      legend={props.legend}
      name={props.name}
      layout="row"
      choices={labelled(labels)}
      chosen={props.chosen}
      onChange={(chosen) => props.onChange(keysOf(labels).filter((each) => chosen.includes(each)))}
    />
  )
}

/** From everybody to those who are eligible; counts are rounded to 5, small ones withheld. */
function Flow(props: { result: DatasetPreviewResult | null; isCurrent: boolean }): ReactElement {
  const { result, isCurrent } = props
  const colours = useChartColours()
  const all = Math.max(1, result?.flow[0]?.persons ?? 1)
  return (
    <div className={styles.flowFrame} data-old={result !== null && !isCurrent} aria-live="polite">
      <table className={styles.flow}>
        <caption>Who remains after each step</caption>
        <tbody>
          {(result?.flow ?? []).map(({ step, label, persons }) => (
            <tr key={step}>
              <th scope="row">{label}</th>
              <td className={styles.flowBar}>
                <InlineBar
                  model={{
                    parts:
                      persons === null || persons === 0
                        ? []
                        : [{ kind: 'full', start: 0, width: Math.min(1, persons / all) }],
                    whisker: null,
                    reference: null,
                  }}
                  width="100%"
                  height={10}
                  colours={colours}
                />
              </td>
              <td className={styles.number}>{personsWords(persons)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.quiet}>
        {result === null
          ? 'The cohort is being counted.'
          : `Persons, rounded to 5; 1${EN_DASH}10 are withheld, so that no two counts tell of one person.`}
      </p>
    </div>
  )
}
