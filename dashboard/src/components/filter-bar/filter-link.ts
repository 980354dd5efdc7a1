import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { OutcomeRulesContract } from '../../../../api/src/contracts/programme-query.js'
import { FILTER_KEYS } from './filter-keys.js'

/** The filters that a way down takes along, with the rules by which the number above it was counted. */
export type CarriedFilters = Filters & { readonly rules?: OutcomeRulesContract }

/** An address that takes the filters along: `filterLink('/members', filters, { family: 'national' })`. */
export function filterLink(
  path: string,
  filters: CarriedFilters,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(more)) if (value !== undefined) search.set(key, value)
  for (const key of FILTER_KEYS) {
    const value = filters[key]
    if (value !== undefined) search.set(key, value)
  }
  if (filters.rules !== undefined && filters.rules !== 'standard') search.set('rules', filters.rules)
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
