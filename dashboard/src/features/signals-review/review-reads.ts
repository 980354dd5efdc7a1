import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { SignalBurden, SignalBurdenQuery, SignalList } from '../../../../api/src/contracts/signals.js'
import { readJson } from '../../api-client/read-json.js'
import type { ReviewFilters } from './review-filters.js'

/** Signals in reach, open ones first and item 9 before the rest. The key lets an act read them anew. */
export function useSignals(filters: ReviewFilters, page: number): UseQueryResult<SignalList> {
  return useQuery({
    queryKey: ['signals', 'list', filters, page],
    queryFn: ({ signal }) => readJson<SignalList>('/signals', { query: { ...filters, page }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** How many alerts therapists have to bear. For directors alone. */
export function useBurden(query: SignalBurdenQuery): UseQueryResult<SignalBurden> {
  return useQuery({
    queryKey: ['signals', 'burden', query],
    queryFn: ({ signal }) => readJson<SignalBurden>('/signals/burden', { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
  })
}
