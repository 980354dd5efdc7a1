/** Scores by phase with one row a person and phase, as most programs for repeated measures want them. */

import { PHASE_LABELS, type Phase, scoreColumn } from './profile.js'
import type { ReleasedColumn } from './released-dataset.js'
import { type CellValue, NOT_KNOWN } from './variable.js'

export const PHASE_NAME = 'phase'
export const SCORE_NAME = 'score'

/**
 * The rows of a person stand together, in the order of the phases; a phase without a score has its row too, so that the
 * number of rows tells nothing. With five phases row `n` of the wide form becomes rows `5 n` to `5 n + 4`.
 *
 * @param columns  of a data set with one row a person
 * @param phases   which of them have the scores of
 */
export function inLongForm(columns: readonly ReleasedColumn[], phases: readonly Phase[]): ReleasedColumn[] {
  const persons = columns[0]?.codes.length ?? 0
  const scores = phases.map((phase) => columns.find(({ name }) => name === scoreColumn(phase)))
  return [
    ...columns.filter(({ kind }) => kind === 'quasi').map((column) => repeated(column, phases.length)),
    {
      name: PHASE_NAME,
      label: 'Phase of the episode',
      description:
        'Weeks since the first valid score of the episode. Every person has a row for each phase, with or without a score.',
      kind: 'phase',
      level: null,
      values: phases.map((phase) => ({ code: phase, label: PHASE_LABELS[phase] })),
      codes: Uint32Array.from({ length: persons * phases.length }, (_, row) => row % phases.length),
    },
    scoreOfPhase(scores, phases, persons),
  ]
}

function repeated(column: ReleasedColumn, times: number): ReleasedColumn {
  const { codes } = column
  const each = new Uint32Array(codes.length * times)
  for (let row = 0; row < each.length; row += 1) each[row] = codes[Math.floor(row / times)] ?? 0
  return { ...column, codes: each }
}

function scoreOfPhase(
  scores: readonly (ReleasedColumn | undefined)[],
  phases: readonly Phase[],
  persons: number,
): ReleasedColumn {
  const values: CellValue[] = []
  const places = scores.map((column) =>
    (column?.values ?? []).map((value) => {
      const known = values.findIndex(({ code }) => code === value.code)
      return known === -1 ? values.push(value) - 1 : known
    }),
  )
  const codes = new Uint32Array(persons * phases.length)
  for (let row = 0; row < codes.length; row += 1) {
    const phase = row % phases.length
    const code = scores[phase]?.codes[Math.floor(row / phases.length)] ?? 0
    codes[row] = places[phase]?.[code] ?? 0
  }
  const levels = scores.map(
    (column, phase) =>
      `${PHASE_LABELS[phases[phase] ?? 'start'].toLowerCase()}: ${column?.level?.name ?? ''}`,
  )
  return {
    name: SCORE_NAME,
    label: 'Score in the phase',
    description: `Band of the last valid score of the phase (at the start, of the first one); "${NOT_KNOWN.code}" where there is none. How coarse it is depends on the phase: ${levels.join('; ')}.`,
    kind: 'score',
    level: null,
    values,
    codes,
  }
}
