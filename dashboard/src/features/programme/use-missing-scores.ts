import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { MissingData } from '../../../../api/src/contracts/programme-parts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** Change on one measure under three assumptions about those whose scores are missing. */
export function useMissingScores(asked: ProgrammeQuery, measure: string): UseQueryResult<MissingData> {
  const query = { ...asked, measure }
  return useQuery({
    queryKey: ['programme', 'missing-data', query],
    queryFn: ({ signal }) => readJson<MissingData>('/programme/missing-data', { query, signal }),
  })
}
