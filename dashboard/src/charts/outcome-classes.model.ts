import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type { ProgrammeOutcomes } from '../../../api/src/contracts/programme.js'
import { measureName } from '../format/measure-words.js'
import { countOf, formatNumber } from '../format/number.js'
import { formatFraction, formatPercent, formatProportion } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'

export type OutcomeSegmentKey = 'reliably_improved' | 'no_reliable_change' | 'reliably_deteriorated'

export interface OutcomeSegment {
  readonly key: OutcomeSegmentKey
  readonly label: string
  readonly count: number
  /** Share of the paired episodes before this segment, 0 to 1, and of the segment itself. */
  readonly start: number
  readonly proportion: number
  readonly percent: string
  /** "Reliably improved: 424 of 642, 66 % (62 – 70)". */
  readonly words: string
}
export interface OutcomeBar {
  readonly measure: string
  readonly label: string
  /** "642 with two scores; 58 with one, left out". */
  readonly note: string
  readonly segments: readonly OutcomeSegment[]
}
export interface OutcomeClassesModel {
  /** Measures on which no episode can be judged are left out: none is paired, or the measure has no threshold. */
  readonly bars: readonly OutcomeBar[]
  readonly table: ChartTable
}

const SEGMENTS: readonly { readonly key: OutcomeSegmentKey; readonly label: string }[] = [
  { key: 'reliably_improved', label: 'Reliably improved' },
  { key: 'no_reliable_change', label: 'No reliable change' },
  { key: 'reliably_deteriorated', label: 'Reliably deteriorated' },
]

/** How many members changed beyond measurement error, one bar a measure. Every judged episode is in one segment. */
export function outcomeClasses(byMeasure: ProgrammeOutcomes['by_measure']): OutcomeClassesModel {
  const drawn = Object.entries(byMeasure).filter(
    ([, outcomes]) => outcomes.n_paired > 0 && outcomes.reliably_improved.denominator > 0,
  )
  return {
    bars: drawn.map(([code, outcomes]) => ({
      measure: code,
      label: measureName(code),
      note: pairedNote(outcomes.n_paired, outcomes.n_baseline),
      segments: stack(SEGMENTS.map((each) => ({ ...each, share: outcomes[each.key] }))),
    })),
    table: {
      caption: 'Reliable change from the first to the last score, of episodes with two scores',
      columns: [
        { name: 'measure', label: 'Measure', kind: 'text' },
        { name: 'reliable_change', label: 'Reliable change', kind: 'text' },
        { name: 'numerator', label: 'Episodes', kind: 'number' },
        { name: 'denominator', label: 'of', kind: 'number' },
        { name: 'proportion', label: 'Share', kind: 'number', decimals: 3 },
        { name: 'interval_low', label: '95 % from', kind: 'number', decimals: 3 },
        { name: 'interval_high', label: 'to', kind: 'number', decimals: 3 },
      ],
      rows: drawn.flatMap(([code, outcomes]) =>
        SEGMENTS.map(({ key, label }) => {
          const { numerator, denominator, proportion, interval } = outcomes[key]
          return {
            key: `${code}-${key}`,
            cells: [
              measureName(code),
              label,
              numerator,
              denominator,
              proportion,
              interval?.low ?? null,
              interval?.high ?? null,
            ],
          }
        }),
      ),
    },
  }
}

function pairedNote(nPaired: number, nBaseline: number): string {
  const withOne = nBaseline - nPaired
  const paired = `${countOf(nPaired, 'episode')} with two scores`
  return withOne > 0 ? `${paired}; ${formatNumber(withOne)} with one score left out` : paired
}

function stack(
  shares: readonly { key: OutcomeSegmentKey; label: string; share: ProportionContract }[],
): OutcomeSegment[] {
  let start = 0
  return shares.map(({ key, label, share }) => {
    const proportion = share.proportion ?? 0
    const segment = {
      key,
      label,
      count: share.numerator,
      start,
      proportion,
      percent: formatPercent(share.proportion),
      words: `${label}: ${formatFraction(share)}, ${formatProportion(share)}`,
    }
    start += proportion
    return segment
  })
}
