/** Large, lasting steps forward between two sessions: the sessions worth talking about. */

import { studentTQuantile } from '../../statistics/distributions/student-t.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { improvementInPoints, pointsFromBest } from './direction.js'
import { reliableChangeThreshold } from './reliable-change.js'

const FEWEST_SCORES = 4
const LONGEST_GAP_IN_DAYS = 14
const SMALLEST_SHARE_OF_SCORE = 0.25
const SCORES_EACH_SIDE = 3
const FEWEST_EACH_SIDE = 2
const SHARE_LOST_WHEN_REVERSED = 0.5

/** Two-sided 5 % for 2 + 2, 2 + 3 and 3 + 3 scores. */
const CRITICAL_T = new Map([2, 3, 4].map((df) => [df, studentTQuantile(0.975, df)]))

export interface DatedScore {
  /** Whole days on one calendar. */
  readonly dayNumber: number
  readonly total: number
}

export interface SuddenGain {
  /** Position of the score before the gain among the valid scores, from 1. */
  readonly indexBefore: number
  readonly scoreBefore: number
  readonly scoreAfter: number
  readonly dayNumberBefore: number
  readonly dayNumberAfter: number
  /** Points, always positive. */
  readonly gainInPoints: number
  /** `infinite` when the scores of each side are all equal. */
  readonly t: number | 'infinite'
  readonly degreesOfFreedom: number
  readonly criticalT: number
  /** A later score lost half of the gain or more. */
  readonly isReversed: boolean
}

/**
 * Between which sessions did this member suddenly improve?
 *
 * Two valid scores in a row, at most 14 days apart, with a gain (1) at or above the reliable-change threshold,
 * (2) of at least 25 % of the score before, counted from the best possible total, and (3) larger than the
 * fluctuation around it: pooled-variance t of up to 3 scores before against up to 3 after, 2 or more a side.
 *
 * @param measure  gives direction and threshold; without a fixed threshold nothing is found
 * @param scores   valid scores in time order
 * @returns        the gains in time order; empty below 4 scores
 * @source         Tang & DeRubeis (1999), J Consult Clin Psychol 67:894-904; critical values for few scores as in
 *                 Wiedemann et al. (2020), PLOS ONE 15:e0230276
 * @verified       test/golden/core/closed-form.test.ts
 */
export function findSuddenGains(measure: MeasureDefinition, scores: readonly DatedScore[]): SuddenGain[] {
  const threshold = reliableChangeThreshold(measure)
  if (threshold === null || scores.length < FEWEST_SCORES) return []
  const gains: SuddenGain[] = []
  for (const [i, before] of scores.entries()) {
    const after = scores[i + 1]
    if (after === undefined) break
    const gainInPoints = improvementInPoints(measure, before.total, after.total)
    if (after.dayNumber - before.dayNumber > LONGEST_GAP_IN_DAYS) continue
    if (gainInPoints < threshold) continue
    if (gainInPoints < SMALLEST_SHARE_OF_SCORE * pointsFromBest(measure, before.total)) continue
    const step = stepOver(measure, scores, i)
    if (step === null) continue
    const isReversed = scores
      .slice(i + 2)
      .some(
        (later) =>
          improvementInPoints(measure, later.total, after.total) >= SHARE_LOST_WHEN_REVERSED * gainInPoints,
      )
    gains.push({
      indexBefore: i + 1,
      scoreBefore: before.total,
      scoreAfter: after.total,
      dayNumberBefore: before.dayNumber,
      dayNumberAfter: after.dayNumber,
      gainInPoints,
      ...step,
      isReversed,
    })
  }
  return gains
}

/** The third criterion between scores i and i + 1; null when it is not met. */
function stepOver(
  measure: MeasureDefinition,
  scores: readonly DatedScore[],
  i: number,
): Pick<SuddenGain, 't' | 'degreesOfFreedom' | 'criticalT'> | null {
  const before = severities(measure, scores.slice(Math.max(0, i + 1 - SCORES_EACH_SIDE), i + 1))
  const after = severities(measure, scores.slice(i + 1, i + 1 + SCORES_EACH_SIDE))
  if (before.length < FEWEST_EACH_SIDE || after.length < FEWEST_EACH_SIDE) return null
  const degreesOfFreedom = before.length + after.length - 2
  const criticalT = CRITICAL_T.get(degreesOfFreedom)
  const fall = meanOf(before) - meanOf(after)
  if (criticalT === undefined || fall <= 0) return null
  const pooledVariance = (squaresOf(before) + squaresOf(after)) / degreesOfFreedom
  if (pooledVariance === 0) return { t: 'infinite', degreesOfFreedom, criticalT }
  const t = fall / Math.sqrt(pooledVariance * (1 / before.length + 1 / after.length))
  return t > criticalT ? { t, degreesOfFreedom, criticalT } : null
}

function severities(measure: MeasureDefinition, scores: readonly DatedScore[]): number[] {
  return scores.map((score) => pointsFromBest(measure, score.total))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function squaresOf(values: readonly number[]): number {
  const centre = meanOf(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
}
