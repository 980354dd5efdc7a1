import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { ProblemError } from '../../../api-client/problem-error.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { CELL_LABELS, cellOfSetting, type TrialCell } from './trial-cells.js'

/** "146 members would be compared (now 224): 68 combined, 78 group only." */
export function comparedWords(
  found: Pick<StudyResultContract, 'flow'>,
  stored: Pick<StudyResultContract, 'flow'> | null,
): string {
  const { n, combined, groupOnly } = comparedOf(found)
  const before = stored === null ? '' : ` (now ${formatNumber(comparedOf(stored).n)})`
  const arms =
    combined === null || groupOnly === null
      ? ''
      : `: ${formatNumber(combined)} combined, ${formatNumber(groupOnly)} group only`
  return `${countOf(n, 'member')} would be compared${before}${arms}.`
}

/** Those left at the end of the flow. */
export function comparedOf({ flow }: Pick<StudyResultContract, 'flow'>): {
  readonly n: number
  readonly combined: number | null
  readonly groupOnly: number | null
} {
  const last = flow.at(-1)
  return { n: last?.n ?? 0, combined: last?.combined ?? null, groupOnly: last?.group_only ?? null }
}

/** What the server found wrong with a question, each with its cell. */
export function contradictions(error: Error): readonly { cell: TrialCell | null; words: string }[] {
  if (!(error instanceof ProblemError)) return []
  return error.fieldErrors.map(({ path, message }) => {
    const cell = cellOfSetting(path)
    return { cell, words: cell === null ? message : `${CELL_LABELS[cell]}: ${message}` }
  })
}
