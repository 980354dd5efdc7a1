/** Does a richer model describe the scores better than chance would make it seem? */

import { chiSquareUpperTail } from '../distributions/chi-square.js'
import { OutOfRange } from '../errors.js'
import type { MixedModelFit } from './fit.js'

export interface LikelihoodRatioTest {
  readonly chiSquare: number
  /** Parameters that the larger model has more. */
  readonly degreesOfFreedom: number
  /** Chi-square with all degrees of freedom: too cautious for variances, which cannot fall below 0. */
  readonly p: number
  /** Half and half of df - 1 and df (df 2), half of p (df 1); null for other df. */
  readonly pBoundaryMixture: number | null
}

/**
 * Is a variance (with its covariance) needed?
 *
 * Twice the difference in log likelihood of two fits by ML to the same rows, the smaller nested in the larger.
 *
 * @throws   OutOfRange when the larger fit has no more parameters; RangeError for fits by REML or to other rows
 * Assumes   for the mixture: one more variance (df 1), or one more variance and its covariance (df 2)
 * @source   Self & Liang (1987), J Am Stat Assoc 82:605-610; Stram & Lee (1994), Biometrics 50:1171-1177
 * @verified test/golden/statistics/mixed-model.test.ts
 */
export function likelihoodRatioTest(smaller: MixedModelFit, larger: MixedModelFit): LikelihoodRatioTest {
  if (smaller.method !== 'ml' || larger.method !== 'ml') {
    throw new RangeError('A likelihood-ratio test compares fits by maximum likelihood; refit by ML.')
  }
  if (smaller.rows !== larger.rows) {
    throw new RangeError(
      `A likelihood-ratio test needs the same rows; got ${smaller.rows} and ${larger.rows}.`,
    )
  }
  const df = larger.parameters - smaller.parameters
  if (df < 1) throw new OutOfRange('The parameters that the larger model has more', '1 or more', df)
  const chiSquare = 2 * (larger.logLikelihood - smaller.logLikelihood)
  const p = chiSquareUpperTail(chiSquare, df)
  return { chiSquare, degreesOfFreedom: df, p, pBoundaryMixture: mixture(chiSquare, df, p) }
}

function mixture(chiSquare: number, df: number, p: number): number | null {
  if (df === 1) return p / 2
  return df === 2 ? (chiSquareUpperTail(chiSquare, 1) + p) / 2 : null
}
