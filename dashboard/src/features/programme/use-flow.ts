import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { ProgrammeFlow } from '../../../../api/src/contracts/programme-parts.js'
import { readJson } from '../../api-client/read-json.js'

/** From joining to a paired outcome; the dates act on the day of joining, and no rule changes it. */
export function useFlow(filters: Filters): UseQueryResult<ProgrammeFlow> {
  return useQuery({
    queryKey: ['programme', 'flow', filters],
    queryFn: ({ signal }) => readJson<ProgrammeFlow>('/programme/flow', { query: filters, signal }),
  })
}
