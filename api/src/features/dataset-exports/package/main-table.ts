/** The table that the scripts of a package work out again: persons by arm and change, or by phase and score. */

import { PHASE_NAME, SCORE_NAME } from '../../../core/dataset/long-form.js'
import { hasPhases, PHASE_LABELS, scoreColumn } from '../../../core/dataset/profile.js'
import type { ReleasedColumn, ReleasedDataset } from '../../../core/dataset/released-dataset.js'
import { armColumn } from './package-content.js'

export interface MainTable {
  /** What the rows are by. */
  readonly by: readonly ['arm', 'change'] | readonly ['phase', 'score']
  readonly rows: readonly MainTableRow[]
}

export interface MainTableRow {
  readonly group: string
  readonly value: string
  readonly n: number
  /** Of the group, to one decimal. */
  readonly percent: string
}

/** @param dataset  with its columns as they are written */
export function mainTable(dataset: ReleasedDataset): MainTable {
  return hasPhases(dataset.profile)
    ? { by: ['phase', 'score'], rows: byPhase(dataset) }
    : { by: ['arm', 'change'], rows: byArm(dataset) }
}

function byArm(dataset: ReleasedDataset): MainTableRow[] {
  const change = dataset.columns.find(({ kind }) => kind === 'sensitive')
  const arm = armColumn(dataset)
  if (change === undefined) return []
  const arms = arm?.values ?? [{ code: 'all', label: 'All' }]
  return arms.flatMap(({ label }, armCode) => {
    const counts = countsOf(change, (row) => arm === undefined || arm.codes[row] === armCode)
    return rowsOf(label, change, counts)
  })
}

/** Bands that nobody has in a phase are left out: how coarse it is depends on the phase. */
function byPhase({ columns, phases }: ReleasedDataset): MainTableRow[] {
  const named = (name: string) => columns.find((column) => column.name === name)
  return phases.flatMap((phase, place) => {
    const ofPhase = named(PHASE_NAME)
    const score = named(ofPhase === undefined ? scoreColumn(phase) : SCORE_NAME)
    if (score === undefined) return []
    const counts = countsOf(score, (row) => ofPhase === undefined || ofPhase.codes[row] === place)
    return rowsOf(PHASE_LABELS[phase], score, counts).filter(({ n }) => n > 0)
  })
}

function countsOf({ values, codes }: ReleasedColumn, isCounted: (row: number) => boolean): number[] {
  const counts = values.map(() => 0)
  for (const [row, code] of codes.entries()) if (isCounted(row)) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

function rowsOf(group: string, { values }: ReleasedColumn, counts: readonly number[]): MainTableRow[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all === 0) return []
  return values.map(({ label }, code) => {
    const n = counts[code] ?? 0
    return { group, value: label, n, percent: percentOf(n, all) }
  })
}

/** One decimal, half up, from whole numbers: the same in every language that reads the package. */
function percentOf(n: number, all: number): string {
  const tenths = Math.floor((n * 2000 + all) / (2 * all))
  return `${Math.floor(tenths / 10)}.${tenths % 10}`
}
