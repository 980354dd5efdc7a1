/** Standard errors of a regression when members of one group resemble each other. */

import { requireSameLength } from '../checks.js'
import { studentTTwoSidedP } from '../distributions/student-t.js'
import { type Interval, studentTInterval } from '../interval.js'
import {
  addToEntry,
  at,
  bilinear,
  dot,
  entry,
  type Matrix,
  rowOf,
  setEntry,
  timesVector,
  transposedTimesVector,
  zeros,
} from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import type { LinearFit } from '../regression/least-squares.js'
import { adjustResiduals } from './bell-mccaffrey.js'

export interface ClusterRobustEstimate {
  readonly estimate: number
  /** Plain sandwich. */
  readonly standardErrorCr0: number
  /** CR0 variance x m / (m - 1). */
  readonly standardErrorCr1: number
  /** CR0 variance x m (N - 1) / ((m - 1)(N - p)). */
  readonly standardErrorCr1s: number
  /** Bell and McCaffrey: unbiased when members were independent. */
  readonly standardErrorCr2: number
  readonly t: number | null
  /** Satterthwaite, for CR2; null when the groups say nothing about this coefficient. */
  readonly degreesOfFreedom: number | null
  readonly p: number | null
  /** From CR2 and its degrees of freedom. */
  readonly interval: Interval<'student_t'> | null
}

export interface ClusterRobustCoefficient extends ClusterRobustEstimate {
  readonly name: string
}

export interface ClusterRobust {
  readonly kind: 'estimated'
  /** Groups with at least one member. */
  readonly clusters: number
  readonly coefficients: readonly ClusterRobustCoefficient[]
}

/**
 * How sure are the coefficients of a regression, when members come in groups?
 *
 * V = B (sum over groups X_j'W_j A_j e_j e_j' A_j W_j X_j) B, B = (X'WX)^-1; A_j = I for CR0 and
 * [(I - H)(I - H)']_jj^(-1/2) for CR2 (identity working model); t tests of CR2 with Satterthwaite degrees of freedom.
 *
 * @param fit       a fit of `leastSquares`, with or without weights
 * @param clusters  the group of each row, in the order of the rows
 * @returns         one entry a coefficient, or a refusal with fewer than 2 groups
 * @throws          UnequalLengths
 * Assumes          groups independent of each other; with few groups only CR2 with its degrees of freedom is honest
 * @source          Bell & McCaffrey (2002), Survey Methodology 28:169-181; Pustejovsky & Tipton (2018), J Bus Econ Stat 36:672-683
 * @verified        test/golden/statistics/regression.test.ts, test/golden-shared/statistics/real-comparisons.test.ts
 */
export function clusterRobust(
  fit: LinearFit,
  clusters: readonly (string | number)[],
  level = 0.95,
): ClusterRobust | Refusal {
  const contrasts = fit.coefficients.map((_, j) => {
    const unit = new Float64Array(fit.coefficients.length)
    unit[j] = 1
    return unit
  })
  const estimates = clusterRobustContrasts(fit, clusters, contrasts, level)
  if (!Array.isArray(estimates)) return estimates
  const coefficients = estimates.map((estimate, j) => ({
    name: fit.coefficients[j]?.name ?? '',
    ...estimate,
  }))
  return { kind: 'estimated', clusters: new Set(clusters).size, coefficients }
}

/** As `clusterRobust`, for weighted sums of coefficients, one number a coefficient in each. */
export function clusterRobustContrasts(
  fit: LinearFit,
  clusters: readonly (string | number)[],
  contrasts: readonly Float64Array[],
  level = 0.95,
): ClusterRobustEstimate[] | Refusal {
  requireSameLength({ length: fit.n }, 'The rows', clusters, 'their groups')
  const members = rowsByCluster(clusters)
  if (members.length < 2) {
    return refuse(
      'one_group',
      `Cluster-robust standard errors need at least 2 groups; got ${members.length}.`,
    )
  }
  const bread = fit.unscaledCovariance
  const weightedSquare = weightedSquareOf(fit)
  const middle = sandwiched(bread, weightedSquare)
  const parts = members.map((rows) => {
    const x = pickRows(fit.design.matrix, rows)
    const weights = Float64Array.from(rows, (row) => at(fit.weights, row))
    const residuals = Float64Array.from(rows, (row) => at(fit.residuals, row))
    return { x, weights, residuals, adjust: adjustResiduals(x, weights, bread, middle) }
  })
  const m = members.length
  return contrasts.map((contrast) => {
    const direction = timesVector(bread, contrast)
    let plain = 0
    let adjusted = 0
    const moments: ClusterMoment[] = []
    for (const { x, weights, residuals, adjust } of parts) {
      // row i of W_j X_j B c
      const score = timesVector(x, direction).map((value, i) => value * at(weights, i))
      plain += dot(score, residuals) ** 2
      const g = adjust(score)
      adjusted += dot(g, residuals) ** 2
      moments.push({
        square: dot(g, g),
        plain: transposedTimesVector(x, g),
        weighted: transposedTimesVector(
          x,
          g.map((value, i) => value * at(weights, i)),
        ),
      })
    }
    let estimate = 0
    for (const [j, coefficient] of fit.coefficients.entries())
      estimate += at(contrast, j) * coefficient.estimate
    return {
      estimate,
      standardErrorCr0: Math.sqrt(plain),
      standardErrorCr1: Math.sqrt((plain * m) / (m - 1)),
      standardErrorCr1s: Math.sqrt((plain * m * (fit.n - 1)) / ((m - 1) * fit.degreesOfFreedom)),
      standardErrorCr2: Math.sqrt(adjusted),
      ...satterthwaiteTest(estimate, Math.sqrt(adjusted), satterthwaiteDf(moments, bread, middle), level),
    }
  })
}

