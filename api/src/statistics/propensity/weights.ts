/** Weights that make two chosen arms alike in the columns of a propensity model. */

import { requireFinite, requireSameLength } from '../checks.js'
import { OutOfRange } from '../errors.js'

export const ESTIMANDS = ['ate', 'ateStabilised', 'att', 'overlap'] as const
export type Estimand = (typeof ESTIMANDS)[number]

/**
 * How much should each member count, so that both arms look like one population?
 *
 * With e = P(treated): ate 1/e and 1/(1 - e); ateStabilised p/e and (1 - p)/(1 - e), p = share treated;
 * att 1 and e/(1 - e); overlap 1 - e and e. No trimming.
 *
 * @param treated       1 or 0, one a member
 * @param propensities  P(treated), above 0 and below 1, in the same order
 * @returns             one weight a member for each estimand
 * @throws              UnequalLengths, OutOfRange
 * @source              Austin (2011), Multivariate Behav Res 46:399-424; Li, Morgan & Zaslavsky (2018), J Am Stat Assoc 113:390-400
 * @verified            test/golden-shared/statistics/real-comparisons.test.ts
 */
export function propensityWeights(
  treated: ArrayLike<number>,
  propensities: ArrayLike<number>,
): Record<Estimand, Float64Array> {
  requireSameLength(treated, 'The arms', propensities, 'the propensities')
  const e = new Float64Array(propensities)
  for (const value of e)
    if (!(value > 0 && value < 1)) throw new OutOfRange('A propensity', 'above 0 and below 1', value)
  const z = new Float64Array(treated)
  const share = z.reduce((sum, value) => sum + value, 0) / z.length
  const weigh = (ofTreated: (e: number) => number, ofControl: (e: number) => number) =>
    e.map((value, i) => (z[i] === 1 ? ofTreated(value) : ofControl(value)))
  return {
    ate: weigh(
      (p) => 1 / p,
      (p) => 1 / (1 - p),
    ),
    ateStabilised: weigh(
      (p) => share / p,
      (p) => (1 - share) / (1 - p),
    ),
    att: weigh(
      () => 1,
      (p) => p / (1 - p),
    ),
    overlap: weigh(
      (p) => 1 - p,
      (p) => p,
    ),
  }
}

/**
 * As how many equal members do weighted ones tell?
 *
 * (sum w)^2 / sum w^2
 *
 * @param weights  0 or more each
 * @returns        0 without members
 * @throws         NotFinite, OutOfRange for negative weights
 * @source         Kish (1965), Survey Sampling
 */
export function effectiveSampleSize(weights: readonly number[] | Float64Array): number {
  let sum = 0
  let squares = 0
  requireFinite(weights, 'Weights')
  for (const weight of weights) {
    if (weight < 0) throw new OutOfRange('A weight', '0 or more', weight)
    sum += weight
    squares += weight * weight
  }
  return squares > 0 ? sum ** 2 / squares : 0
}
