/** How much do scores of one member, or outcomes of one group, resemble each other? */

import { requireFinite, requireSameLength } from '../checks.js'
import { type Refusal, refuse } from '../refusal.js'
import { mean } from '../summary/moments.js'
import type { MixedModelFit } from './fit.js'

export interface IntraclassCorrelation {
  /** Correlation of two scores of different members of one group; null without a group level. */
  readonly sameGroup: number | null
  /** Share of the variance between members (of one group, where there is a group level). */
  readonly member: number
  /** Correlation of two scores of one member. */
  readonly sameMember: number
}

/**
 * Which share of the variance lies between groups, and between members?
 *
 * Each variance over their sum, from a model without slopes.
 *
 * @throws   RangeError for a model with random slopes, where the shares change over time
 * @source   Snijders & Bosker (2012), Multilevel Analysis, 3.3
 * @verified test/golden/statistics/mixed-model.test.ts
 */
export function intraclassCorrelation(fit: MixedModelFit): IntraclassCorrelation {
  if (fit.member.slopeVariance !== null || (fit.group?.slopeVariance ?? null) !== null) {
    throw new RangeError(
      'An intraclass correlation needs a model without random slopes; refit with intercepts only.',
    )
  }
  const member = fit.member.interceptVariance
  const group = fit.group?.interceptVariance ?? 0
  const total = member + group + fit.residualVariance
  return {
    sameGroup: fit.group === null ? null : group / total,
    member: member / total,
    sameMember: (member + group) / total,
  }
}

export interface AnovaIcc {
  readonly kind: 'estimated'
  readonly n: number
  readonly groups: number
  readonly meanSquareBetween: number
  readonly meanSquareWithin: number
  /** Group size for unequal groups: (N - sum n^2 / N) / (k - 1). */
  readonly typicalSize: number
  /** May be below 0 when groups differ less than chance. */
  readonly icc: number
  readonly meanGroupSize: number
  /** Sum n^2 / N: the size that counts in a design effect. */
  readonly weightedGroupSize: number
}

/**
 * The same share from an analysis of variance, one value a member.
 *
 * (MSB - MSW) / (MSB + (n0 - 1) MSW)
 *
 * @param values  one a member
 * @param groups  the group of each, in the same order
 * @returns       or a refusal: fewer than 2 groups, or no group with 2 members, or no variance
 * @throws        UnequalLengths, NotFinite
 * @source        Donner & Koval (1980), Biometrics 36:19-25
 * @verified      test/golden/statistics/mixed-model.test.ts
 */
export function anovaIcc(values: number[], groups: readonly string[]): AnovaIcc | Refusal {
  requireSameLength(values, 'The values', groups, 'the groups')
  requireFinite(values, 'Values')
  const byGroup = new Map<string, number[]>()
  for (const [i, value] of values.entries()) {
    const group = groups[i] ?? ''
    byGroup.set(group, [...(byGroup.get(group) ?? []), value])
  }
  const n = values.length
  const k = byGroup.size
  if (k < 2) return refuse('one_group', `An intraclass correlation needs at least 2 groups; got ${k}.`)
  if (n === k)
    return refuse('too_few_members', `An intraclass correlation needs a group of 2 or more; all ${k} have 1.`)
  const grand = mean(values)
  let between = 0
  let within = 0
  let squares = 0
  for (const members of byGroup.values()) {
    const centre = mean(members)
    between += members.length * (centre - grand) ** 2
    squares += members.length ** 2
    for (const value of members) within += (value - centre) ** 2
  }
  const meanSquareBetween = between / (k - 1)
  const meanSquareWithin = within / (n - k)
  const typicalSize = (n - squares / n) / (k - 1)
  const total = meanSquareBetween + (typicalSize - 1) * meanSquareWithin
  if (!(total > 0))
    return refuse(
      'constant_outcome',
      `An intraclass correlation needs values that differ; all ${n} are equal.`,
    )
  return {
    kind: 'estimated',
    n,
    groups: k,
    meanSquareBetween,
    meanSquareWithin,
    typicalSize,
    icc: (meanSquareBetween - meanSquareWithin) / total,
    meanGroupSize: n / k,
    weightedGroupSize: squares / n,
  }
}

/** How many times the variance of a mean of independent members: 1 + (size - 1) x icc. */
export function designEffect(groupSize: number, icc: number): number {
  return 1 + (groupSize - 1) * icc
}
