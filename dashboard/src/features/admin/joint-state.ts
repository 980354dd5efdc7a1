import type { UseQueryResult } from '@tanstack/react-query'
import { type CardState, failureState } from '../../components/chart-card/card-state.js'

/** The state of a page that needs several lists at once: one that is missing would look like one that is empty. */
export function jointState(reads: readonly UseQueryResult[]): CardState {
  const failed = reads.find((read) => read.isError)
  if (failed?.error) {
    return failureState(failed.error, () => {
      for (const read of reads) if (read.isError) void read.refetch()
    })
  }
  return reads.some((read) => read.data === undefined) ? { kind: 'loading' } : { kind: 'ready' }
}
