import type { UseQueryResult } from '@tanstack/react-query'
import { ProblemError } from '../../api-client/problem-error.js'

/** A filter in words, and the way to take it off. */
export interface RemovableFilter {
  readonly words: string
  readonly remove: () => void
}

/** The states of a card; exactly one at a time. */
export type CardState =
  | { kind: 'loading' }
  | { kind: 'ready' }
  /** Old numbers stay while new ones are fetched. */
  | { kind: 'refreshing' }
  | { kind: 'empty'; reason: string; nextStep?: { label: string; href: string } }
  /** Nothing matches the filters, for the `reason` given if there is one; each is offered for removal. */
  | {
      kind: 'empty_by_filter'
      filters: readonly RemovableFilter[]
      reason?: string
    }
  /** Suppressed or not computable because of small numbers; `reason` says which rule, `filters` what may help. */
  | { kind: 'too_few'; reason: string; filters?: readonly RemovableFilter[] }
  /** Drawn, but something is missing; `missing` says what. */
  | { kind: 'partial'; missing: string }
  | { kind: 'error'; detail: string; requestId: string | null; retry: () => void }
  | { kind: 'forbidden'; whoToAsk: string }

/**
 * The state of a card that shows one read. `judge` is asked only once there are data and decides between ready,
 * partial, too few and empty; it never has to think of the network.
 */
export function cardState<Data>(query: UseQueryResult<Data>, judge?: (data: Data) => CardState): CardState {
  if (query.isError) return failureState(query.error, () => void query.refetch())
  if (query.data === undefined) return { kind: 'loading' }
  const judged: CardState = judge === undefined ? { kind: 'ready' } : judge(query.data)
  const isOld = query.isPlaceholderData || query.isRefetching
  return isOld && judged.kind === 'ready' ? { kind: 'refreshing' } : judged
}

/** The state for a failed read. */
export function failureState(error: Error, retry: () => void): CardState {
  // Confirming can be tried again; the other refusals stay what they are.
  if (error instanceof ProblemError && error.status === 403 && error.code !== 'step_up_needed') {
    return { kind: 'forbidden', whoToAsk: error.message }
  }
  const requestId = error instanceof ProblemError ? error.requestId : null
  return { kind: 'error', detail: error.message, requestId, retry }
}
