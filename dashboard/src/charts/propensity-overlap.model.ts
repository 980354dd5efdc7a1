import type { StudyResultContract } from '../../../api/src/contracts/studies.js'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'

type Overlap = NonNullable<StudyResultContract['overlap']>

/** What there is to draw where no probability could be estimated. */
export const NO_OVERLAP: Pick<Overlap, 'bins' | 'range'> = {
  bins: [],
  range: { combined: { low: 0, high: 0 }, group_only: { low: 0, high: 0 } },
}

export interface OverlapBar {
  readonly from: number
  readonly to: number
  readonly combined: number
  readonly groupOnly: number
  /** Shares of their own arm, so that arms of unlike size can be laid over each other. */
  readonly combinedShare: number
  readonly groupOnlyShare: number
  readonly words: string
}

export interface PropensityOverlapModel {
  readonly bars: readonly OverlapBar[]
  /** The tallest bar of both arms. */
  readonly highest: number
  /** Where members of both arms are found. */
  readonly common: { readonly low: number; readonly high: number }
  readonly combinedN: number
  readonly groupOnlyN: number
  readonly table: ChartTable
}

/** How likely combined treatment was, for those who had it (above) and those who had not (below). */
export function propensityOverlap({ bins, range }: Pick<Overlap, 'bins' | 'range'>): PropensityOverlapModel {
  const total = (arm: 'combined' | 'group_only'): number => bins.reduce((sum, bin) => sum + bin[arm], 0)
  const [combinedN, groupOnlyN] = [total('combined'), total('group_only')]
  const share = (count: number, of: number): number => (of === 0 ? 0 : count / of)
  const bars = bins.map(({ from, to, combined, group_only }) => ({
    from,
    to,
    combined,
    groupOnly: group_only,
    combinedShare: share(combined, combinedN),
    groupOnlyShare: share(group_only, groupOnlyN),
    words: `Probability ${formatNumber(from, 2)} to ${formatNumber(to, 2)}: ${formatNumber(combined)} combined, ${formatNumber(group_only)} group only`,
  }))
  return {
    bars,
    highest: Math.max(0.01, ...bars.flatMap((bar) => [bar.combinedShare, bar.groupOnlyShare])),
    common: {
      low: Math.max(range.combined.low, range.group_only.low),
      high: Math.min(range.combined.high, range.group_only.high),
    },
    combinedN,
    groupOnlyN,
    table: {
      caption: 'Members by their estimated probability of combined treatment',
      columns: [
        { name: 'probability', label: 'Probability', kind: 'text' },
        { name: 'probability_from', label: 'from', kind: 'number', decimals: 2, isInFileOnly: true },
        { name: 'probability_to', label: 'to', kind: 'number', decimals: 2, isInFileOnly: true },
        { name: 'combined', label: 'Combined', kind: 'number' },
        { name: 'group_only', label: 'Group only', kind: 'number' },
      ],
      rows: bars.map(({ from, to, combined, groupOnly }) => ({
        key: String(from),
        cells: [`${formatPercent(from)} to ${formatPercent(to)}`, from, to, combined, groupOnly],
      })),
    },
  }
}
