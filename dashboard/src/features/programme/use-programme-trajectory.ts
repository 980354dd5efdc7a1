import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ProgrammeTrajectory } from '../../../../api/src/contracts/programme.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** Mean observed score of one measure by week since each member's first score, which no rule changes. */
export function useProgrammeTrajectory(
  { rules: _, ...filters }: ProgrammeQuery,
  measure: string,
): UseQueryResult<ProgrammeTrajectory> {
  const query = { ...filters, measure }
  return useQuery({
    queryKey: ['programme', 'trajectory', query],
    queryFn: ({ signal }) => readJson<ProgrammeTrajectory>('/programme/trajectory', { query, signal }),
  })
}
