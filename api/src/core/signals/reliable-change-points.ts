/** How many points of change are reliable, for the purpose of signals. */

import type { ReliableChangeLimits } from '../change/jacobson-truax.js'
import { reliableChangeThreshold } from '../change/reliable-change.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { SignalRules } from './signal-rules.js'

/**
 * Whole points at and beyond which a change is reliable.
 *
 * The rule set's, else the measure's own, else the first whole number above the limit of Jacobson and Truax.
 *
 * @param limits  of the deployment's baselines, for measures without a threshold of their own; null: not known
 * @returns       null when there is none: nothing that asks for a reliable change is judged then
 * @example       Jacobson-Truax limit 5.3: 6 points; limit 5 exactly: 6 points, since the change must exceed it
 */
export function reliableChangePoints(
  measure: MeasureDefinition,
  rules: SignalRules,
  limits: ReliableChangeLimits | null,
): number | null {
  const own = rules.reliableChangePoints[measure.code] ?? reliableChangeThreshold(measure)
  if (own !== null) return own
  return limits === null ? null : Math.floor(limits.minimumChange) + 1
}
