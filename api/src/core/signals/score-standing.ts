/** How a single score lies: to the member's baseline, and to what was to be expected from it. */

import { improvementInPoints, isInRemission, pointsFromBest } from '../change/direction.js'
import type { Crossing } from '../expected-response/crossings.js'
import type { ExpectedResponseFit } from '../expected-response/fit-expected-response.js'
import { type ExpectedRange, expectedRangeAt } from '../expected-response/limits.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'

export interface LaterScore {
  readonly baseline: number
  readonly total: number
  /** Above 0. */
  readonly weeksSinceBaseline: number
}

export interface ScoreCrossing {
  readonly range: ExpectedRange
  /** Of the score, from the best end of the scale. */
  readonly points: number
  readonly crossing: Crossing
}

/**
 * Does a score lie above the limits of its baseline? A score in remission is never too high, whatever the curve says
 * of low baselines.
 *
 * @param score  totals of the measure, and weeks since the baseline
 * @returns      the range as points from the best end of the scale
 */
export function scoreCrossing(
  measure: MeasureDefinition,
  { baseline, total, weeksSinceBaseline }: LaterScore,
  fit: ExpectedResponseFit,
): ScoreCrossing {
  const start = pointsFromBest(measure, baseline)
  const range = expectedRangeAt(fit.course, fit.limits, start, weeksSinceBaseline)
  const points = pointsFromBest(measure, total)
  const isTooHigh = (limit: number) => points > limit && isInRemission(measure, total) !== true
  return { range, points, crossing: { isAbove84: isTooHigh(range.p84), isAbove90: isTooHigh(range.p90) } }
}

export interface ScoreStanding {
  /** null where the measure has no threshold of reliable change. */
  readonly reliableChange: 'reliably_improved' | 'no_reliable_change' | 'reliably_deteriorated' | null
  /** null where no expected response is fitted. */
  readonly toExpected: 'within' | 'above_84' | 'above_90' | null
}

/**
 * How does one score lie, by the thresholds that signals go by?
 *
 * @param reliablePoints  as `reliableChangePoints` gives them; null: there are none
 * @param fit             null: the expected response is off, or switched off
 * @example               PHQ-9, 18 at baseline and 12 later, 6 points: reliably improved
 */
export function standingOfScore(
  measure: MeasureDefinition,
  score: LaterScore,
  reliablePoints: number | null,
  fit: ExpectedResponseFit | null,
): ScoreStanding {
  return {
    reliableChange: reliablePoints === null ? null : reliableChangeOf(measure, score, reliablePoints),
    toExpected: fit === null ? null : placeOf(scoreCrossing(measure, score, fit).crossing),
  }
}

function reliableChangeOf(
  measure: MeasureDefinition,
  { baseline, total }: LaterScore,
  reliablePoints: number,
): NonNullable<ScoreStanding['reliableChange']> {
  const improvement = improvementInPoints(measure, baseline, total)
  if (improvement >= reliablePoints) return 'reliably_improved'
  return improvement <= -reliablePoints ? 'reliably_deteriorated' : 'no_reliable_change'
}

function placeOf({ isAbove84, isAbove90 }: Crossing): NonNullable<ScoreStanding['toExpected']> {
  if (isAbove90) return 'above_90'
  return isAbove84 ? 'above_84' : 'within'
}
