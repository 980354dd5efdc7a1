import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Job } from '../../../../api/src/contracts/jobs.js'
import { readJson } from '../../api-client/read-json.js'

const LOOK_AGAIN_AFTER_MILLISECONDS = 1_000

/** Work in the background, asked for again until it has ended. */
export function useJob(jobId: number): UseQueryResult<Job> {
  return useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => readJson<Job>(`/jobs/${jobId}`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data === undefined || isUnended(state.data) ? LOOK_AGAIN_AFTER_MILLISECONDS : false,
  })
}

export function isUnended({ state }: Pick<Job, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}
