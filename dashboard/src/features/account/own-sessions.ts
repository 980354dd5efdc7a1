import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { OwnSessions } from '../../../../api/src/contracts/sign-in.js'
import { readOwnSessions } from '../../api-client/account-requests.js'

export const OWN_SESSIONS_KEY = ['own-sessions'] as const

/** Where the login is open, newest first. */
export function useOwnSessions(): UseQueryResult<OwnSessions> {
  return useQuery({ queryKey: OWN_SESSIONS_KEY, queryFn: ({ signal }) => readOwnSessions(signal) })
}
