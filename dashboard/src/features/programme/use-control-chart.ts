import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ControlChart } from '../../../../api/src/contracts/programme-charts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** A rate, a count or a mean by month or quarter, with limits of ordinary variation. */
export function useControlChart(
  asked: ProgrammeQuery,
  about: Pick<ControlChart, 'by' | 'metric'>,
): UseQueryResult<ControlChart> {
  const query = { ...asked, ...about }
  return useQuery({
    queryKey: ['programme', 'control-chart', query],
    queryFn: ({ signal }) => readJson<ControlChart>('/programme/control-chart', { query, signal }),
  })
}
