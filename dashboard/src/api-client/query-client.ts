import { keepPreviousData, QueryClient } from '@tanstack/react-query'
import { ProblemError } from './problem-error.js'

const FRESH_FOR_MILLISECONDS = 30_000

/** Old numbers stay on the screen while new ones are fetched; only a missing answer is tried once more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_FOR_MILLISECONDS,
      placeholderData: keepPreviousData,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 1 && isWorthRetrying(error),
    },
  },
})

function isWorthRetrying(error: Error): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status === 503)
}
