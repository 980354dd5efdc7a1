/** Individual values and moving ranges: is a quantity over time stable? */

import { requireAtLeast, requireFinite } from '../checks.js'
import { mean } from '../summary/moments.js'

const LIMIT_FACTOR = 2.66 // 3 / d2 for ranges of two, Wheeler 1993
const RANGE_LIMIT_FACTOR = 3.267 // D4 for ranges of two, Wheeler 1993
const RUN_LENGTH = 8
/** Below this many points the limits are provisional. */
export const SETTLED_POINTS = 12

export interface XmrPoint {
  readonly value: number
  /** Strictly beyond a limit. */
  readonly isOutside: boolean
  /** Part of 8 or more in a row strictly on one side of the centre. */
  readonly isInRunOfEight: boolean
}

export interface XmrChart {
  readonly centre: number
  readonly meanMovingRange: number
  readonly lowerLimit: number
  readonly upperLimit: number
  readonly movingRangeUpperLimit: number
  readonly limitsAreProvisional: boolean
  readonly points: readonly XmrPoint[]
}

/**
 * Which points of a series are more than its ordinary variation?
 *
 * Limits: mean -+ 2.66 x mean moving range; moving ranges up to 3.267 x their mean; not clamped.
 *
 * @param values  n values in time order, any unit
 * @returns       limits in the same unit and a verdict for each point
 * @throws        TooFewObservations when n < 2, NotFinite
 * Assumes        calendar time; never for scores over sessions, which fall by design
 * Edge cases     a constant series has limits of zero width and nothing outside
 * @source        Wheeler (1993), Understanding Variation
 * @verified      test/golden/statistics/control-charts.test.ts
 */
export function xmrChart(values: number[]): XmrChart {
  requireAtLeast(2, values.length, 'An XmR chart')
  requireFinite(values, 'Values of an XmR chart')
  const centre = mean(values)
  const meanMovingRange = mean(movingRanges(values))
  const lowerLimit = centre - LIMIT_FACTOR * meanMovingRange
  const upperLimit = centre + LIMIT_FACTOR * meanMovingRange
  const inRun = runsOfEight(values, centre)
  return {
    centre,
    meanMovingRange,
    lowerLimit,
    upperLimit,
    movingRangeUpperLimit: RANGE_LIMIT_FACTOR * meanMovingRange,
    limitsAreProvisional: values.length < SETTLED_POINTS,
    points: values.map((value, i) => ({
      value,
      isOutside: meanMovingRange > 0 && (value < lowerLimit || value > upperLimit),
      isInRunOfEight: inRun[i] === true,
    })),
  }
}

/** Which values are part of 8 or more in a row strictly on one side of a line? */
export function runsOfEight(values: readonly number[], line: number): boolean[] {
  return runMembership(sidesOf(values, line), RUN_LENGTH)
}

/** |difference| of each value from the one before it. */
export function movingRanges(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? value)))
}

/** -1 below, 0 on, 1 above the line; rounding of the line itself does not move a point off it. */
export function sidesOf(values: readonly number[], line: number): number[] {
  const slack = 4 * Number.EPSILON * Math.max(Math.abs(line), ...values.map(Math.abs))
  return values.map((value) => (Math.abs(value - line) <= slack ? 0 : Math.sign(value - line)))
}

function runMembership(sides: readonly number[], length: number): boolean[] {
  const member: boolean[] = sides.map(() => false)
  let start = 0
  for (let end = 1; end <= sides.length; end += 1) {
    if (end < sides.length && sides[end] === sides[start]) continue
    if (sides[start] !== 0 && end - start >= length) member.fill(true, start, end)
    start = end
  }
  return member
}
