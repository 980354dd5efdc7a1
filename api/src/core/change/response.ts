/** Response: half of the burden gone. */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { pointsFromBest } from './direction.js'

/** At least this share of the points from the best total gone. */
const RESPONSE_SHARE = 0.5

/**
 * Has at least half of what lay between the first score and the best possible total gone?
 *
 * @param baseline        points, within the measure's range
 * @param changeInPoints  positive = improvement
 * Edge cases             a baseline at the best total: every change is a response; ask it of cases only
 * @example               PHQ-9 18 to 9: 9 of 18 points gone, a response
 */
export function isResponse(measure: MeasureDefinition, baseline: number, changeInPoints: number): boolean {
  return changeInPoints >= RESPONSE_SHARE * pointsFromBest(measure, baseline)
}
