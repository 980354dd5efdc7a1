import type { MeasureContract } from '../../../../../api/src/contracts/measures.js'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'

/** The range of combined minus group only as points by which group only is worse. */
export function confoundedRange(
  range: StudyResultContract['confounding_range'],
  direction: MeasureContract['direction'],
): { readonly low: number; readonly high: number } | null {
  if (range === null) return null
  const { low, high } = range
  return direction === 'lower_is_better' ? { low: -high, high: -low } : { low, high }
}
