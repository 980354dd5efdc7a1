import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CoverList, TherapistCaseloadList } from '../../../../api/src/contracts/caseload.js'
import type { SiteList, TherapistList } from '../../../../api/src/contracts/groups.js'
import type { Settings } from '../../../../api/src/contracts/settings.js'
import type { TokenList } from '../../../../api/src/contracts/tokens.js'
import type { RoleList, UserList } from '../../../../api/src/contracts/users.js'
import { readJson } from '../../api-client/read-json.js'

/** For administrators; `isEnabled` is false for others on a page that both see. */
export function useUsers(isEnabled = true): UseQueryResult<UserList> {
  return useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) => readJson<UserList>('/users', { signal }),
    enabled: isEnabled,
  })
}

export function useRoles(): UseQueryResult<RoleList> {
  return useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => readJson<RoleList>('/roles', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useSites(): UseQueryResult<SiteList> {
  return useQuery({ queryKey: ['sites'], queryFn: ({ signal }) => readJson<SiteList>('/sites', { signal }) })
}

export function useTherapists(): UseQueryResult<TherapistList> {
  return useQuery({
    queryKey: ['therapists'],
    queryFn: ({ signal }) => readJson<TherapistList>('/therapists', { signal }),
  })
}

export function useTokens(): UseQueryResult<TokenList> {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => readJson<TokenList>('/tokens', { signal }),
  })
}

export function useSettings(): UseQueryResult<Settings> {
  return useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => readJson<Settings>('/settings', { signal }),
  })
}

/** Who leads what, at the sites of whoever asks. */
export function useTherapistCaseloads(): UseQueryResult<TherapistCaseloadList> {
  return useQuery({
    queryKey: ['caseload', 'therapists'],
    queryFn: ({ signal }) => readJson<TherapistCaseloadList>('/caseload/therapists', { signal }),
  })
}

export function useCovers(): UseQueryResult<CoverList> {
  return useQuery({
    queryKey: ['caseload', 'covers'],
    queryFn: ({ signal }) => readJson<CoverList>('/caseload/covers', { signal }),
  })
}

/** What a change may have altered; it is read anew before the change counts as done. */
export type Alterable = 'users' | 'tokens' | 'sites' | 'therapists' | 'settings' | 'caseload' | 'me'

export function useReadAnew(): (...altered: readonly Alterable[]) => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback((...altered) => readAnew(queryClient, altered), [queryClient])
}

async function readAnew(queryClient: QueryClient, altered: readonly Alterable[]): Promise<void> {
  await Promise.all(altered.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
}
