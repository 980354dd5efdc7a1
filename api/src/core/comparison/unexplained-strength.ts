/** How strong would something unrecorded have to be, to explain the difference between the arms away? */

import {
  compareRisks,
  type EValue,
  eValue,
  eValueOfStandardisedDifference,
  type RiskComparison,
} from '../../statistics/effect-size/e-value.js'
import type { Refusal } from '../../statistics/refusal.js'
import type { Ancova } from '../../statistics/regression/ancova.js'
import { sampleStandardDeviation } from '../../statistics/summary/moments.js'
import type { Arm } from '../vocabulary.js'
import type { ArmMember } from './compared-members.js'

export interface ImprovedOfArm {
  /** Reliably improved on PHQ-9. */
  readonly successes: number
  readonly total: number
}

export interface CrudeImprovement {
  readonly kind: 'estimated'
  readonly combined: ImprovedOfArm
  readonly groupOnly: ImprovedOfArm
  /** Combined against group only. */
  readonly risks: RiskComparison
  readonly strength: EValue
}

export interface StandardisedStrength {
  /** Adjusted difference, sign left out, in standard deviations of the last score. */
  readonly difference: number
  readonly standardError: number
  /** Points. */
  readonly standardDeviation: number
  readonly strength: EValue
}

/**
 * The share reliably improved in each arm, compared, with its E-value.
 *
 * @param members  any order
 * @returns        or a refusal when an arm has nobody who improved
 * @verified       test/golden/core/reference-outcomes.test.ts
 */
export function crudeImprovement(members: readonly ArmMember[]): CrudeImprovement | Refusal {
  const combined = improvedOf(members, 'combined')
  const groupOnly = improvedOf(members, 'group_only')
  const risks = compareRisks(combined, groupOnly)
  if (risks.kind === 'refused') return risks
  const { riskRatio, riskRatioInterval } = risks
  const strength = eValue(riskRatio, riskRatioInterval.low, riskRatioInterval.high)
  return { kind: 'estimated', combined, groupOnly, risks, strength }
}

/**
 * The E-value of an adjusted difference, by way of an approximate risk ratio.
 *
 * @param members   of the comparison: two or more, with last scores that differ
 * @throws          TooFewObservations
 * @verified        test/golden/core/reference-outcomes.test.ts
 */
export function standardisedStrength(
  { difference }: Ancova,
  members: readonly ArmMember[],
): StandardisedStrength {
  const standardDeviation = sampleStandardDeviation(members.map((member) => member.last))
  const d = Math.abs(difference.estimate) / standardDeviation
  const standardError = difference.standardError / standardDeviation
  return {
    difference: d,
    standardError,
    standardDeviation,
    strength: eValueOfStandardisedDifference(d, standardError),
  }
}

function improvedOf(members: readonly ArmMember[], arm: Arm): ImprovedOfArm {
  const ofArm = members.filter((member) => member.arm === arm)
  return { successes: ofArm.filter((member) => member.isReliablyImproved).length, total: ofArm.length }
}
