/** By which rule a change counts as reliable in the rates of a programme: a choice, with its own numbers beside it. */

import type { ReliableChangeLimits } from '../change/jacobson-truax.js'
import { type ReliableChange, reliableChangeThreshold } from '../change/reliable-change.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'

/** `standard`: each measure's own rule. `gad7_5`: the same, with 5 points on GAD-7. */
export type OutcomeRules = 'standard' | 'gad7_5' | 'jacobson_truax'

/** Some studies ask for 5 points; the manual of NHS Talking Therapies for 4. */
const GAD7_POINTS_OF_SOME_STUDIES = 5

/**
 * Whole points at and beyond which a change is reliable under the rules.
 *
 * Jacobson and Truax ask for more than their limit, so that it is the first whole number above it.
 *
 * @param limits  of the deployment's baselines; null while these have no spread
 * @returns       null when the rule has nothing to go by: no change is assessable then
 * @example       Jacobson-Truax limit 5.3: 6 points
 * @verified      test/golden/core/programme.test.ts (equal to the classes that R gives by the index)
 */
export function reliablePointsUnder(
  rules: OutcomeRules,
  measure: MeasureDefinition,
  limits: ReliableChangeLimits | null,
): number | null {
  if (rules === 'gad7_5' && measure.code === 'gad7') return GAD7_POINTS_OF_SOME_STUDIES
  const own = rules === 'jacobson_truax' ? null : reliableChangeThreshold(measure)
  if (own !== null) return own
  return limits === null ? null : Math.floor(limits.minimumChange) + 1
}

/** Whether the rules need the spread of the deployment's baselines on this measure. */
export function needsLimits(rules: OutcomeRules, measure: MeasureDefinition): boolean {
  if (rules === 'gad7_5' && measure.code === 'gad7') return false
  return rules === 'jacobson_truax' || reliableChangeThreshold(measure) === null
}

/** The class of a change. @param points  of `reliablePointsUnder` */
export function reliableChangeAtPoints(changeInPoints: number | null, points: number | null): ReliableChange {
  if (changeInPoints === null || points === null) return 'not_assessable'
  if (changeInPoints >= points) return 'reliably_improved'
  return changeInPoints <= -points ? 'reliably_deteriorated' : 'no_reliable_change'
}
