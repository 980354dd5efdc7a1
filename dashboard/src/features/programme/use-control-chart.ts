import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ControlChart } from '../../../../api/src/contracts/programme-charts.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** Reliable recovery by month or quarter, with limits of ordinary variation. */
export function useControlChart(asked: ProgrammeQuery, by: ControlChart['by']): UseQueryResult<ControlChart> {
  const query = { ...asked, metric: 'reliable_recovery', by }
  return useQuery({
    queryKey: ['programme', 'control-chart', query],
    queryFn: ({ signal }) => readJson<ControlChart>('/programme/control-chart', { query, signal }),
  })
}
