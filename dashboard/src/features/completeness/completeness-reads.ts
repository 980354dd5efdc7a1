import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type {
  ProgrammeCompleteness,
  SessionList,
  SessionListQuery,
} from '../../../../api/src/contracts/completeness.js'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import { readJson } from '../../api-client/read-json.js'

/** Forms and attendance by number of the session, group and site; the dates act on the day of the session. */
export function useCompleteness(filters: Filters): UseQueryResult<ProgrammeCompleteness> {
  return useQuery({
    queryKey: ['completeness', filters],
    queryFn: ({ signal }) =>
      readJson<ProgrammeCompleteness>('/programme/completeness', {
        query: { ...filters, by: 'session' },
        signal,
      }),
  })
}

/** One page of the sessions behind these numbers. */
export function useSessionList(
  filters: Filters,
  asked: Pick<SessionListQuery, 'session_number' | 'show' | 'page' | 'page_size'>,
): UseQueryResult<SessionList> {
  const query = { ...filters, ...asked }
  return useQuery({
    queryKey: ['completeness', 'sessions', query],
    queryFn: ({ signal }) => readJson<SessionList>('/programme/completeness/sessions', { query, signal }),
  })
}
