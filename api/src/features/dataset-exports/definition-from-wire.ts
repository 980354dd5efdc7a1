import { type DatasetDefinitionContract, refusalSchema } from '../../contracts/dataset-exports.js'
import { DatasetRefused } from '../../core/dataset/dataset-refused.js'
import type { DatasetDefinition } from '../../core/dataset/default-profile.js'

export function definitionFromWire(wire: DatasetDefinitionContract): DatasetDefinition {
  const { filter } = wire
  return {
    measureCode: wire.measure,
    variables: wire.variables,
    k: wire.k,
    filter: {
      modalities: filter.modalities,
      formats: filter.formats,
      structures: filter.structures,
      arms: filter.arms,
      joinedFrom: filter.joined_from,
      joinedTo: filter.joined_to,
      onlyCasesAtStart: filter.only_cases_at_start,
      withSubstanceUse: wire.substance_use_reason !== null,
    },
  }
}

/** A refusal as it was stored. */
export function refusalFromWire(stored: unknown): DatasetRefused {
  const { code, message } = refusalSchema.parse(stored)
  return new DatasetRefused(code, message)
}
