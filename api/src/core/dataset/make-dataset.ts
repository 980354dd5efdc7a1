/**
 * Makes a data set: bands and categories, generalised until k persons look alike in everything that others may know of
 * them.
 *
 * The usual profile: the band of the first score is something that others may know, since members hear each other's
 * scores; the category of change is what nobody should learn. With scores by phase every score may be known to who sat in
 * the group, and k is counted on all of them; there is no change beside them, which they tell. One measure a data set: who
 * knows the scores of a second one could tell rows apart.
 */

import { classesAt } from '../disclosure/classes.js'
import { codeColumn } from '../disclosure/coded-table.js'
import { fitHierarchy } from '../disclosure/hierarchy.js'
import { outsiderRisks } from '../disclosure/outsider.js'
import { reidentificationRisks, type SensitiveRisks, sensitiveRisks } from '../disclosure/released-table.js'
import type { Requirement } from '../disclosure/requirement.js'
import {
  type Generalisation,
  type SearchProgress,
  searchLatticeInSteps,
} from '../disclosure/search-lattice.js'
import { foldTable, type Tuples } from '../disclosure/tuples.js'
import { runThrough, type Steps } from '../steps.js'
import { variablesOf } from './chosen-variables.js'
import { type Cohort, type DatasetEpisode, formCohort } from './cohort.js'
import { checkVariables, type DatasetDefinition, requirementOf, usableMeasure } from './dataset-definition.js'
import { DatasetRefused } from './dataset-refused.js'
import { checkK, checkPersons, type EarlierPersons, HIGH_RISK, SUPPRESSION_LIMIT } from './export-limits.js'
import { journalistRisk } from './journalist-risk.js'
import { hasPhases } from './profile.js'
import { isScore, type ReleasedDataset, releasedQuasi, releasedSensitive } from './released-dataset.js'
import { type DatasetVariable, SENSITIVE_NAME } from './variable.js'

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
  checkVariables(definition)
  const cohort = formCohort(episodes, definition.filter)
  const chosen = heldTo === null ? cohort.episodes : episodesOf(cohort, heldTo)
  checkPersons(chosen.length, definition.k)
  const variables = variablesOf({ ...cohort, episodes: chosen }, definition, measure)
  const { tuples, quasi, sensitive } = tableOf(chosen, variables)
  const usual = searchRequirement(definition)
  const requirement = heldTo === null ? usual : { ...usual, suppressionLimit: 0 }
  const found = yield* searchLatticeInSteps(tuples, requirement)
  if (found.kind === 'nothing_feasible') throw nothingFeasible(found, definition.k)
  const { best } = found
  const isKept = chosen.map((_, row) => best.kept[classOfRow(tuples, best, row)] === 1)
  const rows = [...isKept.keys()].filter((row) => isKept[row])
  const risks = risksOfScores(tuples, best, definition)
  if (risks === null) throw noScores(definition.k)
  const asItIs = classesAt(
    tuples,
    tuples.hierarchies.map(() => 0),
  )
  return {
    profile: definition.profile,
    phases: definition.phases.map(({ phase }) => phase),
    measure,
    k: definition.k,
    cohort,
    columns: [
      ...variables.map((variable, place) =>
        releasedQuasi(variable, quasi[place], tuples.hierarchies[place], best.node[place] ?? 0, rows),
      ),
      ...(sensitive === null ? [] : [releasedSensitive(measure, sensitive, rows)]),
    ],
    persons: rows.map((row) => chosen[row]?.person ?? 0),
    suppressed: cohort.episodes.length - rows.length,
    heldTo: heldTo?.name ?? null,
    before: reidentificationRisks(asItIs, new Uint8Array(asItIs.count).fill(1), HIGH_RISK),
    after: reidentificationRisks(best.classes, best.kept, HIGH_RISK),
    sensitive: risks,
    journalist: journalistRisk({ ...cohort, episodes: chosen }, variables, best.node, rows),
    search: { tuples, variables, requirement, best, nodes: found.nodes },
  }
}

/** With scores by phase l and t are asked of each score within what an outsider can tell apart. */
function searchRequirement({ k, profile, variables }: DatasetDefinition): Requirement {
  const { distinctL, closenessT, ...size } = requirementOf(k)
  if (!hasPhases(profile)) return { ...size, distinctL, closenessT }
  const knows = variables.map(({ name }) => name)
  return { ...size, distinctL: null, closenessT: null, outsider: { knows, distinctL, closenessT } }
}

/** Null when not one score is left to say anything. */
function risksOfScores(
  tuples: Tuples,
  { node, classes, kept }: Generalisation,
  { variables }: DatasetDefinition,
): SensitiveRisks | null {
  const [change] = tuples.sensitive
  if (change !== undefined) return sensitiveRisks(tuples, classes, kept, change)
  const knows = variables.map(({ name }) => name)
  return worstOf(outsiderRisks({ tuples, node, classes, kept }, knows))
}

/** Of several columns the worst of each measure: none of them tells more. */
function worstOf(risks: readonly SensitiveRisks[]): SensitiveRisks | null {
  if (risks.length === 0) return null
  const most = (of: (risk: SensitiveRisks) => number) => Math.max(...risks.map(of))
  const least = (of: (risk: SensitiveRisks) => number) => Math.min(...risks.map(of))
  return {
    column: risks.map(({ column }) => column).join(', '),
    isOrdered: false,
    distinctL: least(({ distinctL }) => distinctL),
    entropyL: least(({ entropyL }) => entropyL),
    alpha: most(({ alpha }) => alpha),
    t: most(({ t }) => t),
    basicBeta: most(({ basicBeta }) => basicBeta),
    enhancedBeta: most(({ enhancedBeta }) => enhancedBeta),
    delta: most(({ delta }) => delta),
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

function noScores(k: number): DatasetRefused {
  return new DatasetRefused(
    'nothing_feasible',
    `With ${k} persons alike no score could stay in it. Choose fewer variables beside the scores, or a wider cohort.`,
  )
}

function tableOf(episodes: readonly DatasetEpisode[], variables: readonly DatasetVariable[]) {
  const quasi = variables.map(({ name, codeOf }) => codeColumn(name, episodes.map(codeOf)))
  // Beside the scores of all phases the change would be nothing new, and known to who knows them.
  const sensitive = variables.some(({ name }) => isScore(name))
    ? null
    : codeColumn(
        SENSITIVE_NAME,
        episodes.map(({ change }) => change ?? 'not_assessable'),
      )
  const hierarchies = quasi.map((column, place) => fitHierarchy(column, variables[place]?.hierarchy ?? []))
  return { quasi, sensitive, tuples: foldTable(quasi, hierarchies, sensitive === null ? [] : [sensitive]) }
}

function classOfRow(tuples: Tuples, { classes }: Generalisation, row: number): number {
  return classes.classOfTuple[tuples.tupleOfRow[row] ?? 0] ?? 0
}
