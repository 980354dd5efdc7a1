import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Funnel, FunnelQuery } from '../../../../api/src/contracts/programme-charts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** One rate by site, group or therapist, with the limits of chance and ordinary differences. */
export function useFunnel(
  asked: ProgrammeQuery,
  about: Pick<FunnelQuery, 'rate' | 'family' | 'by'>,
): UseQueryResult<Funnel> {
  const query = { ...asked, ...about }
  return useQuery({
    queryKey: ['programme', 'funnel', query],
    queryFn: ({ signal }) => readJson<Funnel>('/programme/funnel', { query, signal }),
  })
}
