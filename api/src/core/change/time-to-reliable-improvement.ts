/** When was a reliable improvement first observed? */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { improvementInPoints, pointsFromBest } from './direction.js'
import { reliableChangeThreshold } from './reliable-change.js'
import type { DatedScore } from './sudden-gains.js'

export interface TimeToReliableImprovement {
  readonly nScores: number
  readonly baseline: number
  /** Whole days from baseline to the event, or to the last valid score when there was none. */
  readonly days: number
  /** false: censored. */
  readonly isObserved: boolean
}

/**
 * @param measure  gives direction and threshold
 * @param scores   valid scores of one episode, in time order
 * @returns        null when no reliable improvement could be seen: fewer than 2 scores, a baseline closer to the
 *                 best total than the threshold, or a measure without a fixed threshold
 * Assumes         the day of the score is the day of the event; the improvement itself came at some time before
 * @verified       test/golden/core/reference-outcomes.test.ts
 */
export function timeToReliableImprovement(
  measure: MeasureDefinition,
  scores: readonly DatedScore[],
): TimeToReliableImprovement | null {
  const threshold = reliableChangeThreshold(measure)
  const first = scores[0]
  const final = scores.at(-1)
  if (threshold === null || first === undefined || final === undefined || scores.length < 2) return null
  if (pointsFromBest(measure, first.total) < threshold) return null
  const event = scores.find((score) => improvementInPoints(measure, first.total, score.total) >= threshold)
  return {
    nScores: scores.length,
    baseline: first.total,
    days: (event ?? final).dayNumber - first.dayNumber,
    isObserved: event !== undefined,
  }
}
