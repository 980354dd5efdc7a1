/** The weighted comparison of the arms in the appendix: model of the arm, weights, balance, effects. */

import type { StandardisedDifference } from '../../statistics/propensity/balance.js'
import type { WeightedEffect } from '../../statistics/propensity/weighted-effect.js'
import { ESTIMANDS, type Estimand } from '../../statistics/propensity/weights.js'
import { ARM_COLUMN, armColumn, type CompleteMember } from '../comparison/compared-members.js'
import {
  type CovariateBalance,
  type WeightedDifference,
  type WeightedDifferences,
  weightedDifferences,
} from '../comparison/weighted-difference.js'
import { FEWEST_GROUPS_OF_A_LEVEL, refuseGroupCount } from '../trajectories/group-level.js'
import { byText } from './appendix-table.js'
import type { Json } from './change-appendix.js'
import { answerBlock, type Refused, refusalBlock } from './refusal-block.js'
import { clusterRobustEstimateBlock } from './regression-block.js'

const MEMBERS_SHOWN = 8

const WORDS: Readonly<Record<Estimand, string>> = {
  ate: 'ate',
  ateStabilised: 'ate_stabilised',
  att: 'att',
  overlap: 'overlap',
}

/** @param programmeGroups  with few, standard errors by group are refused */
export function propensityBlock(members: readonly CompleteMember[], programmeGroups: number): Json {
  const isByGroup = programmeGroups >= FEWEST_GROUPS_OF_A_LEVEL
  return answerBlock(weightedDifferences(members, isByGroup), (found) => {
    const withoutGroups = refuseGroupCount('A standard error by group', programmeGroups)
    return {
      ...modelBlock(found),
      first_members: firstMembers(found),
      smd: Object.fromEntries(found.balance.map((each) => [each.name, balanceBlock(each)])),
      effects: byWord((estimand) => effectBlock(found.effects[estimand], withoutGroups)),
    }
  })
}

function modelBlock({ propensity, balance }: WeightedDifferences): { readonly [key: string]: Json } {
  return {
    formula: `${ARM_COLUMN} ~ ${balance.map(({ name }) => name).join(' + ')}`,
    n: propensity.n,
    n_treated: propensity.events,
    coefficients: Object.fromEntries(
      propensity.coefficients.map(({ name, estimate, standardError, z, p }) => [
        name,
        { estimate, se: standardError, z, p },
      ]),
    ),
    deviance: propensity.deviance,
    null_deviance: propensity.nullDeviance,
    logLik: propensity.logLikelihood,
    propensity_min: propensity.probabilities.reduce((least, each) => Math.min(least, each), 1),
    propensity_max: propensity.probabilities.reduce((most, each) => Math.max(most, each), 0),
    c_statistic: propensity.concordance,
  }
}

function firstMembers({ members, propensity, weights }: WeightedDifferences): Json {
  const treated = armColumn(members).values
  return members
    .map((member, i) => ({ label: member.label, i }))
    .sort((one, other) => byText(one.label, other.label))
    .slice(0, MEMBERS_SHOWN)
    .map(({ label, i }) => ({
      id: label,
      treated: treated[i] ?? null,
      propensity: propensity.probabilities[i] ?? null,
      ...byWord((estimand) => weights[estimand][i] ?? null),
    }))
}

function balanceBlock({ unweighted, weighted }: CovariateBalance): Json {
  return {
    unadjusted: differenceOf(unweighted),
    ...byWord((estimand) => differenceOf(weighted[estimand])),
  }
}

function differenceOf(difference: StandardisedDifference | Refused): Json {
  return difference.kind === 'refused' ? null : difference.difference
}

function effectBlock({ plain, atEqualBaseline }: WeightedDifference, withoutGroups: Refused | null): Json {
  return answerBlock(plain, (effect) => ({
    mean_treated: effect.meanTreated,
    mean_control: effect.meanControl,
    difference: effect.difference,
    se_hc0: effect.standardErrorHc0,
    ess_treated: effect.effectiveSizeTreated,
    ess_control: effect.effectiveSizeControl,
    sum_weights: effect.sumOfWeights,
    max_weight: effect.largestWeight,
    cluster_robust: robustBlock(effect, withoutGroups),
    with_baseline_covariate: answerBlock(atEqualBaseline, (adjusted) => ({
      estimate: adjusted.difference,
      ...robustBlock(adjusted, withoutGroups),
    })),
  }))
}

function robustBlock(
  { clusterRobust }: WeightedEffect,
  withoutGroups: Refused | null,
): { readonly [key: string]: Json } {
  if (withoutGroups !== null) return refusalBlock(withoutGroups)
  return clusterRobust === null ? {} : clusterRobustEstimateBlock(clusterRobust)
}

function byWord(write: (estimand: Estimand) => Json): { readonly [word: string]: Json } {
  return Object.fromEntries(ESTIMANDS.map((estimand) => [WORDS[estimand], write(estimand)]))
}
