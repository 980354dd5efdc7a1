/** Does the difference between the arms depend on who the members are? Severity, modality, format, combination. */

import { chiSquareUpperTail } from '../../statistics/distributions/chi-square.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { ancovaOf, scoreOf } from './point-estimates.js'
import { FEWEST_IN_AN_ARM, refuseComparison } from './refusals.js'
import { ASKED_COMBINATIONS, type StudyDefinition } from './study-definition.js'
import { estimateOf, type StudyEstimate } from './study-estimate.js'
import type { ObservedMember } from './target-trial.js'

export type SubgroupBy = 'severity' | 'modality' | 'format' | 'combination'

export interface Heterogeneity {
  /** Cochran's Q over the subgroups that have an estimate. */
  readonly q: number
  readonly degreesOfFreedom: number
  readonly p: number
}

export interface SubgroupSet {
  readonly by: SubgroupBy
  /** `name`: the subgroup. */
  readonly subgroups: readonly StudyEstimate[]
  /** null with fewer than 2 estimates, and for combinations, which share their comparison arm. */
  readonly interaction: Heterogeneity | null
}

const ASSUMES = 'As the comparison at the same baseline and covariates, inside this subgroup.'

/**
 * The comparison at the same baseline and covariates inside each subgroup, and whether subgroups differ by more than
 * chance: Q = sum w (d - mean)^2, w = 1 / SE^2 by group, chi-square with subgroups - 1 degrees of freedom.
 *
 * Assumes   subgroups independent of each other; members of one group stand in several bands of severity
 * @source   Cochran (1954), Biometrics 10:101-129
 */
export function subgroupEstimates(
  members: readonly ObservedMember[],
  definition: StudyDefinition,
  measure: MeasureDefinition,
): SubgroupSet[] {
  const bandOf = ({ baseline }: ObservedMember) =>
    measure.bands.find(({ low, high }) => baseline >= low && baseline <= high)?.code ?? null
  const bands = measure.bands.map(({ code }) => code)
  return [
    set('severity', levels(members, bandOf, bands), definition, measure),
    set(
      'modality',
      levels(members, ({ episode }) => episode.modality),
      definition,
      measure,
    ),
    set(
      'format',
      levels(members, ({ episode }) => episode.format),
      definition,
      measure,
    ),
    ...(definition.isEachCombinationApart ? [combinations(members, definition, measure)] : []),
  ].filter(({ subgroups }) => subgroups.length > 1)
}

/** Each combination against the same members of group therapy alone. */
function combinations(
  members: readonly ObservedMember[],
  definition: StudyDefinition,
  measure: MeasureDefinition,
): SubgroupSet {
  const groupOnly = members.filter(({ arm }) => arm === 'group_only')
  const parts = ASKED_COMBINATIONS.flatMap((name) => {
    const ofKind = members.filter(({ combination }) => combination === name)
    return ofKind.length === 0 ? [] : [{ name, members: [...groupOnly, ...ofKind] }]
  })
  return { ...set('combination', parts, definition, measure), interaction: null }
}

interface Level {
  readonly name: string
  readonly members: readonly ObservedMember[]
}

function levels(
  members: readonly ObservedMember[],
  levelOf: (member: ObservedMember) => string | null,
  order?: readonly string[],
): Level[] {
  const parts = new Map<string, ObservedMember[]>()
  for (const member of members) {
    const level = levelOf(member)
    if (level === null) continue
    const part = parts.get(level)
    if (part === undefined) parts.set(level, [member])
    else part.push(member)
  }
  const names = order ?? [...parts.keys()].sort()
  return names.flatMap((name) => {
    const part = parts.get(name)
    return part === undefined ? [] : [{ name, members: part }]
  })
}

function set(
  by: SubgroupBy,
  parts: readonly Level[],
  definition: StudyDefinition,
  measure: MeasureDefinition,
): SubgroupSet {
  const subgroups = parts.map(({ name, members }) =>
    estimateOf(
      { name, label: bandLabel(measure, name), assumes: ASSUMES, role: 'secondary', unit: 'points' },
      members,
      refuseComparison(members, FEWEST_IN_AN_ARM) ?? ancovaOf(members, definition, scoreOf),
    ),
  )
  return { by, subgroups, interaction: heterogeneity(subgroups) }
}

function bandLabel(measure: MeasureDefinition, name: string): string {
  return measure.bands.find(({ code }) => code === name)?.label ?? name.replaceAll('_', ' ')
}

function heterogeneity(subgroups: readonly StudyEstimate[]): Heterogeneity | null {
  const found = subgroups.flatMap(({ estimate, standardError }) =>
    estimate === null || standardError === null || standardError === 0
      ? []
      : [{ estimate, weight: 1 / standardError ** 2 }],
  )
  if (found.length < 2) return null
  const total = found.reduce((sum, { weight }) => sum + weight, 0)
  const centre = found.reduce((sum, { estimate, weight }) => sum + weight * estimate, 0) / total
  const q = found.reduce((sum, { estimate, weight }) => sum + weight * (estimate - centre) ** 2, 0)
  const degreesOfFreedom = found.length - 1
  return { q, degreesOfFreedom, p: chiSquareUpperTail(q, degreesOfFreedom) }
}
