import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { ProgrammeTrajectory } from '../../../../api/src/contracts/programme.js'
import { readJson } from '../../api-client/read-json.js'

/** Mean observed score of one measure by week since each member's first score. */
export function useProgrammeTrajectory(
  filters: Filters,
  measure: string,
): UseQueryResult<ProgrammeTrajectory> {
  const query = { ...filters, measure }
  return useQuery({
    queryKey: ['programme', 'trajectory', query],
    queryFn: ({ signal }) => readJson<ProgrammeTrajectory>('/programme/trajectory', { query, signal }),
  })
}
