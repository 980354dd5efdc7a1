/** One answer of a comparison, with everything that must be said beside it. */

import { normalUpperTail } from '../../statistics/distributions/normal.js'
import { type Interval, normalInterval, studentTInterval } from '../../statistics/interval.js'
import type { WeightedEffect } from '../../statistics/propensity/weighted-effect.js'
import type { Refusal } from '../../statistics/refusal.js'
import type { Coefficient } from '../../statistics/regression/least-squares.js'
import type { ClusterRobust } from '../../statistics/robust/cluster-robust.js'
import type { TooFewGroups } from '../trajectories/group-level.js'
import type { Arm } from '../vocabulary.js'

const LEVEL = 0.95

/** `points` of the measure; `standard_deviations`; `share` from 0 to 1; `ratio`, 1 = alike. */
export type EstimateUnit = 'points' | 'standard_deviations' | 'share' | 'ratio'

/** `sensitivity`: another honest answer to the main question; `secondary`: another question. */
export type EstimateRole = 'crude' | 'main' | 'sensitivity' | 'secondary'

export interface EstimateWords {
  readonly name: string
  readonly label: string
  /** What must hold for it, in one sentence. */
  readonly assumes: string
  readonly role: EstimateRole
  readonly unit: EstimateUnit
}

export interface StudyRefusal {
  readonly reason: string
  readonly message: string
}

export interface StudyEstimate extends EstimateWords {
  readonly n: number
  readonly nCombined: number
  readonly nGroupOnly: number
  /** Combined minus group only, or combined over group only; null when refused. */
  readonly estimate: number | null
  /** Of a ratio: of its logarithm. */
  readonly standardError: number | null
  /** null: the normal distribution. */
  readonly degreesOfFreedom: number | null
  readonly interval: Interval | null
  readonly p: number | null
  /** false: the interval takes members of one group as independent, and is too narrow. */
  readonly respectsGroups: boolean
  readonly refusal: StudyRefusal | null
}

export interface EstimateFigures {
  readonly estimate: number
  readonly standardError: number | null
  readonly degreesOfFreedom: number | null
  readonly interval: Interval | null
  readonly p: number | null
  readonly respectsGroups: boolean
}

export function estimateOf(
  words: EstimateWords,
  members: readonly { readonly arm: Arm }[],
  found: EstimateFigures | StudyRefusal,
): StudyEstimate {
  const nCombined = members.filter(({ arm }) => arm === 'combined').length
  const counts = { n: members.length, nCombined, nGroupOnly: members.length - nCombined }
  if ('reason' in found) {
    const { reason, message } = found
    return {
      ...words,
      ...counts,
      estimate: null,
      standardError: null,
      degreesOfFreedom: null,
      interval: null,
      p: null,
      respectsGroups: false,
      refusal: { reason, message },
    }
  }
  const { estimate, standardError, degreesOfFreedom, interval, p, respectsGroups } = found
  return {
    ...words,
    ...counts,
    estimate,
    standardError,
    degreesOfFreedom,
    interval,
    p,
    respectsGroups,
    refusal: null,
  }
}

/** A coefficient with errors by group; by its model where groups are too few. */
export function figuresOfCoefficient(
  coefficient: Coefficient,
  byGroup: ClusterRobust | Refusal | TooFewGroups,
): EstimateFigures {
  const robust =
    byGroup.kind === 'refused'
      ? undefined
      : byGroup.coefficients.find(({ name }) => name === coefficient.name)
  if (robust !== undefined)
    return {
      estimate: robust.estimate,
      standardError: robust.standardErrorCr2,
      degreesOfFreedom: robust.degreesOfFreedom,
      interval: robust.interval,
      p: robust.p,
      respectsGroups: true,
    }
  const { estimate, standardError, degreesOfFreedom, p } = coefficient
  const interval = studentTInterval(estimate, standardError, degreesOfFreedom, LEVEL)
  return { estimate, standardError, degreesOfFreedom, interval, p, respectsGroups: false }
}

/** A weighted difference with errors by group; where groups are too few, members are taken as independent. */
export function figuresOfWeighted(effect: WeightedEffect | Refusal): EstimateFigures | StudyRefusal {
  if (effect.kind === 'refused') return effect
  const { difference, standardErrorHc0, clusterRobust } = effect
  if (clusterRobust !== null)
    return {
      estimate: difference,
      standardError: clusterRobust.standardErrorCr2,
      degreesOfFreedom: clusterRobust.degreesOfFreedom,
      interval: clusterRobust.interval,
      p: clusterRobust.p,
      respectsGroups: true,
    }
  return {
    ...normalFigures(difference, standardErrorHc0),
    respectsGroups: false,
  }
}

/** Estimate -+ z standard errors, members taken as independent. */
export function normalFigures(estimate: number, standardError: number): EstimateFigures {
  return {
    estimate,
    standardError,
    degreesOfFreedom: null,
    interval: normalInterval(estimate, standardError, LEVEL),
    p: standardError > 0 ? 2 * normalUpperTail(Math.abs(estimate) / standardError) : null,
    respectsGroups: false,
  }
}
