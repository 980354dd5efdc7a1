import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { ControlChart } from '../../../../api/src/contracts/programme-charts.js'
import { readJson } from '../../api-client/read-json.js'

/** Reliable recovery by month or quarter, with limits of ordinary variation. */
export function useControlChart(filters: Filters, by: ControlChart['by']): UseQueryResult<ControlChart> {
  const query = { ...filters, metric: 'reliable_recovery', by }
  return useQuery({
    queryKey: ['programme', 'control-chart', query],
    queryFn: ({ signal }) => readJson<ControlChart>('/programme/control-chart', { query, signal }),
  })
}
