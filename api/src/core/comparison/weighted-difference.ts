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

/** The arms weighted to be alike. */
export interface WeightedArms {
  readonly kind: 'estimated'
  /** Of being in the combined arm. */
  readonly propensity: LogisticFit
  /** One weight a member, in their order. */
  readonly weights: Readonly<Record<Estimand, Float64Array>>
  /** The difference between the arms so weighted, worked out when it is asked for. */
  readonly effectOf: (estimand: Estimand, model: keyof WeightedDifference) => WeightedEffect | Refusal
}

export interface WeightedDifferences extends WeightedArms {
  readonly members: readonly CompleteMember[]
  readonly balance: readonly CovariateBalance[]
  readonly effects: Readonly<Record<Estimand, WeightedDifference>>
}

export interface ArmsToWeight {
  /** 1 in the combined arm, 0 in the other; one a member. */
  readonly treated: ArrayLike<number>
  readonly outcome: readonly number[]
  /** What makes the arms differ: the columns of the propensity model. */
  readonly covariates: readonly DesignColumn[]
  /** Enters the outcome model of `atEqualBaseline`. */
  readonly baseline: DesignColumn
  /** The group of each member; null: members are taken as independent. */
  readonly groups: readonly string[] | null
}

/**
 * Logistic model of the arm on baseline, GAD-7 baseline, age, female and prior episodes; weights for four questions
 * (everybody; the same, stabilised; the combined arm; where the arms overlap); last PHQ-9 of the weighted arms.
 *
 * @param members        any order
 * @param isByGroup      whether standard errors allow for groups; there must be enough of them
 * @returns              as `weighArms`
 * @source               Austin & Stuart (2015), Stat Med 34:3661-3679
 * @verified             test/golden/core/reference-outcomes.test.ts
 */
export function weightedDifferences(
  members: readonly CompleteMember[],
  isByGroup: boolean,
): WeightedDifferences | Refusal {
  const baseline = members.map((member) => member.baseline)
  const covariates = [{ name: 'baseline', values: baseline }, ...covariateColumns(members)]
  const treated = armColumn(members).values
  const weighed = weighArms({
    treated,
    outcome: members.map((member) => member.last),
    covariates,
    baseline: centred('baseline_c', baseline),
    groups: isByGroup ? groupsOf(members) : null,
  })
  if (weighed.kind === 'refused') return weighed
  return {
    ...weighed,
    members,
    balance: covariates.map((covariate) => balanceOf(covariate, treated, weighed.weights)),
    effects: byEstimand((estimand) => ({
      plain: weighed.effectOf(estimand, 'plain'),
      atEqualBaseline: weighed.effectOf(estimand, 'atEqualBaseline'),
    })),
  }
}

/**
 * By how much does an outcome differ between the arms, once weighted to be alike in the covariates?
 *
 * @returns   combined minus group only in points of the outcome; or the refusal of the propensity model: too few
 *            members, one arm only, a covariate without spread, separation
 * Assumes    nothing unrecorded moves both the arm and the outcome; weights taken as known
 * @source    Austin & Stuart (2015), Stat Med 34:3661-3679
 * @verified  test/golden/core/reference-outcomes.test.ts, test/golden/core/study-as-reference.test.ts
 */
export function weighArms({
  treated,
  outcome,
  covariates,
  baseline,
  groups,
}: ArmsToWeight): WeightedArms | Refusal {
  const propensity = logisticRegression(designMatrix(outcome.length, covariates), treated)
  if (propensity.kind === 'refused') return propensity
  const weights = propensityWeights(treated, propensity.probabilities)
  return {
    kind: 'estimated',
    propensity,
    weights,
    effectOf: (estimand, model) =>
      weightedEffect({
        outcome,
        treated,
        weights: weights[estimand],
        clusters: groups,
        covariates: model === 'plain' ? [] : [baseline],
      }),
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
