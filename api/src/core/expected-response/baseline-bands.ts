/** Where members began, in the bands by which limits are calibrated. */

import { pointsFromBest } from '../change/direction.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'

export interface BaselineBand {
  /** In totals of the measure: "10-14", the worst of a measure that falls "20+". */
  readonly label: string
  /** Points from the best total, both ends included. */
  readonly low: number
  readonly high: number
}

/**
 * The severity bands of the measure, the two mildest as one: few members begin there.
 *
 * @returns  from the mildest; empty for a measure without bands
 * @example  PHQ-9: 0-9, 10-14, 15-19, 20+
 */
export function baselineBands(measure: MeasureDefinition): BaselineBand[] {
  const bands = measure.bands
    .map(({ low, high }) => [pointsFromBest(measure, low), pointsFromBest(measure, high)])
    .map((ends) => ({ low: Math.min(...ends), high: Math.max(...ends) }))
    .sort((one, other) => one.low - other.low)
  const [mildest, second, ...rest] = bands
  if (mildest === undefined || second === undefined) return []
  return [{ low: mildest.low, high: second.high }, ...rest].map((band) => ({
    ...band,
    label: labelOf(measure, band),
  }))
}

/** The band that holds this baseline; undefined for a measure without bands. */
export function bandOfBaseline<Band extends { readonly low: number; readonly high: number }>(
  bands: readonly Band[],
  baseline: number,
): Band | undefined {
  return bands.find(({ low, high }) => baseline >= low && baseline <= high)
}

function labelOf(
  { direction, totalRange }: MeasureDefinition,
  { low, high }: { low: number; high: number },
): string {
  if (direction === 'higher_is_better') return `${totalRange.high - high}-${totalRange.high - low}`
  const [from, to] = [totalRange.low + low, totalRange.low + high]
  return to === totalRange.high ? `${from}+` : `${from}-${to}`
}
