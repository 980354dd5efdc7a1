import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import { readJson } from '../../api-client/read-json.js'

/** Attendance by the number of the session in its group, of the sessions of the period. */
export function useAttendanceBySession(filters: Filters): UseQueryResult<ProgrammeCompleteness> {
  const query = { ...filters, by: 'session' }
  return useQuery({
    queryKey: ['programme', 'completeness', query],
    queryFn: ({ signal }) => readJson<ProgrammeCompleteness>('/programme/completeness', { query, signal }),
  })
}
