/** Standard errors of a regression when members of one group resemble each other. */

import { requireSameLength } from '../checks.js'
import { studentTTwoSidedP } from '../distributions/student-t.js'
import { type Interval, studentTInterval } from '../interval.js'
import {
  addToEntry,
  at,
  bilinear,
  type Matrix,
  rowOf,
  rowsOf,
  timesVector,
  zeros,
} from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import type { LinearFit } from '../regression/least-squares.js'
import { arrangeByCluster } from './arrange-by-cluster.js'
import { residualAdjuster } from './bell-mccaffrey.js'
import { ContrastSums } from './contrast-sums.js'

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
  const found = estimatesOf(fit, clusters, contrasts, level)
  if ('kind' in found) return found
  const coefficients = found.estimates.map((estimate, j) => ({
    name: fit.coefficients[j]?.name ?? '',
    ...estimate,
  }))
  return { kind: 'estimated', clusters: found.clusters, coefficients }
}

/** As `clusterRobust`, for one coefficient: with many groups and columns a fraction of the work. */
export function clusterRobustOf(
  fit: LinearFit,
  clusters: readonly (string | number)[],
  name: string,
  level = 0.95,
): ClusterRobust | Refusal {
  const contrast = Float64Array.from(fit.coefficients, (coefficient) => (coefficient.name === name ? 1 : 0))
  const found = estimatesOf(fit, clusters, [contrast], level)
  if ('kind' in found) return found
  return {
    kind: 'estimated',
    clusters: found.clusters,
    coefficients: found.estimates.map((estimate) => ({ name, ...estimate })),
  }
}

/** As `clusterRobust`, for weighted sums of coefficients, one number a coefficient in each. */
export function clusterRobustContrasts(
  fit: LinearFit,
  clusters: readonly (string | number)[],
  contrasts: readonly Float64Array[],
  level = 0.95,
): ClusterRobustEstimate[] | Refusal {
  const found = estimatesOf(fit, clusters, contrasts, level)
  return 'kind' in found ? found : found.estimates
}

function estimatesOf(
  fit: LinearFit,
  clusters: readonly (string | number)[],
  contrasts: readonly Float64Array[],
  level: number,
): { readonly clusters: number; readonly estimates: ClusterRobustEstimate[] } | Refusal {
  requireSameLength({ length: fit.n }, 'The rows', clusters, 'their groups')
  const arranged = arrangeByCluster(fit, clusters)
  const m = arranged.starts.length - 1
  if (m < 2) {
    return refuse('one_group', `Cluster-robust standard errors need at least 2 groups; got ${m}.`)
  }
  const bread = fit.unscaledCovariance
  // Without weights B X'X B is B.
  const isWeighted = fit.weights.some((weight) => weight !== 1)
  const middle = isWeighted ? sandwiched(bread, weightedSquareOf(fit)) : bread
  const sums = contrasts.map(
    (contrast) => new ContrastSums(timesVector(bread, contrast), arranged.mostRows, isWeighted),
  )
  const adjusterOf = residualAdjuster(bread, middle, arranged.mostRows, isWeighted)
  for (let j = 0; j < m; j += 1) {
    const from = arranged.starts[j] ?? 0
    const to = arranged.starts[j + 1] ?? 0
    const x = rowsOf(arranged.design, from, to)
    const weights = arranged.weights.subarray(from, to)
    const residuals = arranged.residuals.subarray(from, to)
    const adjust = adjusterOf(x, weights)
    for (const sum of sums) sum.add(x, weights, residuals, adjust)
  }
  const estimates = contrasts.map((contrast, c) => {
    const { plain = Number.NaN, adjusted = Number.NaN } = sums[c] ?? {}
    const degreesOfFreedom = sums[c]?.degreesOfFreedom(bread, middle) ?? null
    let estimate = 0
    for (const [j, coefficient] of fit.coefficients.entries())
      estimate += at(contrast, j) * coefficient.estimate
    return {
      estimate,
      standardErrorCr0: Math.sqrt(plain),
      standardErrorCr1: Math.sqrt((plain * m) / (m - 1)),
      standardErrorCr1s: Math.sqrt((plain * m * (fit.n - 1)) / ((m - 1) * fit.degreesOfFreedom)),
      standardErrorCr2: Math.sqrt(adjusted),
      ...satterthwaiteTest(estimate, Math.sqrt(adjusted), degreesOfFreedom, level),
    }
  })
  return { clusters: m, estimates }
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
  const { rows, columns, values } = fit.design.matrix
  const square = zeros(columns, columns)
  for (let i = 0, start = 0; i < rows; i += 1, start += columns) {
    const weight = at(fit.weights, i) ** 2
    for (let a = 0; a < columns; a += 1) {
      const value = weight * at(values, start + a)
      for (let b = 0; b < columns; b += 1) addToEntry(square, a, b, value * at(values, start + b))
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
