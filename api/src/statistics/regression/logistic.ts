/** Probability of a yes-or-no outcome from several columns. */

import { requireSameLength } from '../checks.js'
import { normalUpperTail } from '../distributions/normal.js'
import { OutOfRange } from '../errors.js'
import { at, entry, type Matrix, timesVector } from '../linear-algebra/matrix.js'
import { inverseOfSquare, qrDecompose, solveUpper } from '../linear-algebra/qr.js'
import { type Refusal, refuse } from '../refusal.js'
import { midRanks } from '../summary/ranks.js'
import type { Design } from './design-matrix.js'
import { refuseRank } from './least-squares.js'

const MAX_ITERATIONS = 100
/** Newton's method has arrived when no linear predictor moves by more than this. */
const PREDICTOR_TOLERANCE = 1e-9
/** Still moving by this much when the deviance stands still: the estimates run to infinity. */
const RUNAWAY_STEP = 1e-3
const DEVIANCE_TOLERANCE = 1e-10
/** R's glm stops here, and takes its standard errors from the weights of the step that brought it here. */
const GLM_TOLERANCE = 1e-12

export interface LogisticCoefficient {
  readonly name: string
  /** Change of the log odds for one unit of the column. */
  readonly estimate: number
  readonly standardError: number
  readonly z: number
  readonly p: number
}

export interface LogisticFit {
  readonly kind: 'fitted'
  readonly n: number
  /** Rows with outcome 1. */
  readonly events: number
  readonly coefficients: readonly LogisticCoefficient[]
  /** Fitted probability of outcome 1, one a row. */
  readonly probabilities: Float64Array
  readonly deviance: number
  readonly nullDeviance: number
  readonly logLikelihood: number
  readonly iterations: number
  /** Probability that a row with the outcome is ranked above one without it, 0 to 1. */
  readonly concordance: number
}

/**
 * How do the odds of an outcome depend on several columns?
 *
 * Maximum likelihood by Newton's method (iteratively reweighted least squares by QR): estimates to full precision,
 * standard errors from the step at which R's glm (epsilon 1e-12) ends, a few 1e-7 away from the maximum's.
 *
 * @param design   columns with names, see `designMatrix`
 * @param outcome  n values of 0 or 1, in the order of the rows
 * @returns        log odds ratios with z tests, or a refusal: too few rows, one outcome only, a column that follows
 *                 from others, separation (some combination of columns splits the outcome and has no finite estimate)
 * @throws         UnequalLengths, OutOfRange for outcomes other than 0 and 1
 * @source         McCullagh & Nelder (1989), Generalized Linear Models; Albert & Anderson (1984), Biometrika 71:1-10
 * @verified       test/golden-shared/statistics/real-comparisons.test.ts, test/golden/statistics/regression.test.ts
 */
export function logisticRegression(design: Design, outcome: ArrayLike<number>): LogisticFit | Refusal {
  const { matrix, names } = design
  const n = matrix.rows
  const y = new Float64Array(outcome)
  requireSameLength({ length: n }, 'The rows', y, 'the outcome')
  for (const value of y) if (value !== 0 && value !== 1) throw new OutOfRange('An outcome', '0 or 1', value)
  const events = y.reduce((sum, value) => sum + value, 0)
  if (n <= matrix.columns) {
    return refuse(
      'too_few_members',
      `A logistic regression on ${names.length} columns needs more rows; got ${n}.`,
    )
  }
  if (events === 0 || events === n) {
    return refuse(
      'constant_outcome',
      `A logistic regression needs both outcomes; all ${n} are ${events === 0 ? 0 : 1}.`,
    )
  }
  const rank = qrDecompose(matrix, y)
  if (rank.kind === 'deficient') return refuseRank(names, rank.column)
  const maximum = maximise(matrix, y)
  if (maximum.kind === 'separated') return refuseSeparation(design, maximum.estimates)
  const { estimates, covariance, probabilities, iterations } = maximum
  const share = events / n
  const deviance = devianceOf(y, probabilities)
  return {
    kind: 'fitted',
    n,
    events,
    coefficients: names.map((name, j) => {
      const estimate = at(estimates, j)
      const standardError = Math.sqrt(entry(covariance, j, j))
      const z = estimate / standardError
      return { name, estimate, standardError, z, p: 2 * normalUpperTail(Math.abs(z)) }
    }),
    probabilities,
    deviance,
    nullDeviance: -2 * (events * Math.log(share) + (n - events) * Math.log1p(-share)),
    logLikelihood: -deviance / 2,
    iterations,
    concordance: concordance(probabilities, y),
  }
}

