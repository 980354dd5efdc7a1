/** A share over time, each point with its own denominator. */

import { requireAtLeast, requireCount } from '../checks.js'
import { OutOfRange } from '../errors.js'
import { mean } from '../summary/moments.js'
import { movingRanges } from './xmr-chart.js'

const RANGE_TO_SIGMA = 1.128 // d2 for ranges of two, Wheeler 1993

export interface LaneyPoint {
  readonly numerator: number
  readonly denominator: number
  readonly proportion: number
  /** Distance from the centre in binomial standard deviations; 0 when the centre is 0 or 1. */
  readonly z: number
  readonly lowerLimit: number
  readonly upperLimit: number
  /** Strictly beyond a limit before clamping to 0 to 1. */
  readonly isOutside: boolean
}

export interface LaneyChart {
  /** Pooled share, 0 to 1. */
  readonly centre: number
  /** How many times the binomial spread is seen from point to point; 1 gives the plain p chart. */
  readonly sigmaZ: number
  readonly points: readonly LaneyPoint[]
}

/**
 * Which months had a share beyond the ordinary variation of the series?
 *
 * Limits: centre -+ 3 s_i sigma_z, s_i = sqrt(c(1 - c)/n_i), sigma_z = mean |z_i - z_(i-1)| / 1.128; clamped to 0 to 1.
 *
 * @param counts  one entry a period in time order: successes and denominator above 0
 * @throws        TooFewObservations with fewer than 2 periods, OutOfRange for impossible counts
 * @source        Laney (2002), Quality Engineering 14:531-537
 * @verified      test/golden/statistics/control-charts.test.ts
 */
export function laneyPPrimeChart(counts: readonly { numerator: number; denominator: number }[]): LaneyChart {
  requireAtLeast(2, counts.length, "A p' chart")
  for (const { numerator, denominator } of counts) {
    requireCount(numerator, 'A numerator')
    requireCount(denominator, 'A denominator')
    if (denominator === 0) throw new OutOfRange('A denominator of a period', 'above 0', 0)
    if (numerator > denominator) throw new OutOfRange('A numerator', 'at most its denominator', numerator)
  }
  const total = counts.reduce((sum, { denominator }) => sum + denominator, 0)
  const centre = counts.reduce((sum, { numerator }) => sum + numerator, 0) / total
  const scored = counts.map((count) => {
    const spread = Math.sqrt((centre * (1 - centre)) / count.denominator)
    const proportion = count.numerator / count.denominator
    return { ...count, proportion, spread, z: spread > 0 ? (proportion - centre) / spread : 0 }
  })
  const sigmaZ = mean(movingRanges(scored.map(({ z }) => z))) / RANGE_TO_SIGMA
  const points = scored.map(({ spread, ...point }) => ({
    ...point,
    lowerLimit: Math.max(0, centre - 3 * spread * sigmaZ),
    upperLimit: Math.min(1, centre + 3 * spread * sigmaZ),
    isOutside: spread > 0 && Math.abs(point.z) > 3 * sigmaZ,
  }))
  return { centre, sigmaZ, points }
}
