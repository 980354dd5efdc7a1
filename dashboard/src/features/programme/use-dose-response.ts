import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { DoseResponse } from '../../../../api/src/contracts/programme-charts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** Change on one measure by sessions attended, of the episodes that ended in the period. */
export function useDoseResponse(asked: ProgrammeQuery, measure: string): UseQueryResult<DoseResponse> {
  const query = { ...asked, measure }
  return useQuery({
    queryKey: ['programme', 'dose-response', query],
    queryFn: ({ signal }) => readJson<DoseResponse>('/programme/dose-response', { query, signal }),
  })
}