/** Probability that a random row with outcome 1 has the higher score; ties count half. Both outcomes must occur. */
export function concordance(scores: Float64Array, outcome: Float64Array): number {
  const ranks = midRanks(scores)
  let events = 0
  let rankSum = 0
  for (let i = 0; i < outcome.length; i += 1) {
    events += at(outcome, i)
    rankSum += at(outcome, i) * at(ranks, i)
  }
  return (rankSum - (events * (events + 1)) / 2) / (events * (outcome.length - events))
}

type Maximum =
  | {
      readonly kind: 'found'
      readonly estimates: Float64Array
      readonly covariance: Matrix
      readonly probabilities: Float64Array
      readonly iterations: number
    }
  | { readonly kind: 'separated'; readonly estimates: Float64Array }

function maximise(matrix: Matrix, y: Float64Array): Maximum {
  let estimates = new Float64Array(matrix.columns)
  // as glm begins: each row half way between its outcome and even odds, not yet on the columns
  let probabilities: Float64Array = y.map((value) => (value + 0.5) / 2)
  const offColumns = probabilities.map((p) => Math.log(p / (1 - p)))
  let deviance = Number.POSITIVE_INFINITY
  let covariance: Matrix | null = null
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration += 1) {
    const roots = probabilities.map((p) => Math.sqrt(p * (1 - p)))
    if (roots.includes(0)) return { kind: 'separated', estimates }
    const factor = qrDecompose(
      matrix,
      y.map((value, i) => at(offColumns, i) + (value - at(probabilities, i)) / at(roots, i) ** 2),
      roots,
    )
    if (factor.kind === 'deficient') return { kind: 'separated', estimates }
    let step = solveUpper(factor.upper, factor.rotated)
    let next = shifted(estimates, step)
    let nextProbabilities = probabilitiesAt(matrix, next)
    let nextDeviance = devianceOf(y, nextProbabilities)
    while (nextDeviance > deviance * (1 + DEVIANCE_TOLERANCE)) {
      step = step.map((value) => value / 2)
      next = shifted(estimates, step)
      nextProbabilities = probabilitiesAt(matrix, next)
      nextDeviance = devianceOf(y, nextProbabilities)
    }
    const moved = timesVector(matrix, step).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const gained = deviance - nextDeviance
    estimates = next
    probabilities = nextProbabilities
    offColumns.fill(0)
    deviance = nextDeviance
    if (covariance === null && Math.abs(gained) < GLM_TOLERANCE * (deviance + 0.1))
      covariance = inverseOfSquare(factor.upper)
    if (moved < PREDICTOR_TOLERANCE) {
      covariance ??= inverseOfSquare(factor.upper)
      return { kind: 'found', estimates, covariance, probabilities, iterations: iteration }
    }
    if (gained < DEVIANCE_TOLERANCE * (deviance + 0.1) && moved > RUNAWAY_STEP)
      return { kind: 'separated', estimates }
  }
  return { kind: 'separated', estimates }
}

function shifted(estimates: Float64Array, step: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(estimates, (value, j) => value + at(step, j))
}

function probabilitiesAt(matrix: Matrix, estimates: Float64Array): Float64Array {
  const probabilities = timesVector(matrix, estimates)
  for (let i = 0; i < probabilities.length; i += 1)
    probabilities[i] = 1 / (1 + Math.exp(-at(probabilities, i)))
  return probabilities
}

function devianceOf(y: Float64Array, probabilities: Float64Array): number {
  let sum = 0
  for (let i = 0; i < y.length; i += 1) {
    const p = at(probabilities, i)
    sum += at(y, i) === 1 ? Math.log(p) : Math.log1p(-p)
  }
  return -2 * sum
}

/** Names the columns whose part in the linear predictor has run away. */
function refuseSeparation(design: Design, estimates: Float64Array): Refusal {
  const { matrix, names } = design
  const spreads = names.map((name, j) => {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let i = 0; i < matrix.rows; i += 1) {
      low = Math.min(low, entry(matrix, i, j))
      high = Math.max(high, entry(matrix, i, j))
    }
    return { name, spread: Math.abs(at(estimates, j)) * (high - low) }
  })
  const widest = Math.max(...spreads.map(({ spread }) => spread))
  const culprits = spreads.filter(({ spread }) => spread > widest / 4 && spread > 0).map(({ name }) => name)
  return refuse(
    'separation',
    `The outcome is split, wholly or in part, by ${culprits.join(', ')}: no finite estimate exists. Leave it out or merge its levels.`,
  )
}
