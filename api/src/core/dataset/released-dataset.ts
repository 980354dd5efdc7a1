/** A data set that may go out, before it is written. */

import type { CodedColumn } from '../disclosure/coded-table.js'
import type { Hierarchy } from '../disclosure/hierarchy.js'
import type { ReidentificationRisks, SensitiveRisks } from '../disclosure/released-table.js'
import type { Requirement } from '../disclosure/requirement.js'
import type { Generalisation } from '../disclosure/search-lattice.js'
import type { Tuples } from '../disclosure/tuples.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { Cohort } from './cohort.js'
import { type DatasetProfile, type Phase, SCORE_COLUMNS } from './profile.js'
import { type CellValue, type DatasetVariable, SENSITIVE_NAME } from './variable.js'
import { CHANGE_LABELS } from './variables.js'

/**
 * `quasi`: others may know it. `score`: those who sat in the group may know it, so that k is counted on it as well; nobody
 * else should learn it. `sensitive`: nobody should learn it. `phase`: which score of a person a row holds.
 */
export type ColumnKind = 'quasi' | 'score' | 'sensitive' | 'phase'

export interface ReleasedColumn {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly kind: ColumnKind
  /** Null for a column that stays as it is, and for scores of all phases in one column. */
  readonly level: { readonly number: number; readonly of: number; readonly name: string } | null
  /** Every value that the column may say at this level. */
  readonly values: readonly CellValue[]
  /** One entry a row: which of the values. */
  readonly codes: Uint32Array
}

export interface ReleasedDataset {
  readonly profile: DatasetProfile
  /** Whose scores are in it; none with the usual profile. */
  readonly phases: readonly Phase[]
  readonly measure: MeasureDefinition
  readonly k: number
  readonly cohort: Cohort
  readonly columns: readonly ReleasedColumn[]
  /** One entry a row: whose it is. Never goes out. */
  readonly persons: readonly number[]
  /** Eligible persons that were left out to keep k, l and t, or because an earlier data set left them out. */
  readonly suppressed: number
  /** The earlier data set whose persons these are; null: they were chosen freely. */
  readonly heldTo: string | null
  readonly before: ReidentificationRisks
  readonly after: ReidentificationRisks
  /** Of the change within a class; with phases the worst of all scores, within what an outsider could tell apart. */
  readonly sensitive: SensitiveRisks
  /** The largest chance to be right about a row for somebody who searches among all persons of the deployment. */
  readonly journalist: number
  readonly search: DatasetSearch
}

/** What was searched, for whoever wants to see what the other levels would have cost. */
export interface DatasetSearch {
  readonly tuples: Tuples
  readonly variables: readonly DatasetVariable[]
  readonly requirement: Requirement
  readonly best: Generalisation
  readonly nodes: number
}

/** @param rows  which rows are released */
export function releasedQuasi(
  variable: DatasetVariable,
  column: CodedColumn | undefined,
  hierarchy: Hierarchy | undefined,
  level: number,
  rows: readonly number[],
): ReleasedColumn {
  const { codeOfValue = new Uint32Array(), labels = [] } = hierarchy?.levels[level] ?? {}
  return {
    name: variable.name,
    label: variable.label,
    description: variable.description,
    kind: isScore(variable.name) ? 'score' : 'quasi',
    level: { number: level, of: variable.levels.length - 1, name: variable.levels[level]?.name ?? '' },
    values: labels.map((code) => ({ code, label: variable.labelOf.get(code) ?? code })),
    codes: Uint32Array.from(rows, (row) => codeOfValue[column?.codes[row] ?? 0] ?? 0),
  }
}

export function releasedSensitive(
  { shortName }: MeasureDefinition,
  column: CodedColumn,
  rows: readonly number[],
): ReleasedColumn {
  const values = Object.entries(CHANGE_LABELS).map(([code, label]) => ({ code, label }))
  const place = column.values.map((value) => values.findIndex(({ code }) => code === value))
  return {
    name: SENSITIVE_NAME,
    label: `${shortName}: reliable change`,
    description: `Change of ${shortName} from the first to the last valid score of the episode, by the measure's threshold of reliable change.`,
    kind: 'sensitive',
    level: null,
    values,
    codes: Uint32Array.from(rows, (row) => place[column.codes[row] ?? 0] ?? 0),
  }
}

export function isScore(column: string): boolean {
  return SCORE_COLUMNS.some((name) => name === column)
}
