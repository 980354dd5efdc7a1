import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { readJson } from '../../api-client/read-json.js'

/** The rates of all episodes that ended in the period. */
export function useProgrammeOutcomes(filters: Filters): UseQueryResult<ProgrammeOutcomes> {
  return useQuery({
    queryKey: ['programme', 'outcomes', filters],
    queryFn: ({ signal }) => readJson<ProgrammeOutcomes>('/programme/outcomes', { query: filters, signal }),
  })
}
