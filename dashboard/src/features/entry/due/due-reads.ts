import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { EntryDue } from '../../../../../api/src/contracts/entry.js'
import { readJson } from '../../../api-client/read-json.js'

export const ENTRY_DUE_KEY = ['entry', 'due'] as const

/** Sessions that wait to be entered; read again on coming back to the tab, because colleagues enter too. */
export function useEntryDue(): UseQueryResult<EntryDue> {
  return useQuery({
    queryKey: ENTRY_DUE_KEY,
    queryFn: ({ signal }) => readJson<EntryDue>('/entry/due', { signal }),
    staleTime: 0,
    refetchOnWindowFocus: true,
  })
}
