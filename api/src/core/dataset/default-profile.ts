/**
 * The default data set: one row a person, bands and categories, generalised until k persons look alike in everything that
 * others may know of them.
 *
 * The band of the first score is something that others may know: members hear each other's scores. The category of change
 * is what nobody should learn. One measure a data set: who knows the last score of a second one could tell rows apart.
 */

import { classesAt } from '../disclosure/classes.js'
import { type CodedColumn, codeColumn } from '../disclosure/coded-table.js'
import { fitHierarchy, type Hierarchy } from '../disclosure/hierarchy.js'
import {
  type ReidentificationRisks,
  reidentificationRisks,
  type SensitiveRisks,
  sensitiveRisks,
} from '../disclosure/released-table.js'
import type { Requirement } from '../disclosure/requirement.js'
import {
  type Generalisation,
  type SearchProgress,
  searchLatticeInSteps,
} from '../disclosure/search-lattice.js'
import { foldTable, type Tuples } from '../disclosure/tuples.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { findMeasure, measureRegistry } from '../measures/registry.js'
import { runThrough, type Steps } from '../steps.js'
import { type Cohort, type CohortFilter, type DatasetEpisode, formCohort } from './cohort.js'
import { DatasetRefused } from './dataset-refused.js'
import {
  CLOSENESS_T,
  checkK,
  checkPersons,
  DISTINCT_L,
  type EarlierPersons,
  HIGH_RISK,
  SUPPRESSION_LIMIT,
} from './export-limits.js'
import { type CellValue, type DatasetVariable, type QuasiName, SENSITIVE_NAME } from './variable.js'
import { CHANGE_LABELS, quasiVariable } from './variables.js'

