/** Better and worse, whichever way a measure runs: the only place that asks for its direction. */

import type { MeasureDefinition } from '../measures/measure-definition.js'

/** Points of change; positive = improvement. */
export function improvementInPoints(measure: MeasureDefinition, from: number, to: number): number {
  return measure.direction === 'lower_is_better' ? from - to : to - from
}

/** Points away from the best possible total: 0 = best, whichever way the measure runs. */
export function pointsFromBest(measure: MeasureDefinition, total: number): number {
  const { low, high } = measure.totalRange
  return measure.direction === 'lower_is_better' ? total - low : high - total
}

/** The better of two totals. */
export function betterOf(measure: MeasureDefinition, one: number, other: number): number {
  return improvementInPoints(measure, one, other) > 0 ? other : one
}

/** Is this total at or beyond the clinical cut-off? null where the measure has none. */
export function isCase(measure: MeasureDefinition, total: number): boolean | null {
  return measure.caseness === null ? null : improvementInPoints(measure, measure.caseness, total) <= 0
}

/** Is this total strictly better than the remission mark? null where the measure has none. */
export function isInRemission(measure: MeasureDefinition, total: number): boolean | null {
  return measure.remissionBelow === null
    ? null
    : improvementInPoints(measure, measure.remissionBelow, total) > 0
}
