import type { ReactElement, ReactNode } from 'react'
import type { StudyEstimateContract, StudyResultContract } from '../../../../api/src/contracts/studies.js'
import { Card } from '../../components/card.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { formatDay } from '../../format/day.js'
import { formatInterval } from '../../format/interval.js'
import { countOf, formatNumber } from '../../format/number.js'
import styles from './comparison.module.css'
import { Forest } from './forest.js'
import { balanceTable, estimateTable, flowTable } from './study-tables.js'
import { overlapWords } from './study-words.js'

/** Everything a verdict rests on, in the order in which a board asks for it. */
export function StudyCards({ result }: { result: StudyResultContract }): ReactElement {
  const { verdict, sign_change, later_adjunct, subgroups } = result
  return (
    <>
      <Sentences title="Why" of={[...verdict.reasons, ...(sign_change === null ? [] : [sign_change.text])]} />
      <EstimatesCard
        result={result}
        title="The estimates side by side"
        name="estimates"
        of={result.estimates}
      />
      <TableCard result={result} title="Who is compared" name="flow" table={flowTable(result)} />
      <TableCard result={result} title="How alike the arms are" name="balance" table={balanceTable(result)} />
      <Sentences title="Could members have had either?" of={overlapWords(result)} />
      {subgroups.map(({ by, subgroups: rows, interaction }) => (
        <EstimatesCard
          key={by}
          result={result}
          title={`By ${by}`}
          name={`by-${by}`}
          of={rows}
          note={`${interaction === null ? 'No test of interaction was possible.' : `Test of interaction: p ${formatNumber(interaction.p, 3)}.`} ${result.subgroup_note}`}
        />
      ))}
      {later_adjunct.estimates.length > 0 && (
        <EstimatesCard
          result={result}
          title={`${countOf(later_adjunct.starters, 'member')} started another treatment later`}
          name="later-adjunct"
          of={later_adjunct.estimates}
          note={`Beside ${countOf(later_adjunct.controls, 'member')} who had not, from the week of the start.`}
        />
      )}
      <Sentences title="What could overturn it" of={overturning(result)} />
      <Card label="Methods">
        <h2 className={styles.title}>Methods, to copy</h2>
        <p className={styles.methods}>{result.methods}</p>
      </Card>
    </>
  )
}

function overturning({ e_values, non_inferiority, missing, grouping }: StudyResultContract): string[] {
  const sentences = e_values.map(
    (each) =>
      `${each.label}: something unmeasured would need an association of ${formatNumber(each.e_value_point, 2)} (E-value) with both treatment and outcome to explain the estimate, ${formatNumber(each.e_value_limit, 2)} to explain its limit.`,
  )
  if (non_inferiority !== null) {
    const { interval, reading } = non_inferiority
    sentences.push(`${reading} Interval: ${formatInterval(interval, 2)} points.`)
  }
  for (const { arm, eligible, observed } of missing.completeness) {
    sentences.push(
      `${arm === 'group_only' ? 'Group only' : 'Combined'}: an outcome is known for ${formatNumber(observed)} of ${countOf(eligible, 'eligible member')}.`,
    )
  }
  if (grouping !== null) sentences.push(`The members shared ${countOf(grouping.groups, 'group')}.`)
  if (grouping !== null && grouping.icc !== null && grouping.design_effect !== null)
    sentences.push(
      `ICC ${formatNumber(grouping.icc, 3)}, design effect ${formatNumber(grouping.design_effect, 2)}.`,
    )
  return sentences
}

function Sentences({ title, of }: { title: string; of: readonly string[] }): ReactElement | null {
  if (of.length === 0) return null
  return (
    <Card label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.words}>
        {of.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  )
}

type Shown = { result: StudyResultContract; title: string; name: string }

function EstimatesCard(
  props: Shown & { of: readonly StudyEstimateContract[]; note?: ReactNode },
): ReactElement {
  return (
    <ChartCard
      {...common(props)}
      height={0}
      chart={() => <Forest estimates={props.of} />}
      hasPicture={false}
      table={estimateTable([...props.of])}
      note={
        props.note ??
        'Dashed line: no difference. Each unit has an axis of its own; ratios are on a logarithmic one.'
      }
    />
  )
}

function TableCard(props: Shown & { table: ReturnType<typeof flowTable> }): ReactElement {
  return <ChartCard {...common(props)} height={0} table={props.table} />
}

function common({ result, title, name }: Shown) {
  return {
    title,
    caption: [`up to ${formatDay(result.as_of)}`, 'combined compared with group only'],
    state: { kind: 'ready' as const },
    fileName: `comparison-${name}`,
    filters: { measure: result.definition.measure },
    how: {
      definition: 'Associations by the target trial below; assumptions stand beside each estimate.',
      denominator: 'Episodes left at the end of the flow.',
      rule: `calculation version ${result.calculation_version}`,
    },
  }
}
