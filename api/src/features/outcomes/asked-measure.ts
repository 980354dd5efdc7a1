import type { Filters } from '../../contracts/filters.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { requireMeasure } from '../../core/measures/registry.js'

const FIRST_MEASURE = 'phq9'

/** The measure that a read of one measure is about; PHQ-9 unless said otherwise. @throws UnknownMeasure */
export function askedMeasure({ measure }: Pick<Filters, 'measure'>): MeasureDefinition {
  return requireMeasure(measure ?? FIRST_MEASURE)
}
