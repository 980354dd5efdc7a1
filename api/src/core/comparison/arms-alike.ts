/** Are the arms alike before and after weighting, and could every member have had either treatment? */

import { standardisedDifference } from '../../statistics/propensity/balance.js'
import { effectiveSampleSize } from '../../statistics/propensity/weights.js'
import { mean, sampleStandardDeviation } from '../../statistics/summary/moments.js'
import { ARMS, type Arm } from '../vocabulary.js'
import { weightingOf } from './point-estimates.js'
import { armColumnOf, YES_OR_NO } from './study-columns.js'
import type { Covariate, StudyDefinition } from './study-definition.js'
import type { ObservedMember, TrialMember } from './target-trial.js'
import type { WeightedArms } from './weighted-difference.js'

/** Austin 2009: arms that differ by less than a tenth of a standard deviation pass as alike. */
export const LARGEST_ALIKE_DIFFERENCE = 0.1
/** A propensity nearer to 0 or 1 than this: hardly a choice. */
const NO_CHOICE = 0.05
/** More members than this without a choice, and the page warns. */
const WARN_BEYOND_SHARE = 0.05
const BINS = 20

export interface ArmSummary {
  readonly n: number
  /** Of the eligible members of the arm. */
  readonly missing: number
  /** Of a yes-or-no covariate: the share, 0 to 1; null without members. */
  readonly mean: number | null
  /** null for a share, and below 2 members. */
  readonly standardDeviation: number | null
}

export interface BalanceRow {
  readonly name: Covariate
  readonly kind: 'number' | 'share'
  readonly combined: ArmSummary
  readonly groupOnly: ArmSummary
  /** Standard deviations of the unweighted arms, combined minus group only; null where it cannot be worked out. */
  readonly differenceUnweighted: number | null
  readonly differenceWeighted: number | null
}

export interface Overlap {
  /** Equal steps of the propensity from 0 to 1. */
  readonly bins: readonly {
    readonly from: number
    readonly to: number
    readonly combined: number
    readonly groupOnly: number
  }[]
  readonly range: Readonly<Record<Arm, { readonly low: number; readonly high: number }>>
  /** Members of each arm whose propensity also occurs in the other. */
  readonly inCommon: Readonly<Record<Arm, number>>
  /** Members that had hardly a choice. */
  readonly withoutChoice: number
  readonly isPositivityDoubtful: boolean
  /** Chance that a combined member has the higher propensity: 0.5 = arms alike. */
  readonly concordance: number
}

export interface WeightsSummary {
  /** As how many equal members each arm tells. */
  readonly effectiveCombined: number
  readonly effectiveGroupOnly: number
  readonly largest: number
  readonly sum: number
}

/** Table 1: every covariate of the definition, of eligible members; differences of those compared. */
export function balanceTable(
  eligible: readonly TrialMember[],
  complete: readonly ObservedMember[],
  definition: StudyDefinition,
  weighed: WeightedArms | null,
): BalanceRow[] {
  const treated = armColumnOf(complete).values
  const weights = weighed?.weights[weightingOf(definition)] ?? null
  return definition.covariates.map((name) => {
    const values = complete.map((member) => member.covariates[name] ?? Number.NaN)
    const isShare = YES_OR_NO.includes(name)
    const differenceWith = (weight: Float64Array | null) => {
      const found = standardisedDifference(values, treated, weight, isShare)
      return found.kind === 'refused' ? null : found.difference
    }
    return {
      name,
      kind: isShare ? 'share' : 'number',
      combined: summaryOf(eligible, 'combined', name, isShare),
      groupOnly: summaryOf(eligible, 'group_only', name, isShare),
      differenceUnweighted: differenceWith(null),
      differenceWeighted: weights === null ? null : differenceWith(weights),
    }
  })
}

export function overlapOf(members: readonly ObservedMember[], { propensity }: WeightedArms): Overlap {
  const scores = members.map(({ arm }, i) => ({ arm, value: propensity.probabilities[i] ?? Number.NaN }))
  const rangeOf = (arm: Arm) => {
    const values = scores.flatMap((score) => (score.arm === arm ? [score.value] : []))
    return {
      low: values.reduce((low, value) => Math.min(low, value), 1),
      high: values.reduce((high, value) => Math.max(high, value), 0),
    }
  }
  const range = { combined: rangeOf('combined'), group_only: rangeOf('group_only') }
  const inRangeOf = (other: Arm, value: number) => value >= range[other].low && value <= range[other].high
  const count = (passes: (score: (typeof scores)[number]) => boolean) => scores.filter(passes).length
  const withoutChoice = count(({ value }) => value < NO_CHOICE || value > 1 - NO_CHOICE)
  const binOf = (value: number) => Math.min(BINS - 1, Math.floor(value * BINS))
  const inBins = new Map(ARMS.map((arm) => [arm, new Array<number>(BINS).fill(0)]))
  for (const { arm, value } of scores) {
    const counts = inBins.get(arm)
    if (counts !== undefined) counts[binOf(value)] = (counts[binOf(value)] ?? 0) + 1
  }
  return {
    bins: Array.from({ length: BINS }, (_, i) => ({
      from: i / BINS,
      to: (i + 1) / BINS,
      combined: inBins.get('combined')?.[i] ?? 0,
      groupOnly: inBins.get('group_only')?.[i] ?? 0,
    })),
    range,
    inCommon: {
      combined: count(({ arm, value }) => arm === 'combined' && inRangeOf('group_only', value)),
      group_only: count(({ arm, value }) => arm === 'group_only' && inRangeOf('combined', value)),
    },
    withoutChoice,
    isPositivityDoubtful: withoutChoice > WARN_BEYOND_SHARE * scores.length,
    concordance: propensity.concordance,
  }
}

export function weightsSummary(
  members: readonly ObservedMember[],
  definition: StudyDefinition,
  weighed: WeightedArms,
): WeightsSummary {
  const weights = weighed.weights[weightingOf(definition)]
  const ofArm = (arm: Arm) => weights.filter((_, i) => members[i]?.arm === arm)
  return {
    effectiveCombined: effectiveSampleSize(ofArm('combined')),
    effectiveGroupOnly: effectiveSampleSize(ofArm('group_only')),
    largest: weights.reduce((largest, weight) => Math.max(largest, weight), 0),
    sum: weights.reduce((sum, weight) => sum + weight, 0),
  }
}

function summaryOf(members: readonly TrialMember[], arm: Arm, name: Covariate, isShare: boolean): ArmSummary {
  const ofArm = members.filter((member) => member.arm === arm)
  const values = ofArm.flatMap((member) => member.covariates[name] ?? [])
  return {
    n: ofArm.length,
    missing: ofArm.length - values.length,
    mean: values.length === 0 ? null : mean(values),
    standardDeviation: isShare || values.length < 2 ? null : sampleStandardDeviation(values),
  }
}
