/** Large steps between two sessions, forward or back: the sessions worth talking about. */

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

interface SuddenStep {
  /** Position of the score before the step among the valid scores, from 1. */
  readonly indexBefore: number
  readonly scoreBefore: number
  readonly scoreAfter: number
  readonly dayNumberBefore: number
  readonly dayNumberAfter: number
  /** `infinite` when the scores of each side are all equal. */
  readonly t: number | 'infinite'
  readonly degreesOfFreedom: number
  readonly criticalT: number
  /** A later score undid half of the step or more. */
  readonly isReversed: boolean
}

export interface SuddenGain extends SuddenStep {
  /** Points, always positive. */
  readonly gainInPoints: number
}

export interface SuddenLoss extends SuddenStep {
  /** Points, always positive. */
  readonly lossInPoints: number
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
  return findSuddenSteps(measure, scores, FORWARD).map(({ points, ...step }) => ({
    ...step,
    gainInPoints: points,
  }))
}

/**
 * Between which sessions did this member suddenly get worse?
 *
 * The three criteria of a sudden gain with worse in the place of better. Criterion 2 counts from the score before here
 * too, so that with few points before it asks for little.
 *
 * @param measure  gives direction and threshold; without a fixed threshold nothing is found
 * @param scores   valid scores in time order
 * @returns        the losses in time order; empty below 4 scores
 * @source         Wiedemann et al. (2020), PLOS ONE 15:e0230276 (package `suddengains`, sudden losses)
 * @verified       test/golden-shared/core/sudden-gains-package.test.ts
 */
export function findSuddenLosses(measure: MeasureDefinition, scores: readonly DatedScore[]): SuddenLoss[] {
  return findSuddenSteps(measure, scores, BACK).map(({ points, ...step }) => ({
    ...step,
    lossInPoints: points,
  }))
}

/** Sign that turns an improvement into points of the way looked at. */
type Way = 1 | -1
const FORWARD: Way = 1
const BACK: Way = -1

function findSuddenSteps(
  measure: MeasureDefinition,
  scores: readonly DatedScore[],
  way: Way,
): (SuddenStep & { readonly points: number })[] {
  const threshold = reliableChangeThreshold(measure)
  if (threshold === null || scores.length < FEWEST_SCORES) return []
  const steps: (SuddenStep & { readonly points: number })[] = []
  for (const [i, before] of scores.entries()) {
    const after = scores[i + 1]
    if (after === undefined) break
    const points = way * improvementInPoints(measure, before.total, after.total)
    if (after.dayNumber - before.dayNumber > LONGEST_GAP_IN_DAYS) continue
    if (points < threshold) continue
    if (points < SMALLEST_SHARE_OF_SCORE * pointsFromBest(measure, before.total)) continue
    const test = stepOver(measure, scores, i, way)
    if (test === null) continue
    const isReversed = scores
      .slice(i + 2)
      .some(
        (later) =>
          way * improvementInPoints(measure, later.total, after.total) >= SHARE_LOST_WHEN_REVERSED * points,
      )
    steps.push({
      indexBefore: i + 1,
      scoreBefore: before.total,
      scoreAfter: after.total,
      dayNumberBefore: before.dayNumber,
      dayNumberAfter: after.dayNumber,
      points,
      ...test,
      isReversed,
    })
  }
  return steps
}

/** The third criterion between scores i and i + 1; null when it is not met. */
function stepOver(
  measure: MeasureDefinition,
  scores: readonly DatedScore[],
  i: number,
  way: Way,
): Pick<SuddenStep, 't' | 'degreesOfFreedom' | 'criticalT'> | null {
  const before = severities(measure, scores.slice(Math.max(0, i + 1 - SCORES_EACH_SIDE), i + 1))
  const after = severities(measure, scores.slice(i + 1, i + 1 + SCORES_EACH_SIDE))
  if (before.length < FEWEST_EACH_SIDE || after.length < FEWEST_EACH_SIDE) return null
  const degreesOfFreedom = before.length + after.length - 2
  const criticalT = CRITICAL_T.get(degreesOfFreedom)
  const moved = way * (meanOf(before) - meanOf(after))
  if (criticalT === undefined || moved <= 0) return null
  const pooledVariance = (squaresOf(before) + squaresOf(after)) / degreesOfFreedom
  if (pooledVariance === 0) return { t: 'infinite', degreesOfFreedom, criticalT }
  const t = moved / Math.sqrt(pooledVariance * (1 / before.length + 1 / after.length))
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
