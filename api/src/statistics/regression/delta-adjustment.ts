/** How far would missing outcomes have to differ from what was seen, to change the comparison of two arms? */

import { requireSameLength } from '../checks.js'
import { studentTQuantile } from '../distributions/student-t.js'
import { type Interval, studentTInterval } from '../interval.js'
import { dot, type Matrix, rowOf } from '../linear-algebra/matrix.js'
import { inverseOfSquare, qrDecompose } from '../linear-algebra/qr.js'
import { type Refusal, refuse } from '../refusal.js'
import { mean } from '../summary/moments.js'
import { designMatrix } from './design-matrix.js'
import { coefficientOf, leastSquares } from './least-squares.js'

export interface DeltaAdjustment {
  readonly kind: 'estimated'
  /** Arm 1 minus arm 0, missing outcomes taken as the members' like them. */
  readonly estimate: number
  readonly standardError: number
  readonly degreesOfFreedom: number
  readonly observed: { readonly arm1: number; readonly arm0: number }
  readonly missing: { readonly arm1: number; readonly arm0: number }
  /** What one point more in every missing outcome of an arm adds to the estimate. */
  readonly perPointOfArm1: number
  readonly perPointOfArm0: number
}

/**
 * What is the difference between two arms if the unseen members of an arm ended `delta` points above those like them?
 *
 * Missing outcomes are the fitted value of outcome ~ arm + baseline plus delta; then the estimate is exactly
 * b + delta1 x A1 + delta0 x A0, A = sum over an arm's missing members of the arm's row of (X'X)^-1 X'.
 *
 * @param outcome   one a member; null = missing
 * @param arm       1 or 0
 * @param baseline  one a member, centred here on the mean of all
 * @returns         the pieces of that line, or a refusal of `leastSquares`
 * @throws          UnequalLengths, NotFinite
 * Assumes          the deltas are known: errors are those of the observed data; grouping is ignored
 * @source          Carpenter & Kenward (2013), Multiple Imputation and its Application, 10; Rubin (1987)
 * @verified        test/golden/statistics/extra.test.ts
 */
export function deltaAdjustment(
  outcome: readonly (number | null)[],
  arm: readonly number[],
  baseline: number[],
): DeltaAdjustment | Refusal {
  requireSameLength(outcome, 'The outcomes', arm, 'the arms')
  requireSameLength(outcome, 'The outcomes', baseline, 'the baselines')
  const centre = mean(baseline)
  const members = outcome.map((value, i) => ({
    value,
    arm: arm[i] ?? 0,
    baseline: (baseline[i] ?? 0) - centre,
  }))
  const seen = members.filter(({ value }) => value !== null)
  const designOf = (rows: typeof members) =>
    designMatrix(rows.length, [
      { name: 'arm', values: rows.map((row) => row.arm) },
      { name: 'baseline', values: rows.map((row) => row.baseline) },
    ])
  const fit = leastSquares(
    designOf(seen),
    seen.map(({ value }) => value ?? 0),
  )
  if (fit.kind === 'refused') return fit
  const all = designOf(members)
  const factor = qrDecompose(all.matrix, new Float64Array(members.length))
  if (factor.kind === 'deficient') return refuse('rank_deficient', 'Arm and baseline cannot be told apart.')
  const shares = armShares(all.matrix, inverseOfSquare(factor.upper))
  const sumOver = (wanted: number) =>
    members.reduce(
      (sum, row, i) => (row.value === null && row.arm === wanted ? sum + (shares[i] ?? 0) : sum),
      0,
    )
  const count = (wanted: number, isSeen: boolean) =>
    members.filter((row) => row.arm === wanted && (row.value !== null) === isSeen).length
  const { estimate, standardError } = coefficientOf(fit, 'arm')
  return {
    kind: 'estimated',
    estimate,
    standardError,
    degreesOfFreedom: fit.degreesOfFreedom,
    observed: { arm1: count(1, true), arm0: count(0, true) },
    missing: { arm1: count(1, false), arm0: count(0, false) },
    perPointOfArm1: sumOver(1),
    perPointOfArm0: sumOver(0),
  }
}

/** The difference and its interval at given deltas, in points of the outcome. */
export function differenceAtDelta(
  adjustment: DeltaAdjustment,
  deltaOfArm1: number,
  deltaOfArm0: number,
  level = 0.95,
): { estimate: number; interval: Interval<'student_t'> } {
  const { perPointOfArm1, perPointOfArm0, standardError, degreesOfFreedom } = adjustment
  const estimate = adjustment.estimate + deltaOfArm1 * perPointOfArm1 + deltaOfArm0 * perPointOfArm0
  return { estimate, interval: studentTInterval(estimate, standardError, degreesOfFreedom, level) }
}

/** The delta of arm 1 alone at which the estimate, or a limit, is 0; null when arm 1 has nobody missing. */
export function tippingPoints(
  adjustment: DeltaAdjustment,
  level = 0.95,
): { estimateIsZero: number; lowIsZero: number; highIsZero: number } | null {
  const { estimate, standardError, degreesOfFreedom, perPointOfArm1 } = adjustment
  if (perPointOfArm1 === 0) return null
  const half = studentTQuantile(0.5 + level / 2, degreesOfFreedom) * standardError
  return {
    estimateIsZero: -estimate / perPointOfArm1,
    lowIsZero: -(estimate - half) / perPointOfArm1,
    highIsZero: -(estimate + half) / perPointOfArm1,
  }
}

/** The arm's row of (X'X)^-1 X': what one point more of each member's outcome adds to the arm's coefficient. */
function armShares(matrix: Matrix, inverse: Matrix): Float64Array {
  const row = rowOf(inverse, 1)
  return Float64Array.from({ length: matrix.rows }, (_, i) => dot(row, rowOf(matrix, i)))
}
