import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { TimeToChange, TimeToChangeQuery } from '../../../../api/src/contracts/programme-charts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** Time to an event of those who joined in the period, in strata. */
export function useTimeToChange(
  asked: ProgrammeQuery,
  { event, by }: Pick<TimeToChangeQuery, 'event' | 'by'>,
): UseQueryResult<TimeToChange> {
  const query = { ...asked, event, by }
  return useQuery({
    queryKey: ['programme', 'time-to-change', query],
    queryFn: ({ signal }) => readJson<TimeToChange>('/programme/time-to-change', { query, signal }),
  })
}
