import type { Filters } from '../../../../../api/src/contracts/filters.js'
import { FILTER_KEYS, FILTER_LABELS } from '../../../components/filter-bar/filter-keys.js'
import { formatList } from '../../../format/list.js'
import { DEFAULT_DEFINITION } from '../default-definition.js'
import type { TrialQuestion } from './trial-cells.js'

/** Where a new study begins: the default question, at the site and on the measure that were looked at. */
export function beginningOf({ site, measure }: Filters): TrialQuestion {
  return {
    definition: { ...DEFAULT_DEFINITION, ...(measure === undefined ? {} : { measure }) },
    sites: site === undefined ? null : [site],
  }
}

/** Filters that a study cannot take along; null where there are none. */
export function leftOutWords(filters: Filters): string | null {
  const names = FILTER_KEYS.filter((key) => key !== 'site' && key !== 'measure' && filters[key] !== undefined)
  if (names.length === 0) return null
  return `A study reads every episode of its sites: ${formatList(names.map((key) => FILTER_LABELS[key].toLowerCase()))} of the programme’s filters ${names.length === 1 ? 'does' : 'do'} not act on it. It shows parts of the members by modality and format.`
}
