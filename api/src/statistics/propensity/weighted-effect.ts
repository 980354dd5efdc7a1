/** Difference in outcome between weighted arms. */

import { requireFinite } from '../checks.js'
import { at, columnOf, dot, rowOf } from '../linear-algebra/matrix.js'
import type { Refusal } from '../refusal.js'
import { type DesignColumn, designMatrix } from '../regression/design-matrix.js'
import { coefficientOf, type LinearFit, leastSquares } from '../regression/least-squares.js'
import { type ClusterRobustCoefficient, clusterRobustContrasts } from '../robust/cluster-robust.js'
import { weightedMean } from './balance.js'
import { effectiveSampleSize } from './weights.js'

const ARM = 'arm'

export interface WeightedEffectInput {
  readonly outcome: ArrayLike<number>
  /** 1 or 0, one a member. */
  readonly treated: ArrayLike<number>
  /** Above 0, one a member. */
  readonly weights: ArrayLike<number>
  /** The group of each member; null when members are independent. */
  readonly clusters: readonly (string | number)[] | null
  /** Columns of the outcome model beside the arm, such as the centred baseline. */
  readonly covariates?: readonly DesignColumn[]
}

export interface WeightedEffect {
  readonly kind: 'estimated'
  /** Weighted means of the outcome, whatever the covariates. */
  readonly meanTreated: number
  readonly meanControl: number
  /** Treated minus control in points of the outcome, adjusted for the covariates. */
  readonly difference: number
  /** Heteroscedasticity-robust (HC0), members taken as independent. */
  readonly standardErrorHc0: number
  readonly effectiveSizeTreated: number
  readonly effectiveSizeControl: number
  readonly sumOfWeights: number
  readonly largestWeight: number
  /** null without groups. */
  readonly clusterRobust: ClusterRobustCoefficient | null
  readonly fit: LinearFit
}

/**
 * By how much do the arms differ in outcome, once weighted to be alike?
 *
 * Weighted least squares of the outcome on the arm (and covariates); standard errors treat the weights as known.
 *
 * @returns  treated minus control in points of the outcome, or a refusal of `leastSquares` or `clusterRobust`
 * @throws   as `leastSquares`
 * Assumes   no unmeasured reason for the arm that also moves the outcome
 * @source   Lunceford & Davidian (2004), Stat Med 23:2937-2960
 * @verified test/golden-shared/statistics/real-comparisons.test.ts
 */
export function weightedEffect(input: WeightedEffectInput): WeightedEffect | Refusal {
  const { clusters, covariates = [] } = input
  const y = new Float64Array(input.outcome)
  const z = new Float64Array(input.treated)
  const w = new Float64Array(input.weights)
  requireFinite(y, 'The outcome')
  const fit = leastSquares(designMatrix(y.length, [{ name: ARM, values: z }, ...covariates]), y, w)
  if (fit.kind === 'refused') return fit
  const ofArm = Float64Array.from(fit.coefficients, ({ name }) => (name === ARM ? 1 : 0))
  const robust = clusters === null ? [] : clusterRobustContrasts(fit, clusters, [ofArm])
  if (!Array.isArray(robust)) return robust
  const [byGroup] = robust
  const weightsOf = (arm: number) => w.filter((_, i) => at(z, i) === arm)
  return {
    kind: 'estimated',
    meanTreated: weightedMean(y, w, z, 1),
    meanControl: weightedMean(y, w, z, 0),
    difference: coefficientOf(fit, ARM).estimate,
    standardErrorHc0: heteroscedasticStandardError(fit, 1),
    effectiveSizeTreated: effectiveSampleSize(weightsOf(1)),
    effectiveSizeControl: effectiveSampleSize(weightsOf(0)),
    sumOfWeights: w.reduce((sum, weight) => sum + weight, 0),
    largestWeight: w.reduce((largest, weight) => Math.max(largest, weight), 0),
    clusterRobust: byGroup === undefined ? null : { name: ARM, ...byGroup },
    fit,
  }
}

/** sqrt of one diagonal entry of B X'W diag(e^2) W X B. */
function heteroscedasticStandardError(fit: LinearFit, column: number): number {
  const { matrix } = fit.design
  const direction = columnOf(fit.unscaledCovariance, column)
  let sum = 0
  for (let i = 0; i < matrix.rows; i += 1) {
    sum += (dot(rowOf(matrix, i), direction) * at(fit.weights, i) * at(fit.residuals, i)) ** 2
  }
  return Math.sqrt(sum)
}
