/** By how much do last scores of the two arms differ, once members are weighted to make the arms alike? */

import { type StandardisedDifference, standardisedDifference } from '../../statistics/propensity/balance.js'
import { type WeightedEffect, weightedEffect } from '../../statistics/propensity/weighted-effect.js'
import { type Estimand, propensityWeights } from '../../statistics/propensity/weights.js'
import type { Refusal } from '../../statistics/refusal.js'
import { type DesignColumn, designMatrix } from '../../statistics/regression/design-matrix.js'
import { type LogisticFit, logisticRegression } from '../../statistics/regression/logistic.js'
import { centred } from '../trajectories/centred.js'
import { armColumn, type CompleteMember, covariateColumns, groupsOf } from './compared-members.js'

/** Yes-or-no covariates: their spread is p(1 - p). */
const YES_OR_NO = ['female']

export interface CovariateBalance {
  readonly name: string
  readonly unweighted: StandardisedDifference | Refusal
  readonly weighted: Readonly<Record<Estimand, StandardisedDifference | Refusal>>
}

export interface WeightedDifference {
  readonly plain: WeightedEffect | Refusal
  readonly atEqualBaseline: WeightedEffect | Refusal
}

export interface WeightedDifferences {
  readonly kind: 'estimated'
  readonly members: readonly CompleteMember[]
  /** Of being in the combined arm. */
  readonly propensity: LogisticFit
  /** One weight a member, in their order. */
  readonly weights: Readonly<Record<Estimand, Float64Array>>
  readonly balance: readonly CovariateBalance[]
  readonly effects: Readonly<Record<Estimand, WeightedDifference>>
}

/**
 * Logistic model of the arm on baseline, GAD-7 baseline, age, female and prior episodes; weights for four questions
 * (everybody; the same, stabilised; the combined arm; where the arms overlap); last PHQ-9 of the weighted arms.
 *
 * @param members        any order
 * @param isByGroup      whether standard errors allow for groups; there must be enough of them
 * @returns              combined minus group only in points: negative favours combined; or the refusal of the
 *                       propensity model: too few members, one arm only, a covariate without spread, separation
 * Assumes               nothing unrecorded moves both the arm and the outcome; weights taken as known
 * @source               Austin & Stuart (2015), Stat Med 34:3661-3679
 * @verified             test/golden/core/reference-outcomes.test.ts
 */
export function weightedDifferences(
  members: readonly CompleteMember[],
  isByGroup: boolean,
): WeightedDifferences | Refusal {
  const covariates = [
    { name: 'baseline', values: members.map((member) => member.baseline) },
    ...covariateColumns(members),
  ]
  const treated = armColumn(members).values
  const propensity = logisticRegression(designMatrix(members.length, covariates), treated)
  if (propensity.kind === 'refused') return propensity
  const weights = propensityWeights(treated, propensity.probabilities)
  const clusters = isByGroup ? groupsOf(members) : null
  const effectOf = (weight: Float64Array, columns: readonly DesignColumn[]) =>
    weightedEffect({
      outcome: members.map((member) => member.last),
      treated,
      weights: weight,
      clusters,
      covariates: columns,
    })
  const baseline = centred(
    'baseline_c',
    members.map((member) => member.baseline),
  )
  return {
    kind: 'estimated',
    members,
    propensity,
    weights,
    balance: covariates.map((covariate) => balanceOf(covariate, treated, weights)),
    effects: byEstimand((estimand) => ({
      plain: effectOf(weights[estimand], []),
      atEqualBaseline: effectOf(weights[estimand], [baseline]),
    })),
  }
}

function balanceOf(
  { name, values }: DesignColumn,
  treated: ArrayLike<number>,
  weights: Readonly<Record<Estimand, Float64Array>>,
): CovariateBalance {
  const differenceWith = (weight: Float64Array | null) =>
    standardisedDifference(values, treated, weight, YES_OR_NO.includes(name))
  return {
    name,
    unweighted: differenceWith(null),
    weighted: byEstimand((estimand) => differenceWith(weights[estimand])),
  }
}

function byEstimand<Value>(make: (estimand: Estimand) => Value): Record<Estimand, Value> {
  return {
    ate: make('ate'),
    ateStabilised: make('ateStabilised'),
    att: make('att'),
    overlap: make('overlap'),
  }
}
