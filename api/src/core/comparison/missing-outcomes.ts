/** What if members without an outcome are not like those with one? Three ways, side by side, and a tipping point. */

import { deltaAdjustment, tippingPoints } from '../../statistics/regression/delta-adjustment.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { Arm } from '../vocabulary.js'
import { ESTIMATE_WORDS } from './estimate-words.js'
import { ancovaOf, weighMembers, weightingOf } from './point-estimates.js'
import { armColumnOf, baselinesOf } from './study-columns.js'
import type { StudyDefinition } from './study-definition.js'
import { estimateOf, figuresOfWeighted, type StudyEstimate, type StudyRefusal } from './study-estimate.js'
import { type TargetTrial, type TrialMember, withLastScore } from './target-trial.js'

export interface Completeness {
  readonly arm: Arm
  readonly eligible: number
  readonly observed: number
}

export interface TippingPoint {
  /** Points by which unseen combined members must have ended worse than those like them. */
  readonly estimateIsZero: number
  readonly lowIsZero: number
  readonly highIsZero: number
}

export function completenessOf({ eligible, observed }: TargetTrial): Completeness[] {
  const count = (members: readonly TrialMember[], arm: Arm) =>
    members.filter((member) => member.arm === arm).length
  return (['combined', 'group_only'] as const).map((arm) => ({
    arm,
    eligible: count(eligible, arm),
    observed: count(observed, arm),
  }))
}

/** Eligible members with every covariate known, whether or not they gave an outcome. */
export function withCovariates(trial: TargetTrial, definition: StudyDefinition): TrialMember[] {
  return trial.eligible.filter((member) =>
    definition.covariates.every((name) => member.covariates[name] !== null),
  )
}

export function carriedForwardEstimate(
  members: readonly TrialMember[],
  definition: StudyDefinition,
  refusal: StudyRefusal | null,
): StudyEstimate {
  return estimateOf(
    ESTIMATE_WORDS.carriedForward,
    members,
    refusal ?? ancovaOf(members, definition, ({ carriedForward }) => carriedForward),
  )
}

/** The main analysis with the last score of every member as outcome. */
export function lastScoreEstimate(
  members: readonly TrialMember[],
  definition: StudyDefinition,
  measure: MeasureDefinition,
  refusal: StudyRefusal | null,
): StudyEstimate {
  const withLast = members.flatMap((member) => withLastScore(member, definition, measure) ?? [])
  const weighed = refusal ?? weighMembers(withLast, definition)
  return estimateOf(
    ESTIMATE_WORDS.lastScore,
    withLast,
    'reason' in weighed
      ? weighed
      : figuresOfWeighted(weighed.effectOf(weightingOf(definition), 'atEqualBaseline')),
  )
}

/** null where nobody of the combined arm is missing, or nothing can be fitted. */
export function tippingPointOf(members: readonly TrialMember[]): TippingPoint | null {
  if (members.length === 0) return null
  const arms = Array.from(armColumnOf(members).values)
  const outcomes = members.map(({ outcome }) => outcome?.score ?? null)
  const adjusted = deltaAdjustment(outcomes, arms, baselinesOf(members))
  return adjusted.kind === 'refused' ? null : tippingPoints(adjusted)
}
