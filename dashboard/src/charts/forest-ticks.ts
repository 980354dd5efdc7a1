import type { EstimateUnit } from '../format/estimate-words.js'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'

/** Where a value lies on the axis of its unit: ratios by their logarithm, so that twice and half lie equally far from 1. */
export function placedOn(unit: EstimateUnit, value: number): number {
  return unit === 'ratio' ? Math.log(value) : value
}

const LINEAR_STEPS: Readonly<Record<Exclude<EstimateUnit, 'ratio'>, readonly number[]>> = {
  points: [0.25, 0.5, 1, 2, 5, 10, 20],
  standard_deviations: [0.1, 0.2, 0.5, 1, 2, 5],
  share: [0.02, 0.05, 0.1, 0.2, 0.25, 0.5],
}
const RATIO_TICKS: readonly (readonly number[])[] = [
  [0.8, 1, 1.25],
  [0.5, 1, 2],
  [0.2, 0.5, 1, 2, 5],
  [0.1, 1, 10],
]
/** Ticks on each side of no difference. */
const MOST_A_SIDE = 3

/** Values to write on an axis that reaches so far on each side of no difference. */
export function ticksOf(unit: EstimateUnit, reach: number): readonly number[] {
  if (reach === 0) return []
  if (unit === 'ratio') {
    const fits = RATIO_TICKS.filter((ticks) => Math.log(ticks.at(-1) ?? 1) <= reach)
    return fits.at(-1) ?? [1]
  }
  const steps = LINEAR_STEPS[unit]
  const step = steps.find((each) => reach / each < MOST_A_SIDE + 1) ?? steps.at(-1) ?? reach
  const aSide = Math.floor(reach / step)
  return Array.from({ length: 2 * aSide + 1 }, (_, i) => (i - aSide) * step)
}

export function tickLabel(unit: EstimateUnit, value: number): string {
  if (unit === 'share') return value === 0 ? '0' : formatPercent(value)
  return formatNumber(value, 2).replace(/\.?0+$/, '')
}
