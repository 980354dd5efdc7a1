import type { MeasureDefinition } from '../../../api/src/core/measures/measure-definition.js'
import { requireMeasure } from '../../../api/src/core/measures/registry.js'
import type { Focus } from '../../../api/src/core/vocabulary.js'
import type { MeasureParameters } from './clinic-parameters.js'

/** A measure with what is true of it in a simulated clinic. */
export interface SimulatedMeasure {
  readonly definition: MeasureDefinition
  readonly parameters: MeasureParameters
}

/** The measures that groups of this focus fill in. @throws UnknownMeasure */
export function measuresForFocus(measures: readonly MeasureParameters[], focus: Focus): SimulatedMeasure[] {
  return measures
    .filter(({ onlyForFocus }) => onlyForFocus === null || onlyForFocus.includes(focus))
    .map((parameters) => ({ definition: requireMeasure(parameters.code), parameters }))
}
