import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Equity } from '../../../../api/src/contracts/programme-parts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** The national rates by strata of members; what would tell of few people has been kept back by the server. */
export function useEquity(asked: ProgrammeQuery): UseQueryResult<Equity> {
  return useQuery({
    queryKey: ['programme', 'equity', asked],
    queryFn: ({ signal }) => readJson<Equity>('/programme/equity', { query: asked, signal }),
  })
}