export interface DatasetDefinition {
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

export interface ReleasedColumn {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly kind: 'quasi' | 'sensitive'
  /** Null for the sensitive column, which stays as it is. */
  readonly level: { readonly number: number; readonly of: number; readonly name: string } | null
  /** Every value that the column may say at this level. */
  readonly values: readonly CellValue[]
  /** One entry a row: which of the values. */
  readonly codes: Uint32Array
}

export interface ReleasedDataset {
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

export function requirementOf(k: number) {
  return { k, suppressionLimit: SUPPRESSION_LIMIT, distinctL: DISTINCT_L, closenessT: CLOSENESS_T } as const
}

/** Measures with bands and a reliable change: without them there is nothing coarse to say. */
export function measuresOfDatasets(): MeasureDefinition[] {
  return measureRegistry.filter(
    ({ bands, reliableChange }) => bands.length > 0 && reliableChange.kind === 'fixed',
  )
}

/**
 * Forms the cohort, searches the least generalisation, and gives the rows that may go out.
 *
 * @throws DatasetRefused  k below the floor, no usable measure or variable, fewer than 5 k persons, nothing feasible (it
 *                         names the columns in the way)
 */
export function makeDataset(
  episodes: readonly DatasetEpisode[],
  definition: DatasetDefinition,
): ReleasedDataset {
  return runThrough(makeDatasetInSteps(episodes, definition))
}

/**
 * The same in the steps of its search.
 *
 * @param heldTo  an earlier data set: of the eligible its persons are taken, no other, and none of them is left out
 */
export function* makeDatasetInSteps(
  episodes: readonly DatasetEpisode[],
  definition: DatasetDefinition,
  heldTo: EarlierPersons | null = null,
): Steps<SearchProgress, ReleasedDataset> {
  checkK(definition.k)
  const measure = usableMeasure(definition.measureCode)
  checkVariables(definition.variables)
  const cohort = formCohort(episodes, definition.filter)
  const chosen = heldTo === null ? cohort.episodes : episodesOf(cohort, heldTo)
  checkPersons(chosen.length, definition.k)
  const variables = variablesOf({ ...cohort, episodes: chosen }, definition, measure)
  const { tuples, quasi, sensitive } = tableOf(chosen, variables)
  const usual = requirementOf(definition.k)
  const requirement = heldTo === null ? usual : { ...usual, suppressionLimit: 0 }
  const found = yield* searchLatticeInSteps(tuples, requirement)
  if (found.kind === 'nothing_feasible') throw nothingFeasible(found, definition.k)
  const { best } = found
  const isKept = chosen.map((_, row) => best.kept[classOfRow(tuples, best, row)] === 1)
  const rows = [...isKept.keys()].filter((row) => isKept[row])
  const ofSensitive = tuples.sensitive[0]
  const risks = ofSensitive && sensitiveRisks(tuples, best.classes, best.kept, ofSensitive)
  // Five times k persons with at most one in twenty left out: somebody is released.
  if (!risks) throw nothingFeasible({ blocking: [], blockingTogether: [] }, definition.k)
  const asItIs = classesAt(
    tuples,
    tuples.hierarchies.map(() => 0),
  )
  return {
    measure,
    k: definition.k,
    cohort,
    columns: [
      ...variables.map((variable, place) =>
        releasedQuasi(variable, quasi[place], tuples.hierarchies[place], best.node[place] ?? 0, rows),
      ),
      releasedSensitive(measure, sensitive, rows),
    ],
    persons: rows.map((row) => chosen[row]?.person ?? 0),
    suppressed: cohort.episodes.length - rows.length,
    heldTo: heldTo?.name ?? null,
    before: reidentificationRisks(asItIs, new Uint8Array(asItIs.count).fill(1), HIGH_RISK),
    after: reidentificationRisks(best.classes, best.kept, HIGH_RISK),
    sensitive: risks,
    journalist: journalistRisk({ ...cohort, episodes: chosen }, variables, best, rows),
    search: { tuples, variables, requirement, best, nodes: found.nodes },
  }
}

/** @throws DatasetRefused  when one of them is eligible no more, or too many others are */
function episodesOf({ episodes }: Cohort, { persons }: EarlierPersons): DatasetEpisode[] {
  const wanted = new Set(persons)
  const found = episodes.filter(({ person }) => wanted.has(person))
  const leftOut = episodes.length - found.length
  if (found.length === wanted.size && leftOut <= episodes.length * SUPPRESSION_LIMIT + 1e-9) return found
  throw new DatasetRefused(
    'differs_by_few',
    'The persons of the earlier data set are not the eligible ones of this one.',
  )
}

function usableMeasure(code: string): MeasureDefinition {
  const usable = measuresOfDatasets()
  const measure = findMeasure(code)
  if (measure !== undefined && usable.includes(measure)) return measure
  throw new DatasetRefused(
    'not_a_request',
    `A data set is about one measure with bands: ${usable.map((one) => one.code).join(' or ')}.`,
  )
}

function checkVariables(chosen: readonly ChosenVariable[]): void {
  const names = chosen.map(({ name }) => name)
  if (names.length > 0 && new Set(names).size === names.length) return
  throw new DatasetRefused('not_a_request', 'Choose at least one variable, and each of them once.')
}

function nothingFeasible(
  { blocking, blockingTogether }: { blocking: readonly string[]; blockingTogether: readonly string[] },
  k: number,
): DatasetRefused {
  const asked = `No combination of levels keeps ${k} persons alike with at most ${SUPPRESSION_LIMIT * 100} % left out`
  const inTheWay = blocking.length > 0 ? blocking.join(', ') : blockingTogether.join(' together with ')
  return new DatasetRefused(
    'nothing_feasible',
    inTheWay === ''
      ? `${asked}, whichever variables are chosen. Choose a wider cohort.`
      : `${asked}. In the way: ${inTheWay}. Allow a coarser level there, or leave it out.`,
  )
}

/** The domain is that of the deployment, so that a filter does not change what a level means. */
function variablesOf(
  cohort: Cohort,
  { variables, k }: DatasetDefinition,
  measure: MeasureDefinition,
): DatasetVariable[] {
  const years = cohort.population.map(({ joinedInYear }) => joinedInYear)
  const facts = {
    measure,
    firstYear: years.reduce((least, year) => Math.min(least, year), Number.POSITIVE_INFINITY),
    lastYear: years.reduce((most, year) => Math.max(most, year), Number.NEGATIVE_INFINITY),
    topSessions: reachedBy(
      cohort.episodes.map(({ sessionsAttended }) => sessionsAttended),
      k,
    ),
  }
  return variables.map(({ name, coarsest }) => cutAt(quasiVariable(name, facts), coarsest))
}

/** The largest count that at least k persons reach. */
export function reachedBy(counts: readonly number[], k: number): number {
  return [...counts].sort((one, other) => other - one)[k - 1] ?? 0
}

function cutAt(variable: DatasetVariable, coarsest: number | null): DatasetVariable {
  if (coarsest === null) return variable
  if (coarsest < 0 || coarsest >= variable.levels.length) {
    throw new DatasetRefused(
      'not_a_request',
      `${variable.label} has levels 0 to ${variable.levels.length - 1}. Choose one of them as the coarsest.`,
    )
  }
  return {
    ...variable,
    levels: variable.levels.slice(0, coarsest + 1),
    hierarchy: variable.hierarchy.map((row) => row.slice(0, coarsest + 1)),
  }
}

function tableOf(episodes: readonly DatasetEpisode[], variables: readonly DatasetVariable[]) {
  const quasi = variables.map(({ name, codeOf }) => codeColumn(name, episodes.map(codeOf)))
  const sensitive = codeColumn(
    SENSITIVE_NAME,
    episodes.map(({ change }) => change ?? 'not_assessable'),
  )
  const hierarchies = quasi.map((column, place) => fitHierarchy(column, variables[place]?.hierarchy ?? []))
  return { quasi, sensitive, tuples: foldTable(quasi, hierarchies, [sensitive]) }
}

function classOfRow(tuples: Tuples, { classes }: Generalisation, row: number): number {
  return classes.classOfTuple[tuples.tupleOfRow[row] ?? 0] ?? 0
}

function releasedQuasi(
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
    kind: 'quasi',
    level: { number: level, of: variable.levels.length - 1, name: variable.levels[level]?.name ?? '' },
    values: labels.map((code) => ({ code, label: variable.labelOf.get(code) ?? code })),
    codes: Uint32Array.from(rows, (row) => codeOfValue[column?.codes[row] ?? 0] ?? 0),
  }
}

function releasedSensitive(
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

/**
 * Of each class that is released: how many persons of the whole deployment look like it. The smallest is the worst.
 *
 * @source El Emam & Dankar (2008), J Am Med Inform Assoc 15:627-637: journalist risk, the population known exactly
 */
function journalistRisk(
  { episodes, population }: Cohort,
  variables: readonly DatasetVariable[],
  { node }: Generalisation,
  rows: readonly number[],
): number {
  const coarser = variables.map(
    ({ hierarchy }, place) => new Map(hierarchy.map((row) => [row[0] ?? '', row[node[place] ?? 0] ?? ''])),
  )
  const keyOf = (episode: DatasetEpisode) =>
    variables.map(({ codeOf }, place) => coarser[place]?.get(codeOf(episode)) ?? '').join('|')
  const alike = new Map<string, number>()
  for (const episode of population) {
    const key = keyOf(episode)
    alike.set(key, (alike.get(key) ?? 0) + 1)
  }
  const smallest = rows.reduce((least, row) => {
    const episode = episodes[row]
    return episode === undefined ? least : Math.min(least, alike.get(keyOf(episode)) ?? 1)
  }, Number.POSITIVE_INFINITY)
  return 1 / smallest
}
