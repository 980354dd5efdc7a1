/** A written study definition, checked field by field. */

import { studyDefinitionSchema } from '../../contracts/studies.js'
import {
  AS_REFERENCE,
  DEFAULT_STUDY,
  type DefinitionProblem,
  definitionProblems,
  type StudyDefinition,
} from '../../core/comparison/study-definition.js'
import { measureRegistry } from '../../core/measures/registry.js'
import { definitionFromWire } from './definition-on-the-wire.js'

/** Definitions that have a name and need no file. */
const NAMED: Readonly<Record<string, StudyDefinition>> = {
  [DEFAULT_STUDY.name]: DEFAULT_STUDY,
  [AS_REFERENCE.name]: AS_REFERENCE,
}

export type ReadDefinition =
  | { readonly kind: 'read'; readonly definition: StudyDefinition }
  | { readonly kind: 'refused'; readonly problems: readonly DefinitionProblem[] }

/** undefined: no study has this name. */
export function namedDefinition(name: string): StudyDefinition | undefined {
  return NAMED[name]
}

/** @param value  as parsed from JSON */
export function readDefinition(value: unknown): ReadDefinition {
  const parsed = studyDefinitionSchema.safeParse(value)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      field: path.length === 0 ? 'definition' : path.join('.'),
      message,
    }))
    return { kind: 'refused', problems }
  }
  return judged(definitionFromWire(parsed.data))
}

/** What the form alone does not show: measures that do not exist, thresholds off the scale, contradictions. */
export function judged(definition: StudyDefinition): ReadDefinition {
  const measure = measureRegistry.find(({ code }) => code === definition.measureCode)
  if (measure === undefined) {
    const known = measureRegistry.map(({ code }) => code).join(', ')
    const message = `There is no measure "${definition.measureCode}". Use one of ${known}.`
    return { kind: 'refused', problems: [{ field: 'measure', message }] }
  }
  const { low, high } = measure.totalRange
  const { baselineThreshold, marginInPoints } = definition
  const offTheScale = baselineThreshold !== null && (baselineThreshold < low || baselineThreshold > high)
  const problems = [
    ...(offTheScale
      ? [
          {
            field: 'baseline_threshold',
            message: `${measure.shortName} runs from ${low} to ${high}; the threshold is ${baselineThreshold}.`,
          },
        ]
      : []),
    ...(marginInPoints > high - low
      ? [{ field: 'margin', message: `The margin is wider than the whole scale (${high - low} points).` }]
      : []),
    ...definitionProblems(definition),
  ]
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'read', definition }
}
