/** A straight line through the points of one member. */

import { requireAtLeast, requireFinite, requireSameLength } from '../checks.js'
import { type Refusal, refuse } from '../refusal.js'

const FEWEST_POINTS = 3

export interface Line {
  readonly kind: 'fitted'
  readonly n: number
  /** Units of y for one unit of x. */
  readonly slope: number
  /** Value of the line at x = 0, in units of y. */
  readonly intercept: number
  /** Of the slope, same unit; 0 when all points lie on the line. */
  readonly slopeStandardError: number
  /** n - 2. */
  readonly degreesOfFreedom: number
  readonly residualStandardDeviation: number
}

/**
 * How fast does y change with x, along a straight line?
 *
 * slope = sum (x - mean x)(y - mean y) / sum (x - mean x)^2; its standard error has n - 2 degrees of freedom.
 *
 * @param x  n values, such as weeks since baseline
 * @param y  n values, in the same order
 * @returns  the line, or a refusal when all x are equal
 * @throws   TooFewObservations when n < 3, UnequalLengths, NotFinite
 * Assumes   independent residuals of equal spread, which repeated scores of one member are only roughly
 * @verified test/golden/statistics/summary.test.ts
 */
export function ordinaryLeastSquaresLine(x: readonly number[], y: readonly number[]): Line | Refusal {
  requireSameLength(x, 'x', y, 'y')
  requireAtLeast(FEWEST_POINTS, x.length, 'A fitted line')
  requireFinite(x, 'x')
  requireFinite(y, 'y')
  const n = x.length
  const meanX = x.reduce((sum, value) => sum + value, 0) / n
  const meanY = y.reduce((sum, value) => sum + value, 0) / n
  const points = x.map((value, i) => ({ fromMeanX: value - meanX, fromMeanY: (y[i] ?? 0) - meanY }))
  let squares = 0
  let products = 0
  for (const { fromMeanX, fromMeanY } of points) {
    squares += fromMeanX * fromMeanX
    products += fromMeanX * fromMeanY
  }
  if (squares === 0) {
    return refuse('constant_predictor', `A fitted line needs x values that differ; all ${n} are equal.`)
  }
  const slope = products / squares
  let residual = 0
  for (const { fromMeanX, fromMeanY } of points) residual += (fromMeanY - slope * fromMeanX) ** 2
  const residualVariance = residual / (n - 2)
  return {
    kind: 'fitted',
    n,
    slope,
    intercept: meanY - slope * meanX,
    slopeStandardError: Math.sqrt(residualVariance / squares),
    degreesOfFreedom: n - 2,
    residualStandardDeviation: Math.sqrt(residualVariance),
  }
}
