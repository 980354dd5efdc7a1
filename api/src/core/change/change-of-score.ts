import type { MeasureDefinition } from '../measures/measure-definition.js'
import { improvementInPoints } from './direction.js'
import { type ReliableChangeLimits, reliableChangeByIndex } from './jacobson-truax.js'
import { type ReliableChange, reliableChangeOf } from './reliable-change.js'

/**
 * Is the change from baseline to one score reliable, by the measure's own rule: a fixed threshold, or Jacobson-Truax on
 * the deployment's baselines?
 *
 * @param limits  null while the deployment's baselines have no spread
 * @returns       `not_assessable` where the measure's rule has nothing to go by
 */
export function changeOfScore(
  measure: MeasureDefinition,
  baseline: number,
  score: number,
  limits: ReliableChangeLimits | null,
): ReliableChange {
  return measure.reliableChange.kind === 'jacobson_truax' && limits !== null
    ? reliableChangeByIndex(limits, baseline, score)
    : reliableChangeOf(measure, improvementInPoints(measure, baseline, score))
}
