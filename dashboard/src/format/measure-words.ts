import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import { countOf, formatNumber } from './number.js'

const KNOWN_MEASURE_NAMES: Readonly<Record<string, string>> = {
  phq9: 'PHQ-9',
  gad7: 'GAD-7',
  rses: 'Rosenberg',
}

/** The short name of a measure code; an unknown code is shown in capitals until its definition has arrived. */
export function measureName(code: string): string {
  return KNOWN_MEASURE_NAMES[code] ?? code.toUpperCase()
}

/** The measures to switch between: those with a form here, and the one that is shown. */
export function switchableMeasures<Measure extends { readonly code: string }>(
  measures: readonly Measure[],
  used: readonly string[] | undefined,
  current: string,
): readonly Measure[] {
  return measures.filter(({ code }) => code === current || used?.includes(code) === true)
}

/** "lower is better". */
export function directionWords(direction: MeasureContract['direction']): string {
  return direction === 'lower_is_better' ? 'lower is better' : 'higher is better'
}

/** A change signed so that positive is improvement: "5 points better", "2 points worse", "no change". */
export function changeWords(changeInPoints: number): string {
  if (changeInPoints === 0) return 'no change'
  const points = countOf(Math.abs(changeInPoints), 'point')
  return changeInPoints > 0 ? `${points} better` : `${points} worse`
}

/** "reliable from 6 points on"; the measure's own note when it has no fixed threshold. */
export function reliableChangeRule(
  measure: Pick<MeasureContract, 'reliable_change_threshold' | 'reliable_change_note'>,
): string {
  return measure.reliable_change_threshold === null
    ? measure.reliable_change_note
    : `a change of ${formatNumber(measure.reliable_change_threshold)} points or more is reliable`
}
