import type { MeasureContract } from '../../../../api/src/contracts/measures.js'

/** Words at the two ends of an axis. */
export interface Favours {
  readonly favoursLow: string
  readonly favoursHigh: string
}

/** Combined minus group only, in points: lower is better on most measures, and then the left end favours combined. */
export function favoursOfPoints(direction: MeasureContract['direction']): Favours {
  return direction === 'lower_is_better' ? COMBINED_LEFT : COMBINED_RIGHT
}

const COMBINED_LEFT: Favours = { favoursLow: 'favours combined', favoursHigh: 'favours group only' }
/** Of shares that improve, their ratios, and differences signed so that more is better. */
export const COMBINED_RIGHT: Favours = { favoursLow: 'favours group only', favoursHigh: 'favours combined' }
