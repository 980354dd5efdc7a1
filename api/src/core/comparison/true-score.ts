/** Members were chosen on more than one noisy score: what would the comparison be at the same true severity? */

import { type Refusal, refuse } from '../../statistics/refusal.js'
import { mean, sampleStandardDeviation } from '../../statistics/summary/moments.js'
import type { Arm } from '../vocabulary.js'

/** Test-retest reliability of PHQ-9 (Kroenke 2001), and a lower one for choices made on severity over time. */
export const TRUE_SCORE_RELIABILITIES = [0.84, 0.64] as const

export interface TrueScoreRule {
  readonly kind: 'found'
  /** Within the arms, 0 to 1. */
  readonly reliabilityWithinArms: number
  /** The baseline that a member of the arm most likely has without its noise. */
  readonly trueBaseline: (arm: Arm, baseline: number) => number
}

/**
 * How far does a baseline overstate how far a member is from the arm's mean?
 *
 * true = arm mean + r_w (baseline - arm mean); r_w = 1 - (1 - r) Var(baseline) / Var within arms.
 *
 * @param members      of any baseline, before a threshold of severity: a threshold would hide the noise
 * @param reliability  r, of one baseline over all members, 0 to 1
 * @returns            or a refusal when an arm has fewer than 2 members or the arms leave no true variance
 * Assumes             noise of the same size in both arms, independent of the true score
 * @source             Kenny (1979), Correlation and Causality, 11; Carroll et al. (2006), Measurement Error in Nonlinear Models, 4
 */
export function trueScoreRule(
  members: readonly { readonly arm: Arm; readonly baseline: number }[],
  reliability: number,
): TrueScoreRule | Refusal {
  const ofArm = (arm: Arm) => members.flatMap((member) => (member.arm === arm ? [member.baseline] : []))
  const combined = ofArm('combined')
  const groupOnly = ofArm('group_only')
  if (combined.length < 2 || groupOnly.length < 2)
    return refuse(
      'too_few_members',
      `A true baseline needs 2 members in each arm; got ${combined.length} and ${groupOnly.length}.`,
    )
  const squares = (values: number[]) => (values.length - 1) * sampleStandardDeviation(values) ** 2
  const within = (squares(combined) + squares(groupOnly)) / (members.length - 2)
  const overall = sampleStandardDeviation(members.map(({ baseline }) => baseline)) ** 2
  const reliabilityWithinArms = within === 0 ? 0 : 1 - ((1 - reliability) * overall) / within
  if (reliabilityWithinArms <= 0)
    return refuse(
      'constant_predictor',
      `At a reliability of ${reliability} the baselines within the arms would be noise alone.`,
    )
  const means = { combined: mean(combined), group_only: mean(groupOnly) }
  return {
    kind: 'found',
    reliabilityWithinArms,
    trueBaseline: (arm, baseline) => means[arm] + reliabilityWithinArms * (baseline - means[arm]),
  }
}
