/** The expected response in totals of the measure, as they stand on a form. */

import { pointsFromBest } from '../change/direction.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { ExpectedResponseFit } from './fit-expected-response.js'
import { type ExpectedRange, expectedRangeAt } from './limits.js'

/** Totals of the measure, not rounded and not clamped to the scale. */
export interface ExpectedTotals {
  readonly expected: number
  /** 84 of 100 scores are no worse. */
  readonly limit84: number
  /** 90 of 100 scores are no worse. */
  readonly limit90: number
}

/** The expected range as totals of the measure: for one that rises with health, limits lie below what is expected. */
export function inTotals(
  { direction, totalRange }: MeasureDefinition,
  { expected, p84, p90 }: ExpectedRange,
): ExpectedTotals {
  const totalOf = (points: number) =>
    direction === 'lower_is_better' ? totalRange.low + points : totalRange.high - points
  return { expected: totalOf(expected), limit84: totalOf(p84), limit90: totalOf(p90) }
}

/**
 * What is to be expected of a member at one week, from the baseline alone: what `worseThanExpectedSignal` holds a score
 * against, as a picture shows it.
 *
 * @param baseline  total of the first valid score
 * @param week      since baseline, above 0: the model speaks of scores after the baseline
 */
export function expectedTotalsAt(
  measure: MeasureDefinition,
  { course, limits }: Pick<ExpectedResponseFit, 'course' | 'limits'>,
  baseline: number,
  week: number,
): ExpectedTotals {
  return inTotals(measure, expectedRangeAt(course, limits, pointsFromBest(measure, baseline), week))
}
