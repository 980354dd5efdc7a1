/** Difference between two arms at the same baseline. */

import { requireSameLength } from '../checks.js'
import type { Interval } from '../interval.js'
import type { Refusal } from '../refusal.js'
import { mean } from '../summary/moments.js'
import { type DesignColumn, designMatrix } from './design-matrix.js'
import {
  type Coefficient,
  coefficientOf,
  type LinearFit,
  leastSquares,
  linearCombination,
} from './least-squares.js'

export interface AncovaInput {
  /** One value a member. */
  readonly outcome: number[]
  /** 1 for the arm whose effect is asked, 0 for the other. */
  readonly arm: DesignColumn
  /** Centred on its mean before it enters. */
  readonly baseline: { readonly name: string; readonly values: number[] }
  /** Enter as they are. */
  readonly covariates?: readonly DesignColumn[]
}

export interface AdjustedMean {
  readonly estimate: number
  readonly standardError: number
  readonly interval: Interval
}

export interface Ancova {
  readonly kind: 'fitted'
  readonly meanBaseline: number
  /** Arm 1 minus arm 0 at equal baseline, in points of the outcome. */
  readonly difference: Coefficient
  /** Expected outcome of each arm at the mean baseline, the other covariates at 0. */
  readonly meanOfArm0: AdjustedMean
  readonly meanOfArm1: AdjustedMean
  readonly fit: LinearFit
}

/**
 * How do two arms differ in outcome, had their members begun at the same baseline?
 *
 * Least squares of outcome on arm, baseline minus its mean, and covariates.
 *
 * @returns  arm 1 minus arm 0 in points of the outcome, or a refusal of `leastSquares` (one arm only: rank_deficient)
 * @throws   as `leastSquares`
 * Assumes   members are alike given baseline and covariates; with chosen arms this is an association
 * @source   Vickers & Altman (2001), BMJ 323:1123-1124
 * @verified test/golden-shared/statistics/real-comparisons.test.ts
 */
export function ancova({ outcome, arm, baseline, covariates = [] }: AncovaInput): Ancova | Refusal {
  requireSameLength(outcome, 'The outcome', baseline.values, 'the baseline')
  const meanBaseline = mean(baseline.values)
  const centred = { name: baseline.name, values: baseline.values.map((value) => value - meanBaseline) }
  const fit = leastSquares(designMatrix(outcome.length, [arm, centred, ...covariates]), outcome)
  if (fit.kind === 'refused') return fit
  const at = (armValue: number) => {
    const weights = new Float64Array(fit.coefficients.length)
    weights[0] = 1
    weights[1] = armValue
    return linearCombination(fit, weights)
  }
  return {
    kind: 'fitted',
    meanBaseline,
    difference: coefficientOf(fit, arm.name),
    meanOfArm0: at(0),
    meanOfArm1: at(1),
    fit,
  }
}
