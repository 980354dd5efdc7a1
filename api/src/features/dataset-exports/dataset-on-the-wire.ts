/** A data set, and what one would be, in the words of the wire. */

import { createHash } from 'node:crypto'
import type { DatasetPreviewResult, DatasetSummary } from '../../contracts/dataset-exports.js'
import { makeDatasetBesideInSteps } from '../../core/dataset/beside-earlier.js'
import { type CohortStep, type DatasetEpisode, formCohort } from '../../core/dataset/cohort.js'
import type { DatasetDefinition } from '../../core/dataset/dataset-definition.js'
import { DatasetRefused } from '../../core/dataset/dataset-refused.js'
import type { EarlierPersons } from '../../core/dataset/export-limits.js'
import { hasPhases, SCORE_COLUMNS, type ScoreColumn } from '../../core/dataset/profile.js'
import type { ReleasedDataset } from '../../core/dataset/released-dataset.js'
import { shownCount, shownShare } from '../../core/dataset/shown-counts.js'
import { stepCosts } from '../../core/dataset/step-costs.js'
import type { QuasiName } from '../../core/dataset/variable.js'
import type { SearchProgress } from '../../core/disclosure/search-lattice.js'
import { runInSlices } from '../../platform/run-in-slices.js'
import { checksOf } from './check-words.js'
import { levelsOf, measuredOf } from './measured-on-the-wire.js'
import { pseudonymise } from './package/package-content.js'

const SAMPLE_ROWS = 20

const STEP_LABELS: Readonly<Record<CohortStep, string>> = {
  all_persons: 'Persons with an episode of care',
  no_substance_use_group: 'Not of a substance-use group',
  as_filtered: 'As filtered',
  ended: 'Episode ended',
  baseline_known: 'A valid score at the start',
  case_at_start: 'At caseness at the start',
}

/**
 * What a data set would be; a refusal is an answer, with its reason.
 *
 * @param between  told after each slice of the search; what it throws ends it
 */
export async function previewOf(
  episodes: readonly DatasetEpisode[],
  definition: DatasetDefinition,
  earlier: readonly EarlierPersons[],
  between: (reached: SearchProgress) => Promise<void>,
): Promise<DatasetPreviewResult> {
  const cohort = formCohort(episodes, definition.filter)
  const about = {
    eligible: shownCount(cohort.episodes.length),
    flow: cohort.flow.map(({ step, persons }) => ({
      step,
      label: STEP_LABELS[step],
      persons: shownCount(persons),
    })),
  }
  try {
    const dataset = await runInSlices(makeDatasetBesideInSteps(episodes, definition, earlier), between)
    return { ...about, outcome: foundOf(dataset, definition, earlier.length) }
  } catch (error) {
    if (!(error instanceof DatasetRefused)) throw error
    return { ...about, outcome: { kind: 'refused', code: error.code, message: error.message } }
  }
}

/** Bounds and not figures: a preview is held against no quota of data sets, so two of them may tell of nobody. */
function foundOf(dataset: ReleasedDataset, definition: DatasetDefinition, earlier: number) {
  const { search } = dataset
  return {
    kind: 'found' as const,
    variables: stepCosts(search).map(({ name, label, steps }) => ({
      name: nameOf(definition, name),
      label,
      steps: steps.map((step) => ({
        level: step.level,
        name: step.name,
        is_chosen: step.isChosen,
        is_feasible: step.isFeasible,
        share_at_risk: shownShare(step.atRiskShare),
        information_lost: shownShare(step.informationLost),
      })),
    })),
    checks: checksOf(dataset, earlier),
    information_lost: shownShare(search.best.loss.mean),
    measured: hasPhases(dataset.profile) ? measuredOf(dataset) : null,
    sample: sampleOf(dataset, definition),
  }
}

/**
 * The same twenty of one definition however often it is asked, and others of another one. With scores by phase there is
 * none: no row of them is seen before a director has approved it.
 */
function sampleOf(dataset: ReleasedDataset, definition: DatasetDefinition) {
  const columns = dataset.columns.map(({ label }) => label)
  if (hasPhases(dataset.profile)) return { columns, rows: [] }
  const key = createHash('sha256').update(JSON.stringify(definition)).digest()
  const { order } = pseudonymise(dataset.persons, key)
  return {
    columns,
    rows: Array.from(order.subarray(0, SAMPLE_ROWS), (row) =>
      dataset.columns.map(({ values, codes }) => values[codes[row] ?? 0]?.label ?? ''),
    ),
  }
}

function nameOf({ variables }: DatasetDefinition, name: string): QuasiName | ScoreColumn {
  const found = variables.find((variable) => variable.name === name)?.name
  const known = found ?? SCORE_COLUMNS.find((column) => column === name)
  if (known === undefined) throw new Error(`Nobody chose ${name}.`)
  return known
}

/** Figures of a data set that went out: they are of its rows, which whoever asks may have. */
export function summaryOf(dataset: ReleasedDataset): DatasetSummary {
  const { after, sensitive, journalist, search } = dataset
  return {
    rows: after.rows,
    held_to: dataset.heldTo,
    k: after.k ?? 0,
    classes: after.classes,
    prosecutor_highest: after.prosecutor?.highest ?? 0,
    prosecutor_average: after.prosecutor?.average ?? 0,
    journalist_highest: journalist,
    distinct_l: sensitive.distinctL,
    t: sensitive.t,
    information_lost: shownShare(search.best.loss.mean),
    levels: levelsOf(dataset),
  }
}
