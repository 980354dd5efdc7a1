import type { Filters } from '../../../../api/src/contracts/filters.js'
import { FILTER_KEYS } from './filter-parameters.js'

/** An address that takes the filters along: `filterLink('/members', filters, { family: 'national' })`. */
export function filterLink(
  path: string,
  filters: Filters,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(more)) if (value !== undefined) search.set(key, value)
  for (const key of FILTER_KEYS) {
    const value = filters[key]
    if (value !== undefined) search.set(key, value)
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
