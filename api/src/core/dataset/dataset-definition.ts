/** What somebody may ask of a data set, and what it has to keep. */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { findMeasure, measureRegistry } from '../measures/registry.js'
import type { CohortFilter } from './cohort.js'
import { DatasetRefused } from './dataset-refused.js'
import { CLOSENESS_T, DISTINCT_L, SUPPRESSION_LIMIT } from './export-limits.js'
import { type DatasetProfile, hasPhases, type Phase } from './profile.js'
import type { QuasiName } from './variable.js'

export interface DatasetDefinition {
  readonly profile: DatasetProfile
  /** With scores by phase: of which phases, in their order; otherwise none. */
  readonly phases: readonly ChosenPhase[]
  readonly measureCode: string
  /** Which columns others may know of are in it. */
  readonly variables: readonly ChosenVariable[]
  readonly k: number
  readonly filter: CohortFilter
}

export interface ChosenVariable {
  readonly name: QuasiName
  /** Never coarser than this level; null: as coarse as it takes. */
  readonly coarsest: number | null
}

export interface ChosenPhase {
  readonly phase: Phase
  /** As with variables. */
  readonly coarsest: number | null
}

/** Phases bring five columns of their own: with more beside them a search would have millions of nodes. */
export const MOST_BESIDE_PHASES = 5

export function requirementOf(k: number) {
  return { k, suppressionLimit: SUPPRESSION_LIMIT, distinctL: DISTINCT_L, closenessT: CLOSENESS_T } as const
}

/** Measures with bands and a reliable change: without them there is nothing coarse to say. */
export function measuresOfDatasets(): MeasureDefinition[] {
  return measureRegistry.filter(
    ({ bands, reliableChange }) => bands.length > 0 && reliableChange.kind === 'fixed',
  )
}

/** @throws DatasetRefused */
export function usableMeasure(code: string): MeasureDefinition {
  const usable = measuresOfDatasets()
  const measure = findMeasure(code)
  if (measure !== undefined && usable.includes(measure)) return measure
  throw new DatasetRefused(
    'not_a_request',
    `A data set is about one measure with bands: ${usable.map((one) => one.code).join(' or ')}.`,
  )
}

/** @throws DatasetRefused */
export function checkVariables({ variables, profile, phases }: DatasetDefinition): void {
  const names = variables.map(({ name }) => name)
  if (names.length === 0 || new Set(names).size < names.length) {
    throw new DatasetRefused('not_a_request', 'Choose at least one variable, and each of them once.')
  }
  if (hasPhases(profile) !== phases.length > 0) {
    throw new DatasetRefused(
      'not_a_request',
      'Scores by phase are of one phase at least, and the usual profile has none. Choose phases, or the other profile.',
    )
  }
  if (!hasPhases(profile)) return
  if (names.includes('baseline_band')) {
    throw new DatasetRefused(
      'not_a_request',
      'Beside scores by phase the score at the start is a phase. Choose it there, and leave baseline_band out.',
    )
  }
  if (names.length > MOST_BESIDE_PHASES) {
    throw new DatasetRefused(
      'not_a_request',
      `Beside scores by phase there can be ${MOST_BESIDE_PHASES} variables. Choose those that the question needs.`,
    )
  }
}
