import { type DatasetDefinitionContract, refusalSchema } from '../../contracts/dataset-exports.js'
import type { ChosenPhase, DatasetDefinition } from '../../core/dataset/dataset-definition.js'
import { DatasetRefused } from '../../core/dataset/dataset-refused.js'
import { hasPhases, PHASES } from '../../core/dataset/profile.js'

export function definitionFromWire(wire: DatasetDefinitionContract): DatasetDefinition {
  const { filter } = wire
  return {
    profile: wire.profile,
    phases: phasesOf(wire),
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

/** In the order of time, so that the same question is the same data set. */
function phasesOf({ profile, phases }: DatasetDefinitionContract): ChosenPhase[] {
  if (phases === null) return hasPhases(profile) ? PHASES.map((phase) => ({ phase, coarsest: null })) : []
  return PHASES.flatMap((phase) => phases.find((chosen) => chosen.phase === phase) ?? [])
}

/** A refusal as it was stored. */
export function refusalFromWire(stored: unknown): DatasetRefused {
  const { code, message } = refusalSchema.parse(stored)
  return new DatasetRefused(code, message)
}
