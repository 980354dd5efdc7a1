/** A column of a data set: what its cells may say, and how that becomes coarser. */

import type { DatasetEpisode } from './cohort.js'

export const QUASI_NAMES = [
  'age_band',
  'gender',
  'modality',
  'format',
  'structure',
  'arm',
  'cohort',
  'baseline_band',
  'sessions_attended',
  'prior_episodes',
] as const
/** What others may know of a person. */
export type QuasiName = (typeof QUASI_NAMES)[number]
/** What nobody should learn of a person. */
export const SENSITIVE_NAME = 'change'

/** What a cell says: a code for machines, a label for people. */
export interface CellValue {
  readonly code: string
  readonly label: string
}

/** One level of generalisation; level 0 is the finest that may ever go out. */
export interface VariableLevel {
  readonly name: string
}

export interface DatasetVariable {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly levels: readonly VariableLevel[]
  /** One row a value of the domain: what it is at each level, as declared to disclosure control. */
  readonly hierarchy: readonly (readonly string[])[]
  readonly labelOf: ReadonlyMap<string, string>
  readonly codeOf: (episode: DatasetEpisode) => string
}

export const NOT_KNOWN: CellValue = { code: 'not_known', label: 'Not known' }
export const ANY: CellValue = { code: 'any', label: 'Any (generalised)' }

/**
 * A variable whose values are listed, each with what it becomes level by level.
 *
 * @param rows  the value first, then its generalisations without the last, which is `any` for all
 */
export function variableOf(
  declared: Pick<DatasetVariable, 'name' | 'label' | 'description' | 'codeOf'> & {
    readonly levels: readonly string[]
    readonly rows: readonly (readonly CellValue[])[]
  },
): DatasetVariable {
  const { name, label, description, codeOf, levels, rows } = declared
  const labelOf = new Map<string, string>()
  for (const { code, label: words } of rows.flat()) labelOf.set(code, words)
  labelOf.set(ANY.code, ANY.label)
  return {
    name,
    label,
    description,
    codeOf,
    labelOf,
    levels: [...levels, 'left out'].map((level) => ({ name: level })),
    hierarchy: rows.map((row) => [...row.map(({ code }) => code), ANY.code]),
  }
}
