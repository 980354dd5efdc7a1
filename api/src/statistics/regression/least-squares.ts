/** Linear regression with any number of predictors, with or without weights. */

import { requireFinite, requirePositive, requireSameLength } from '../checks.js'
import { studentTTwoSidedP } from '../distributions/student-t.js'
import { type Interval, studentTInterval } from '../interval.js'
import { at, bilinear, entry, type Matrix, timesVector } from '../linear-algebra/matrix.js'
import { inverseOfSquare, qrDecompose, solveUpper } from '../linear-algebra/qr.js'
import { type Refusal, refuse } from '../refusal.js'
import type { Design } from './design-matrix.js'

export interface Coefficient {
  readonly name: string
  /** Units of the outcome for one unit of the column. */
  readonly estimate: number
  readonly standardError: number
  /** null when the residuals are all 0. */
  readonly t: number | null
  readonly degreesOfFreedom: number
  readonly p: number
}

export interface LinearFit {
  readonly kind: 'fitted'
  readonly n: number
  readonly coefficients: readonly Coefficient[]
  /** n - number of columns. */
  readonly degreesOfFreedom: number
  readonly residualStandardDeviation: number
  /** Share of the (weighted) variance about the mean that the columns account for, 0 to 1. */
  readonly rSquared: number
  readonly residuals: Float64Array
  /** (X'WX)^-1 */
  readonly unscaledCovariance: Matrix
  readonly design: Design
  /** All 1 without weights. */
  readonly weights: Float64Array
}

/**
 * How does an outcome depend on several columns at once, along straight lines?
 *
 * Minimises sum w (y - X b)^2 by Householder QR; covariance s^2 (X'WX)^-1 with n - p degrees of freedom.
 *
 * @param design   columns with names, see `designMatrix`
 * @param outcome  n values in the order of the rows
 * @param weights  n values above 0; left out: all 1
 * @returns        estimates with t tests, or a refusal: too few rows, constant outcome, a column that follows from others
 * @throws         UnequalLengths, NotFinite, OutOfRange for weights
 * Assumes         independent residuals of equal spread (1 / weight); for grouped members take `clusterRobust`
 * @source         Golub & Van Loan (2013), Matrix Computations, 5.3
 * @verified       test/golden/statistics/regression.test.ts
 */
export function leastSquares(
  design: Design,
  outcome: ArrayLike<number>,
  weights?: ArrayLike<number>,
): LinearFit | Refusal {
  const { matrix, names } = design
  const n = matrix.rows
  const y = new Float64Array(outcome)
  const w = weights === undefined ? new Float64Array(n).fill(1) : new Float64Array(weights)
  requireSameLength({ length: n }, 'The rows', y, 'the outcome')
  requireSameLength({ length: n }, 'The rows', w, 'the weights')
  requireFinite(y, 'The outcome')
  for (const weight of w) requirePositive(weight, 'A weight')
  const degreesOfFreedom = n - matrix.columns
  if (degreesOfFreedom < 1) {
    const needed = matrix.columns + 1
    return refuse(
      'too_few_members',
      `A regression on ${names.join(', ')} needs at least ${needed} rows; got ${n}.`,
    )
  }
  if (y.every((value) => value === y[0])) {
    return refuse(
      'constant_outcome',
      `A regression needs an outcome that differs; all ${n} values are equal.`,
    )
  }
  const factor = qrDecompose(matrix, y, weights === undefined ? undefined : w.map(Math.sqrt))
  if (factor.kind === 'deficient') return refuseRank(names, factor.column)
  const estimates = solveUpper(factor.upper, factor.rotated)
  const fitted = timesVector(matrix, estimates)
  const residuals = y.map((value, i) => value - at(fitted, i))
  const residualSquares = weightedSquares(residuals, w)
  const unscaledCovariance = inverseOfSquare(factor.upper)
  const variance = residualSquares / degreesOfFreedom
  return {
    kind: 'fitted',
    n,
    coefficients: names.map((name, j) => {
      const standardError = Math.sqrt(variance * entry(unscaledCovariance, j, j))
      return testedCoefficient(name, at(estimates, j), standardError, degreesOfFreedom)
    }),
    degreesOfFreedom,
    residualStandardDeviation: Math.sqrt(variance),
    rSquared: 1 - residualSquares / squaresAboutMean(y, w),
    residuals,
    unscaledCovariance,
    design,
    weights: w,
  }
}

/**
 * Estimate and interval of a weighted sum of coefficients, such as the mean of an arm at a baseline.
 *
 * @param weights  one number a coefficient, in their order
 */
export function linearCombination(
  fit: LinearFit,
  weights: Float64Array,
  level = 0.95,
): { estimate: number; standardError: number; interval: Interval<'student_t'> } {
  let estimate = 0
  for (const [j, coefficient] of fit.coefficients.entries()) estimate += at(weights, j) * coefficient.estimate
  const variance = fit.residualStandardDeviation ** 2 * bilinear(weights, fit.unscaledCovariance, weights)
  const standardError = Math.sqrt(variance)
  return {
    estimate,
    standardError,
    interval: studentTInterval(estimate, standardError, fit.degreesOfFreedom, level),
  }
}

/** The coefficient of a column that is known to be in the design. */
export function coefficientOf(fit: LinearFit, name: string): Coefficient {
  const found = fit.coefficients.find((coefficient) => coefficient.name === name)
  if (found === undefined) throw new RangeError(`The design has no column ${name}.`)
  return found
}

export function testedCoefficient(
  name: string,
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
): Coefficient {
  const t = standardError > 0 ? estimate / standardError : null
  const p = t === null ? 0 : studentTTwoSidedP(t, degreesOfFreedom)
  return { name, estimate, standardError, t, degreesOfFreedom, p }
}

export function refuseRank(names: readonly string[], column: number): Refusal {
  const name = names[column] ?? 'a column'
  return refuse(
    'rank_deficient',
    `The column ${name} follows from ${names.slice(0, column).join(', ') || 'nothing: it is all 0'}. Leave it out.`,
  )
}

function weightedSquares(values: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += at(weights, i) * at(values, i) ** 2
  return sum
}

function squaresAboutMean(y: Float64Array, weights: Float64Array): number {
  let total = 0
  let sum = 0
  for (let i = 0; i < y.length; i += 1) {
    total += at(weights, i)
    sum += at(weights, i) * at(y, i)
  }
  const centre = sum / total
  return weightedSquares(
    y.map((value) => value - centre),
    weights,
  )
}
