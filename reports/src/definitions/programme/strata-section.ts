import type { Equity } from '../../../../api/src/contracts/programme-parts.js'
import type { Block } from '../../document/report-document.js'
import type { ReportTable } from '../../document/report-table.js'
import { RATE_NAMES, stratumWords } from '../rate-words.js'
import { countCell, shareOrSuppressedWords } from '../shares.js'
import type { ProgrammeReport } from './programme-report.js'

/** The same rates by age, gender, episodes before and arm; small numbers and their complements are words. */
export function strataSection({ parts: { equity } }: ProgrammeReport): Block[] {
  if (equity.dimensions.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: 'Does everybody gain alike?' },
    { kind: 'paragraph', text: equity.note },
    ...equity.dimensions.map(
      (dimension): Block => ({ kind: 'table', table: dimensionTable(dimension, equity.smallest_shown) }),
    ),
  ]
}

const DIMENSION_WORDS: Readonly<Record<Equity['dimensions'][number]['dimension'], string>> = {
  age_band: 'Age at joining',
  gender: 'Gender',
  prior_episodes: 'Episodes before',
  arm: 'Group only or combined',
}
const RATES = ['reliable_recovery', 'reliable_improvement', 'reliable_deterioration', 'paired_data'] as const

export function dimensionTable(
  { dimension, strata }: Pick<Equity['dimensions'][number], 'dimension' | 'strata'>,
  smallestShown: number,
): ReportTable {
  return {
    id: `by-${dimension.replaceAll('_', '-')}`,
    caption: `By ${DIMENSION_WORDS[dimension].toLowerCase()}`,
    columns: [
      { name: dimension, label: DIMENSION_WORDS[dimension], kind: 'text' },
      { name: 'finished_courses', label: 'Finished', kind: 'number' },
      ...RATES.map((rate) => ({
        name: rate,
        label: RATE_NAMES[rate],
        kind: 'text' as const,
        meaning: 'Share (95 % interval), counted out of; or the word for a number kept back',
      })),
    ],
    rows: strata.map(({ stratum, finished, rates }) => ({
      key: stratum,
      cells: [
        stratumWords(stratum),
        countCell(finished, smallestShown),
        ...RATES.map((rate) => {
          const share = rates[rate]
          return share === undefined ? null : shareOrSuppressedWords(share, smallestShown)
        }),
      ],
    })),
    whenEmpty: 'Nobody has finished a course.',
  }
}
