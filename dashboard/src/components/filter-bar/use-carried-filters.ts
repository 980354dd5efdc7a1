import { useMemo } from 'react'
import type { CarriedFilters } from './filter-link.js'
import { useFilters } from './use-filters.js'
import { useRules } from './use-rules.js'

/** The filters and the rules of the address, for links that take them along. */
export function useCarriedFilters(): CarriedFilters {
  const { filters } = useFilters()
  const { current } = useRules()
  return useMemo(() => ({ ...filters, rules: current }), [filters, current])
}
