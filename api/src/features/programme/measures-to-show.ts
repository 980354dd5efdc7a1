import type { Day } from '../../core/calendar-day.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { measureRegistry } from '../../core/measures/registry.js'

/** Those of both families always, others when they were used; in the order of the registry. */
export function measuresToShow(
  asked: MeasureDefinition | null,
  used: readonly string[],
): MeasureDefinition[] {
  if (asked !== null) return [asked]
  const shown = new Set(['phq9', 'gad7', ...used])
  return measureRegistry.filter((measure) => shown.has(measure.code))
}

export function firstDay(days: readonly (Day | null)[]): Day | null {
  return days.reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null)
}

export function lastDay(days: readonly (Day | null)[]): Day | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null)
}
