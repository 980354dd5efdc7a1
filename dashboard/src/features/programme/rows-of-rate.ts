import type { OutcomeClass } from '../../../../api/src/contracts/programme.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import type { ProgrammeRate } from '../../format/programme-rates.js'

/** Where the episodes behind the two numbers of a rate are listed; `measure` is that of a rate of one measure, null for none. */
export function rowsOfRate(
  { family, numeratorClass, denominatorClass }: ProgrammeRate,
  filters: CarriedFilters,
  measure: string | null,
): { readonly numerator: string; readonly denominator: string } {
  const counted = family === 'measure' && measure !== null ? { ...filters, measure } : filters
  const rows = (outcomeClass: OutcomeClass): string =>
    filterLink('/members', counted, { family, class: outcomeClass })
  return { numerator: rows(numeratorClass), denominator: rows(denominatorClass) }
}
