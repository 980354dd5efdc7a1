import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { Benchmarks, MeasureOutcomes } from '../../../../api/src/contracts/programme.js'
import { type EstimateRowsModel, estimateRows } from '../../charts/estimate-rows.model.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { formatNumber, formatSigned } from '../../format/number.js'

type EffectSize = Exclude<MeasureOutcomes['effect_size'], { refused: true }>
type Adjusted = Exclude<MeasureOutcomes['severity_adjusted'], { refused: true }>

export function effectOf(outcomes: MeasureOutcomes): EffectSize | null {
  return 'refused' in outcomes.effect_size ? null : outcomes.effect_size
}

export function adjustedOf(outcomes: MeasureOutcomes): Adjusted | null {
  return 'refused' in outcomes.severity_adjusted ? null : outcomes.severity_adjusted
}

/** "PHQ-9: 4.4 points better on average, an effect size of 0.71; for where members began, as usual here". */
export function effectTitle(measure: Pick<MeasureContract, 'short_name'>, outcomes: MeasureOutcomes): string {
  const { mean } = outcomes.change
  if (mean === null) return `How much members changed on ${measure.short_name}`
  const size = effectOf(outcomes)
  const points = formatNumber(Math.abs(mean), 1)
  const moved = /[1-9]/.test(points)
    ? `${points} points ${mean > 0 ? 'better' : 'worse'} on average`
    : 'no change on average'
  const effect = size === null ? '' : `, an effect size of ${formatSigned(size.g, 2).replace('+', '')}`
  return `${measure.short_name}: ${moved}${effect}`
}

/** Both sizes on one axis, which is in spreads of the first scores. */
export function effectPicture(outcomes: MeasureOutcomes, name: string): EstimateRowsModel {
  const size = effectOf(outcomes)
  const adjusted = adjustedOf(outcomes)
  const rows = [
    ...(size === null
      ? []
      : [{ key: 'effect', label: 'Effect size', estimate: size.g, interval: size.interval }]),
    ...(adjusted === null
      ? []
      : [
          {
            key: 'adjusted',
            label: 'Severity-adjusted',
            estimate: adjusted.mean,
            interval: adjusted.interval,
          },
        ]),
  ]
  return estimateRows(rows, {
    unit: 'spreads of the first scores, more is better',
    caption: `Effect size and severity-adjusted effect size on ${name}`,
    decimals: 2,
  })
}

export function effectTable(
  measure: Pick<MeasureContract, 'code' | 'short_name'>,
  outcomes: MeasureOutcomes,
  filters: CarriedFilters,
): CardTable {
  const href = filterLink(
    '/members',
    { ...filters, measure: measure.code },
    { family: 'measure', class: 'paired_data' },
  )
  const size = effectOf(outcomes)
  const adjusted = adjustedOf(outcomes)
  const rows: [string, string, number, number | null, { low: number; high: number } | null][] = [
    ['first', 'Mean first score', outcomes.baseline.n, outcomes.baseline.mean, outcomes.baseline.interval],
    ['last', 'Mean last score', outcomes.last.n, outcomes.last.mean, outcomes.last.interval],
    ['change', 'Points better', outcomes.change.n, outcomes.change.mean, outcomes.change.interval],
    ...(size === null
      ? []
      : [
          ['effect', 'Effect size (g)', size.n, size.g, size.interval] satisfies [
            string,
            string,
            number,
            number,
            object,
          ],
        ]),
    ...(adjusted === null
      ? []
      : [
          [
            'adjusted',
            'Severity-adjusted effect size',
            adjusted.n,
            adjusted.mean,
            adjusted.interval,
          ] satisfies [string, string, number, number, object | null],
        ]),
  ]
  return {
    caption: `${measure.short_name}, episodes with two scores`,
    columns: [
      { name: 'quantity', label: 'Quantity', kind: 'text' },
      { name: 'value', label: 'Value', kind: 'number', decimals: 2 },
      { name: 'interval_low', label: '95 % from', kind: 'number', decimals: 2 },
      { name: 'interval_high', label: 'to', kind: 'number', decimals: 2 },
      { name: 'n', label: 'n', kind: 'number' },
    ],
    rows: rows.map(([key, label, n, value, interval]) => ({
      key,
      href,
      cells: [label, value, interval?.low ?? null, interval?.high ?? null, n],
    })),
  }
}

/** What the measure does not define, why a size is refused, and what the two sizes are not. */
export function effectNotes(measure: MeasureContract, outcomes: MeasureOutcomes): string[] {
  const { effect_size, severity_adjusted } = outcomes
  return [
    ...(measure.caseness === null
      ? [
          `${measure.short_name} has no clinical cut-off: nobody is at caseness on it, so recovery and response are not defined, and it counts in none of the rates above.`,
        ]
      : []),
    ...(outcomes.reliably_improved.denominator === 0 && outcomes.n_paired > 0
      ? [`No threshold of reliable change is known for ${measure.short_name} under these rules.`]
      : []),
    'refused' in effect_size ? `Effect size: ${effect_size.message}` : effect_size.note,
    'refused' in severity_adjusted
      ? `Severity-adjusted: ${severity_adjusted.message}`
      : `Severity-adjusted. ${severity_adjusted.note}`,
  ]
}

/** "Published by kind of therapy in 2024-25: 0.7 to 1.2" where the measure is one that is published. */
export function publishedEffects(measure: string, { therapies }: Benchmarks): string | null {
  const own = therapies.flatMap(({ year, phq9_effect_size, gad7_effect_size }) => {
    const size = measure === 'phq9' ? phq9_effect_size : measure === 'gad7' ? gad7_effect_size : null
    return size === null ? [] : [{ year, size }]
  })
  const latest = own
    .map(({ year }) => year)
    .sort()
    .at(-1)
  if (latest === undefined) return null
  const sizes = own.filter(({ year }) => year === latest).map(({ size }) => size)
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)]
  return `Published for ${latest}, by kind of therapy: ${formatNumber(low, 1)} to ${formatNumber(high, 1)}; no kind of therapy there is group therapy.`
}
