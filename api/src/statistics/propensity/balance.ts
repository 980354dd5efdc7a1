/** Are two arms alike in a covariate, before and after weighting? */

import { requireFinite, requireSameLength } from '../checks.js'
import { at } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import { mean, sampleStandardDeviation } from '../summary/moments.js'

export interface StandardisedDifference {
  readonly kind: 'estimated'
  readonly mean1: number
  readonly mean0: number
  /** In pooled standard deviations of the unweighted arms; positive when arm 1 is higher. */
  readonly difference: number
}

/**
 * By how many standard deviations do the arms differ in one covariate?
 *
 * (weighted mean of arm 1 - weighted mean of arm 0) / sqrt((v1 + v0) / 2), v unweighted in both cases;
 * v = p(1 - p) for yes-or-no covariates, the sample variance otherwise.
 *
 * @param values   one number a member
 * @param treated  1 or 0, in the same order
 * @param weights  one a member; null: all 1
 * @param isBinary whether the covariate is yes or no (1 or 0)
 * @returns        the difference, or a refusal when an arm has fewer than 2 members or the covariate does not vary
 * @throws         UnequalLengths, NotFinite
 * @source         Austin (2009), Stat Med 28:3083-3107
 * @verified       test/golden-shared/statistics/real-comparisons.test.ts
 */
export function standardisedDifference(
  values: ArrayLike<number>,
  treated: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  isBinary: boolean,
): StandardisedDifference | Refusal {
  requireSameLength(values, 'The covariate', treated, 'the arms')
  const x = new Float64Array(values)
  requireFinite(x, 'Values of the covariate')
  const w = weights === null ? new Float64Array(x.length).fill(1) : new Float64Array(weights)
  requireSameLength(x, 'The covariate', w, 'the weights')
  requireFinite(w, 'Weights')
  const z = new Float64Array(treated)
  const of = (arm: number) => Array.from(x.filter((_, i) => at(z, i) === arm))
  const [ones, noughts] = [of(1), of(0)]
  if (ones.length < 2 || noughts.length < 2) {
    const found = `${ones.length} and ${noughts.length}`
    return refuse(
      'too_few_members',
      `A standardised difference needs at least 2 members in each arm; got ${found}.`,
    )
  }
  const variance = (arm: number[]) =>
    isBinary ? mean(arm) * (1 - mean(arm)) : sampleStandardDeviation(arm) ** 2
  const spread = Math.sqrt((variance(ones) + variance(noughts)) / 2)
  if (spread === 0) return refuse('constant_predictor', 'The covariate does not vary within the arms.')
  const mean1 = weightedMean(x, w, z, 1)
  const mean0 = weightedMean(x, w, z, 0)
  return { kind: 'estimated', mean1, mean0, difference: (mean1 - mean0) / spread }
}

/** Weighted mean of one arm. */
export function weightedMean(
  values: Float64Array,
  weights: Float64Array,
  treated: Float64Array,
  arm: number,
): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < values.length; i += 1) {
    if (at(treated, i) !== arm) continue
    sum += at(weights, i) * at(values, i)
    total += at(weights, i)
  }
  return sum / total
}
