import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type {
  Caseload,
  CaseloadTiles,
  Escalated,
  SignalAction,
  SignalHistory,
} from '../../../../api/src/contracts/signals.js'
import { readJson } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

/** First words of the keys of everything that shows a signal or a status. */
const SHOW_SIGNALS = [
  'caseload',
  'signals',
  'signal',
  'member',
  'member-trajectory',
  'episodes',
  'group-board',
  'group-trajectory',
] as const

/** The caller's members in care, who is not on track first. For therapists alone. */
export function useCaseload(isEnabled = true): UseQueryResult<Caseload> {
  return useQuery({
    queryKey: ['caseload', 'today'],
    queryFn: ({ signal }) => readJson<Caseload>('/caseload', { signal }),
    enabled: isEnabled,
  })
}

/** The counts of the caseload alone, for a menu: nobody is named. For therapists alone. */
export function useCaseloadTiles(isEnabled: boolean): UseQueryResult<CaseloadTiles> {
  return useQuery({
    queryKey: ['caseload', 'tiles'],
    queryFn: ({ signal }) => readJson<CaseloadTiles>('/caseload/tiles', { signal }),
    enabled: isEnabled,
  })
}

/** How many answers to item 9 a director has to look at. For directors alone. */
export function useEscalated(isEnabled: boolean): UseQueryResult<Escalated> {
  return useQuery({
    queryKey: ['signals', 'escalated'],
    queryFn: ({ signal }) => readJson<Escalated>('/signals/escalated', { signal }),
    enabled: isEnabled,
  })
}

/** One signal with all that happened to it. */
export function useSignalHistory(signalId: number, isEnabled = true): UseQueryResult<SignalHistory> {
  return useQuery({
    queryKey: ['signal', signalId],
    queryFn: ({ signal }) => readJson<SignalHistory>(`/signals/${signalId}`, { signal }),
    enabled: isEnabled,
  })
}

export function readSignal(signalId: number): Promise<SignalHistory> {
  return readJson<SignalHistory>(`/signals/${signalId}`)
}

/** Nothing is shown as done before the server has stored it. */
export function actOnSignal(signalId: number, action: SignalAction): Promise<SignalHistory> {
  return sendJson<SignalHistory>('POST', `/signals/${signalId}/actions`, action)
}

/** Reads anew whatever shows signals, before an act counts as done. */
export function useReadSignalsAnew(): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(() => readSignalsAnew(queryClient), [queryClient])
}

async function readSignalsAnew(queryClient: QueryClient): Promise<void> {
  await Promise.all(SHOW_SIGNALS.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
}
