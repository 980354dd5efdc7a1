import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Job } from '../../../../api/src/contracts/jobs.js'
import { readJson } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

const LOOK_AGAIN_AFTER_MILLISECONDS = 1_000

/** Work in the background, asked for again until it has ended. */
export function useJob(jobId: number): UseQueryResult<Job> {
  return useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => readJson<Job>(addressOf(jobId), { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data === undefined || isUnended(state.data) ? LOOK_AGAIN_AFTER_MILLISECONDS : false,
  })
}

/** Asks for the end of the work: it comes at its next step, and what was done before stays. */
export function useCancelJob(jobId: number): UseMutationResult<Job, Error, void> {
  const queryClient = useQueryClient()
  return useMutation({
    onSuccess: (job) => queryClient.setQueryData(['job', jobId], job),
    mutationFn: () => sendJson<Job>('POST', addressOf(jobId, '/cancel'), {}),
  })
}

export function isUnended({ state }: Pick<Job, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}

function addressOf(jobId: number, step = ''): string {
  return `/jobs/${jobId}${step}`
}
