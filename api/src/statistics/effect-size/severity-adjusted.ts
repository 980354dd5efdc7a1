/** Outcome compared with what was usual for the same starting point. */

import { requireFinite, requireSameLength } from '../checks.js'
import { at } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import { designMatrix } from '../regression/design-matrix.js'
import { leastSquares } from '../regression/least-squares.js'
import { mean, sampleStandardDeviation } from '../summary/moments.js'
import type { PairSums } from './pre-post.js'

/** Two for the line and one for its spread. */
const FEWEST_FOR_A_LINE = 3

/** The line that says what is usual: last value on first value, in a reference set. */
export interface SeverityReference {
  readonly kind: 'fitted'
  readonly n: number
  readonly intercept: number
  readonly slope: number
  readonly rSquared: number
  readonly residualStandardDeviation: number
  /** Of the first values of the reference set. */
  readonly baselineStandardDeviation: number
  /** Mean fall over that standard deviation: the pre-post effect size of the reference set. */
  readonly prePostEffectSize: number
}

/**
 * Which last value is usual for a first value, in a reference set?
 *
 * Least squares of last on first.
 *
 * @param first  n values, one a member of the reference set
 * @param last   n values of the same members, same unit and order
 * @returns      the line, or a refusal of `leastSquares`
 * @throws       UnequalLengths, NotFinite
 * @source       Cronbach & Furby (1970), Psychol Bull 74:68-80 (residual gain)
 * @verified     test/golden/statistics/extra.test.ts
 */
export function severityReference(first: number[], last: number[]): SeverityReference | Refusal {
  requireSameLength(first, 'First values', last, 'last values')
  const fit = leastSquares(designMatrix(first.length, [{ name: 'first', values: first }]), last)
  if (fit.kind === 'refused') return fit
  const [intercept, slope] = fit.coefficients
  if (intercept === undefined || slope === undefined)
    return refuse('rank_deficient', 'A line has two coefficients.')
  const baselineStandardDeviation = sampleStandardDeviation(first)
  return {
    kind: 'fitted',
    n: fit.n,
    intercept: intercept.estimate,
    slope: slope.estimate,
    rSquared: fit.rSquared,
    residualStandardDeviation: fit.residualStandardDeviation,
    baselineStandardDeviation,
    prePostEffectSize: (mean(first) - mean(last)) / baselineStandardDeviation,
  }
}

/**
 * The same line from whole-number sums over the pairs of first and last values.
 *
 * slope = (n sum xy - sum x sum y) / (n sum x^2 - (sum x)^2), exact up to the division
 *
 * @param sums  `before`: first values, `after`: last values
 * @returns     what comparing needs of the line, or a refusal as `severityReference`
 * @verified    test/acceptance/programme-reference.test.ts
 */
export function severityLineFromSums(
  sums: PairSums,
): Pick<SeverityReference, 'kind' | 'n' | 'intercept' | 'slope' | 'baselineStandardDeviation'> | Refusal {
  const { n } = sums
  if (n < FEWEST_FOR_A_LINE) {
    return refuse('too_few_members', `A line needs at least ${FEWEST_FOR_A_LINE} members; got ${n}.`)
  }
  const spread = n * sums.beforeSquared - sums.before ** 2
  if (spread === 0) {
    return refuse('constant_predictor', `A line needs first values that differ; all ${n} are equal.`)
  }
  const slope = (n * sums.product - sums.before * sums.after) / spread
  return {
    kind: 'fitted',
    n,
    intercept: (sums.after - slope * sums.before) / n,
    slope,
    baselineStandardDeviation: Math.sqrt(spread / (n * (n - 1))),
  }
}

/**
 * By how many standard deviations did each member end lower than usual for the first value?
 *
 * (usual last - last) / sd of first values in the reference set
 *
 * @returns  positive = lower than usual; the mean over the reference set is 0, so it compares units and is never an
 *           effect of treatment
 * @throws   UnequalLengths, NotFinite
 */
export function severityAdjustedEffects(
  reference: Pick<SeverityReference, 'intercept' | 'slope' | 'baselineStandardDeviation'>,
  first: number[],
  last: number[],
): Float64Array {
  requireSameLength(first, 'First values', last, 'last values')
  requireFinite(first, 'First values')
  requireFinite(last, 'Last values')
  const ended = new Float64Array(last)
  return Float64Array.from(first, (value, i) => {
    const usual = reference.intercept + reference.slope * value
    return (usual - at(ended, i)) / reference.baselineStandardDeviation
  })
}
