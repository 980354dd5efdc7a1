/** Runs about the median: has the level of a series shifted? */

import { requireAtLeast, requireFinite } from '../checks.js'
import { binomialQuantile } from '../distributions/binomial.js'
import { median } from '../summary/moments.js'
import { sidesOf } from './xmr-chart.js'

export interface RunChart {
  readonly median: number
  /** Points that do not lie on the median. */
  readonly usefulPoints: number
  readonly runs: number
  readonly crossings: number
  readonly longestRun: number
  /** null without useful points. */
  readonly longestRunLimit: number | null
  /** null with fewer than 2 useful points. */
  readonly crossingsLowerLimit: number | null
  /** The longest run is above its limit, or there are fewer crossings than theirs. */
  readonly hasSignal: boolean
}

/**
 * Does a series stay on one side of its median for longer than chance would?
 *
 * Longest run up to round(log2(n) + 3); crossings at least the 5 % quantile of Binomial(n - 1, 1/2);
 * n counts the useful points.
 *
 * @param values  values in time order
 * @throws        TooFewObservations when empty, NotFinite
 * @source        Anhoej & Olesen (2014), PLoS ONE 9:e113825
 * @verified      test/golden/statistics/control-charts.test.ts
 */
export function runChart(values: number[]): RunChart {
  requireAtLeast(1, values.length, 'A run chart')
  requireFinite(values, 'Values of a run chart')
  const middle = median(values)
  const sides = sidesOf(values, middle).filter((side) => side !== 0)
  const usefulPoints = sides.length
  const lengths = runLengths(sides)
  const longestRun = Math.max(0, ...lengths)
  const crossings = Math.max(0, lengths.length - 1)
  const longestRunLimit = usefulPoints > 0 ? Math.round(Math.log2(usefulPoints) + 3) : null
  const crossingsLowerLimit = usefulPoints > 1 ? binomialQuantile(0.05, usefulPoints - 1, 0.5) : null
  return {
    median: middle,
    usefulPoints,
    runs: lengths.length,
    crossings,
    longestRun,
    longestRunLimit,
    crossingsLowerLimit,
    hasSignal:
      (longestRunLimit !== null && longestRun > longestRunLimit) ||
      (crossingsLowerLimit !== null && crossings < crossingsLowerLimit),
  }
}

function runLengths(sides: readonly number[]): number[] {
  const lengths: number[] = []
  for (const [i, side] of sides.entries()) {
    const current = lengths.length - 1
    if (i > 0 && side === sides[i - 1]) lengths[current] = (lengths[current] ?? 0) + 1
    else lengths.push(1)
  }
  return lengths
}
