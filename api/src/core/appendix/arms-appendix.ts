/** arms.json: change before and after, and the two arms compared in every way that the programme reports. */

import type { EValue } from '../../statistics/effect-size/e-value.js'
import { hedgesG } from '../../statistics/effect-size/hedges-g.js'
import { prePostEffects } from '../../statistics/effect-size/pre-post.js'
import type { LinearFit } from '../../statistics/regression/least-squares.js'
import {
  type AdjustedDifference,
  type AdjustedDifferences,
  adjustedDifferences,
} from '../comparison/adjusted-difference.js'
import {
  type ArmMember,
  armMembers,
  type ComparedMember,
  comparedMembers,
  completeMembers,
} from '../comparison/compared-members.js'
import { crudeImprovement, standardisedStrength } from '../comparison/unexplained-strength.js'
import { gad7 } from '../measures/gad-7.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { phq9 } from '../measures/phq-9.js'
import type { Arm } from '../vocabulary.js'
import { armCoursesBlock } from './arm-courses-block.js'
import type { Json } from './change-appendix.js'
import type { EpisodeCase } from './clinic-episodes.js'
import { hedgesBlock, prePostBlock } from './effect-size-block.js'
import { episodeLabels } from './episode-labels.js'
import { outcomeOf } from './measure-limits.js'
import { propensityBlock } from './propensity-block.js'
import { answerBlock, refusalBlock } from './refusal-block.js'
import { clusterRobustBlock, coefficientsBlock } from './regression-block.js'

/** @param cases  in order of member */
export function armsAppendix(cases: readonly EpisodeCase[]): { readonly [key: string]: Json } {
  const labelOf = episodeLabels(cases)
  const episodes = cases.map((each) => ({
    ...each.episode,
    label: labelOf(each),
    measures: each.outcome.measures,
  }))
  const groups = new Set(cases.map(({ episode }) => episode.groupId)).size
  const inArms = armMembers(episodes)
  const compared = comparedMembers(episodes)
  const differences = adjustedDifferences(compared, groups)
  return {
    pre_post: {
      phq9: changeBlock(cases, phq9),
      gad7: changeBlock(cases, gad7),
      phq9_by_arm: {
        combined: changeOfArm(inArms, 'combined'),
        group_only: changeOfArm(inArms, 'group_only'),
      },
    },
    hedges_g: standardisedBlock(inArms),
    ancova: ancovaBlock(compared, differences),
    propensity: propensityBlock(completeMembers(compared), groups),
    e_value: strengthBlock(compared, differences),
    mixed_models: armCoursesBlock(cases, groups),
  }
}

function changeBlock(cases: readonly EpisodeCase[], measure: MeasureDefinition): Json {
  const ends = cases.flatMap((each) => {
    const outcome = outcomeOf(each, measure)
    return outcome === undefined || outcome.nScores < 2 ? [] : [outcome]
  })
  return prePost(ends)
}

function changeOfArm(members: readonly ArmMember[], arm: Arm): Json {
  return prePost(ofArm(members, arm))
}

function prePost(ends: readonly { readonly baseline: number; readonly last: number }[]): Json {
  return answerBlock(
    prePostEffects(
      ends.map((end) => end.baseline),
      ends.map((end) => end.last),
    ),
    prePostBlock,
  )
}

/** Signed so that positive favours the combined arm. */
function standardisedBlock(members: readonly ArmMember[]): Json {
  const valuesOf = (arm: Arm, read: (member: ArmMember) => number) => ofArm(members, arm).map(read)
  const change = (member: ArmMember) => member.changeInPoints
  const last = (member: ArmMember) => member.last
  return {
    change_combined_minus_group_only: answerBlock(
      hedgesG(valuesOf('combined', change), valuesOf('group_only', change)),
      hedgesBlock,
    ),
    last_group_only_minus_combined: answerBlock(
      hedgesG(valuesOf('group_only', last), valuesOf('combined', last)),
      hedgesBlock,
    ),
  }
}

function ofArm(members: readonly ArmMember[], arm: Arm): ArmMember[] {
  return members.filter((member) => member.arm === arm)
}

function ancovaBlock(members: readonly ComparedMember[], differences: AdjustedDifferences): Json {
  const { unadjusted, atEqualBaseline, withCovariates } = differences
  const complete = completeMembers(members)
  return {
    n: members.length,
    n_groups: new Set(members.map((member) => member.groupId)).size,
    n_with_covariates: complete.length,
    unadjusted: answerBlock(unadjusted, regressionBlock),
    baseline_only: answerBlock(atEqualBaseline, ({ ancova }) => regressionBlock(ancova.fit)),
    ...baselineFigures(atEqualBaseline),
    covariates: answerBlock(withCovariates, ({ ancova }) => regressionBlock(ancova.fit)),
    baseline_only_cluster_robust: byGroupBlock(atEqualBaseline),
    covariates_cluster_robust: byGroupBlock(withCovariates),
  }
}

function regressionBlock(fit: LinearFit): Json {
  return coefficientsBlock(fit.coefficients)
}

/** What goes with the comparison at equal baseline; nothing where that was refused. */
function baselineFigures(difference: AdjustedDifferences['atEqualBaseline']): {
  readonly [key: string]: Json
} {
  if (difference.kind === 'refused') return {}
  const { meanBaseline, meanOfArm0, meanOfArm1, fit } = difference.ancova
  return {
    mean_baseline: meanBaseline,
    residual_sd: fit.residualStandardDeviation,
    r_squared: fit.rSquared,
    adjusted_means_at_mean_baseline: { group_only: meanOfArm0.estimate, combined: meanOfArm1.estimate },
  }
}

function byGroupBlock(difference: AdjustedDifferences['withCovariates']): Json {
  return answerBlock(difference, ({ byGroup }: AdjustedDifference) =>
    answerBlock(byGroup, clusterRobustBlock),
  )
}

function strengthBlock(members: readonly ComparedMember[], differences: AdjustedDifferences): Json {
  const crude = crudeImprovement(members)
  const { atEqualBaseline } = differences
  return {
    ...(crude.kind === 'refused'
      ? refusalBlock(crude)
      : {
          reliable_improvement_counts: {
            combined: [crude.combined.successes, crude.combined.total],
            group_only: [crude.groupOnly.successes, crude.groupOnly.total],
          },
          risk_ratio_combined_vs_group_only: eValueBlock(crude.strength),
          risk_difference: {
            rd: crude.risks.riskDifference,
            se: crude.risks.riskDifferenceStandardError,
          },
        }),
    ancova_standardised: answerBlock(atEqualBaseline, ({ ancova }) => {
      const { difference, standardError, standardDeviation, strength } = standardisedStrength(ancova, members)
      return { d: difference, se_d: standardError, sd_outcome: standardDeviation, ...eValueBlock(strength) }
    }),
  }
}

function eValueBlock({ riskRatio, low, high, ofPoint, ofLimit }: EValue): { readonly [key: string]: Json } {
  return { risk_ratio: riskRatio, lower: low, upper: high, e_value_point: ofPoint, e_value_ci: ofLimit }
}
