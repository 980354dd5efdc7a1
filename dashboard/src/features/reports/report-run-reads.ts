import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReportRun, ReportRunList } from '../../../../api/src/contracts/report-runs.js'
import type { StudyList } from '../../../../api/src/contracts/studies.js'
import { readJson } from '../../api-client/read-json.js'
import type { LibraryFilters } from './library-filters.js'

const LOOK_AGAIN_AFTER_MILLISECONDS = 1_500

/** The library under these filters; looked at again while one of its reports is being made. */
export function useReportRuns(filters: LibraryFilters): UseQueryResult<ReportRunList> {
  return useQuery({
    queryKey: ['report-runs', filters],
    queryFn: ({ signal }) => readJson<ReportRunList>('/report-runs', { query: { ...filters }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.report_runs.some(isUnended) === true ? LOOK_AGAIN_AFTER_MILLISECONDS : false,
  })
}

/** Studies of which a report can be made. */
export function useStudiesToReport(isNeeded: boolean): UseQueryResult<StudyList> {
  return useQuery({
    queryKey: ['studies'],
    queryFn: ({ signal }) => readJson<StudyList>('/studies', { signal }),
    enabled: isNeeded,
  })
}

export function isUnended({ state }: Pick<ReportRun, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}
