/** Is a change larger than what the questionnaire alone would produce? By the measure's fixed threshold. */

import type { MeasureDefinition } from '../measures/measure-definition.js'

export type ReliableChange =
  | 'reliably_improved'
  | 'no_reliable_change'
  | 'reliably_deteriorated'
  | 'not_assessable'

/** Points at and beyond which a change is reliable; null where the measure has no fixed threshold. */
export function reliableChangeThreshold(measure: MeasureDefinition): number | null {
  return measure.reliableChange.kind === 'fixed' ? measure.reliableChange.threshold : null
}

/**
 * @param changeInPoints  positive = improvement; null below two valid scores
 * @returns               the class, thresholds included; `not_assessable` without a change or a threshold
 * @example               PHQ-9, threshold 6: 6 is reliably improved, 5 is no reliable change
 * @source                NHS Talking Therapies manual
 */
export function reliableChangeOf(measure: MeasureDefinition, changeInPoints: number | null): ReliableChange {
  const threshold = reliableChangeThreshold(measure)
  if (changeInPoints === null || threshold === null) return 'not_assessable'
  if (changeInPoints >= threshold) return 'reliably_improved'
  if (changeInPoints <= -threshold) return 'reliably_deteriorated'
  return 'no_reliable_change'
}
