import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { GroupPage } from '../../../../api/src/contracts/group-records.js'
import type { GroupList, SiteList, TherapistList } from '../../../../api/src/contracts/groups.js'
import type { MemberRecord } from '../../../../api/src/contracts/member-records.js'
import { readJson } from '../../api-client/read-json.js'

export function useGroupRecord(groupId: string): UseQueryResult<GroupPage> {
  return useQuery({
    queryKey: ['group-record', groupId],
    queryFn: ({ signal }) => readJson<GroupPage>(`/groups/${encodeURIComponent(groupId)}/record`, { signal }),
    // The record of another group is no stand-in for this one.
    placeholderData: () => undefined,
  })
}

export function useMemberRecord(memberId: string): UseQueryResult<MemberRecord> {
  return useQuery({
    queryKey: ['member-record', memberId],
    queryFn: ({ signal }) =>
      readJson<MemberRecord>(`/members/${encodeURIComponent(memberId)}/record`, { signal }),
    placeholderData: () => undefined,
  })
}

export function useSites(): UseQueryResult<SiteList> {
  return useQuery({
    queryKey: ['record-choices', 'sites'],
    queryFn: ({ signal }) => readJson<SiteList>('/sites', { signal }),
  })
}

export function useTherapists(): UseQueryResult<TherapistList> {
  return useQuery({
    queryKey: ['record-choices', 'therapists'],
    queryFn: ({ signal }) => readJson<TherapistList>('/therapists', { signal }),
  })
}

export function useGroupChoices(): UseQueryResult<GroupList> {
  return useQuery({
    queryKey: ['record-choices', 'groups'],
    queryFn: ({ signal }) => readJson<GroupList>('/groups', { signal }),
  })
}

/** A record stands behind figures on many pages: after a change all of them are read anew when they are next shown. */
export function useReadAnew(): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(() => queryClient.invalidateQueries(), [queryClient])
}