/** What one group adds to the covariance of the parts of a CR2 variance. */
interface ClusterMoment {
  /** g'g with g = A_j W_j X_j B c */
  readonly square: number
  /** X_j'g */
  readonly plain: Float64Array
  /** X_j'W_j g */
  readonly weighted: Float64Array
}

/**
 * (sum p_j'p_j)^2 / sum over pairs (p_j'p_k)^2, with p_j = (I - H)_j'g_j and
 * p_j'p_k = [j = k] g'g + v_j'Q v_k, v = (X'g, X'W g), Q = (B X'W^2 X B, -B; -B, 0).
 */
function satterthwaiteDf(moments: readonly ClusterMoment[], bread: Matrix, middle: Matrix): number | null {
  const size = bread.rows
  const cross = zeros(2 * size, 2 * size)
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      setEntry(cross, a, b, entry(middle, a, b))
      setEntry(cross, a, size + b, -entry(bread, a, b))
      setEntry(cross, size + a, b, -entry(bread, a, b))
    }
  }
  const sums = zeros(2 * size, 2 * size)
  let trace = 0
  let squares = 0
  for (const { square, plain, weighted } of moments) {
    const both = Float64Array.from([...plain, ...weighted])
    const own = bilinear(both, cross, both)
    trace += square + own
    squares += square * (square + 2 * own)
    for (const [a, value] of both.entries())
      for (const [b, other] of both.entries()) addToEntry(sums, a, b, value * other)
  }
  squares += traceOfSquare(cross, sums)
  return squares > 0 ? trace ** 2 / squares : null
}

/** Sum over all pairs of groups of (v_j'Q v_k)^2 = trace(Q S Q S), S = sum of v v': no pair is visited. */
function traceOfSquare(cross: Matrix, sums: Matrix): number {
  const product = zeros(cross.rows, cross.columns)
  for (let a = 0; a < cross.rows; a += 1) {
    const row = rowOf(cross, a)
    for (let b = 0; b < cross.columns; b += 1) setEntry(product, a, b, dot(row, rowOf(sums, b)))
  }
  let trace = 0
  for (let a = 0; a < cross.rows; a += 1)
    for (let b = 0; b < cross.columns; b += 1) trace += entry(product, a, b) * entry(product, b, a)
  return trace
}

function satterthwaiteTest(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number | null,
  level: number,
): Pick<ClusterRobustEstimate, 't' | 'degreesOfFreedom' | 'p' | 'interval'> {
  if (degreesOfFreedom === null || !(standardError > 0))
    return { t: null, degreesOfFreedom, p: null, interval: null }
  const t = estimate / standardError
  const p = studentTTwoSidedP(t, degreesOfFreedom)
  return {
    t,
    degreesOfFreedom,
    p,
    interval: studentTInterval(estimate, standardError, degreesOfFreedom, level),
  }
}

/** X'W^2 X */
function weightedSquareOf(fit: LinearFit): Matrix {
  const { matrix } = fit.design
  const square = zeros(matrix.columns, matrix.columns)
  for (let i = 0; i < matrix.rows; i += 1) {
    const row = rowOf(matrix, i)
    const weight = at(fit.weights, i) ** 2
    for (let a = 0; a < matrix.columns; a += 1) {
      for (let b = 0; b < matrix.columns; b += 1) {
        const position = a * matrix.columns + b
        square.values[position] = at(square.values, position) + weight * at(row, a) * at(row, b)
      }
    }
  }
  return square
}

/** B M B */
function sandwiched(bread: Matrix, filling: Matrix): Matrix {
  const size = bread.rows
  const result = zeros(size, size)
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      result.values[a * size + b] = bilinear(rowOf(bread, a), filling, rowOf(bread, b))
    }
  }
  return result
}

function rowsByCluster(clusters: readonly (string | number)[]): number[][] {
  const rows = new Map<string | number, number[]>()
  for (const [row, cluster] of clusters.entries()) {
    const known = rows.get(cluster)
    if (known === undefined) rows.set(cluster, [row])
    else known.push(row)
  }
  return [...rows.values()]
}

function pickRows(matrix: Matrix, rows: readonly number[]): Matrix {
  const picked = zeros(rows.length, matrix.columns)
  for (const [i, row] of rows.entries()) picked.values.set(rowOf(matrix, row), i * matrix.columns)
  return picked
}
