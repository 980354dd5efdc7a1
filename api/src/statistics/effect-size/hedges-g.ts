/** Standardised difference between two sets of members. */

import { requireFinite, requireProbability } from '../checks.js'
import { type Interval, normalInterval } from '../interval.js'
import { type Refusal, refuse } from '../refusal.js'
import { mean, sampleStandardDeviation } from '../summary/moments.js'

export interface HedgesG {
  readonly kind: 'estimated'
  readonly n1: number
  readonly n0: number
  readonly mean1: number
  readonly mean0: number
  readonly pooledStandardDeviation: number
  /** Cohen's d, before the small-sample correction. */
  readonly d: number
  readonly varianceOfD: number
  /** 1 - 3 / (4 df - 1) */
  readonly correction: number
  /** Positive when the first set is higher. */
  readonly g: number
  readonly standardError: number
  readonly interval: Interval<'normal'>
}

/**
 * By how many pooled standard deviations does the first set lie above the second?
 *
 * g = J (mean1 - mean0) / pooled sd; var d = (n1 + n0)/(n1 n0) + d^2 / (2 (n1 + n0)); se = J sqrt(var d).
 *
 * @param first   values of the first set, any unit
 * @param second  values of the second set, same unit
 * @param level   coverage of the interval, 0 to 1
 * @returns       positive when the first set is higher; a refusal with fewer than 2 in a set or no spread
 * @throws        NotFinite, OutOfRange for the level
 * Assumes        independent members: the interval ignores grouping
 * @source        Hedges & Olkin (1985), Statistical Methods for Meta-Analysis
 * @verified      test/golden/statistics/effect-size.test.ts
 */
export function hedgesG(first: number[], second: number[], level = 0.95): HedgesG | Refusal {
  requireFinite(first, 'Values of the first set')
  requireFinite(second, 'Values of the second set')
  requireProbability(level, 'A level')
  const n1 = first.length
  const n0 = second.length
  if (n1 < 2 || n0 < 2) {
    return refuse('too_few_members', `Hedges' g needs at least 2 members on each side; got ${n1} and ${n0}.`)
  }
  const df = n1 + n0 - 2
  const squares =
    (n1 - 1) * sampleStandardDeviation(first) ** 2 + (n0 - 1) * sampleStandardDeviation(second) ** 2
  if (squares === 0)
    return refuse('constant_outcome', "Hedges' g needs values that differ within the two sets.")
  const pooledStandardDeviation = Math.sqrt(squares / df)
  const mean1 = mean(first)
  const mean0 = mean(second)
  const d = (mean1 - mean0) / pooledStandardDeviation
  const correction = 1 - 3 / (4 * df - 1)
  const varianceOfD = (n1 + n0) / (n1 * n0) + (d * d) / (2 * (n1 + n0))
  const g = correction * d
  const standardError = correction * Math.sqrt(varianceOfD)
  const interval = normalInterval(g, standardError, level)
  return {
    kind: 'estimated',
    n1,
    n0,
    mean1,
    mean0,
    pooledStandardDeviation,
    d,
    varianceOfD,
    correction,
    g,
    standardError,
    interval,
  }
}
