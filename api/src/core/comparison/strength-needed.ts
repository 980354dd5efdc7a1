/** How strong would something unrecorded have to be, to explain each answer away? */

import {
  compareRisks,
  type EValue,
  eValue,
  eValueOfStandardisedDifference,
} from '../../statistics/effect-size/e-value.js'
import { sampleStandardDeviation } from '../../statistics/summary/moments.js'
import { compareArms } from './adjusted-difference.js'
import { countYes } from './secondary-estimates.js'
import { armColumnOf, baselinesOf, groupsOfMembers } from './study-columns.js'
import type { StudyEstimate } from './study-estimate.js'
import type { ObservedMember } from './target-trial.js'

export interface StrengthNeeded extends EValue {
  /** The name of the estimate. */
  readonly of: string
  readonly label: string
  readonly respectsGroups: boolean
}

/** Differences in points by way of standard deviations of the outcome; shares as they are. */
export function strengthsNeeded(members: readonly ObservedMember[], main: StudyEstimate): StrengthNeeded[] {
  const scores = members.map(({ outcome }) => outcome.score)
  const spread = scores.length < 2 ? 0 : sampleStandardDeviation(scores)
  if (spread === 0) return []
  const { estimate, standardError, name, respectsGroups } = main
  const ofMain =
    estimate === null || standardError === null
      ? []
      : [
          {
            of: name,
            label: 'Main estimate',
            respectsGroups,
            ...eValueOfStandardisedDifference(estimate / spread, standardError / spread),
          },
        ]
  return [...ofMain, ...ofAncova(members, scores, spread), ...ofImprovement(members)]
}

/** At the same baseline, members taken as independent: the figure of the statistical appendix. */
function ofAncova(members: readonly ObservedMember[], outcome: number[], spread: number): StrengthNeeded[] {
  const compared = compareArms({
    outcome,
    arm: armColumnOf(members),
    baseline: { name: 'baseline_c', values: baselinesOf(members) },
    covariates: [],
    groups: groupsOfMembers(members),
    programmeGroups: 0,
    errorsOf: 'difference',
  })
  if (compared.kind === 'refused') return []
  const { estimate, standardError } = compared.ancova.difference
  const needed = eValueOfStandardisedDifference(estimate / spread, standardError / spread)
  return [{ of: 'ancova_baseline', label: 'At the same baseline', respectsGroups: false, ...needed }]
}

function ofImprovement(members: readonly ObservedMember[]): StrengthNeeded[] {
  const { combined, groupOnly } = countYes(members, ({ isReliablyImproved }) => isReliablyImproved)
  if (combined.total === 0 || groupOnly.total === 0) return []
  const risks = compareRisks(combined, groupOnly)
  if (risks.kind === 'refused') return []
  const { riskRatio, riskRatioInterval } = risks
  const needed = eValue(riskRatio, riskRatioInterval.low, riskRatioInterval.high)
  return [
    {
      of: 'risk_ratio_reliable_improvement',
      label: 'Reliable improvement: ratio of shares',
      respectsGroups: false,
      ...needed,
    },
  ]
}
