import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { EpisodeList, MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { readJson } from '../../api-client/read-json.js'
import type { MemberListQuery } from './member-list-query.js'

/** One page of the episodes that filters, search and class leave. */
export function useEpisodes(filters: Filters, query: MemberListQuery): UseQueryResult<EpisodeList> {
  return useQuery({
    queryKey: ['episodes', filters, query],
    queryFn: ({ signal }) => readJson<EpisodeList>('/episodes', { query: { ...filters, ...query }, signal }),
  })
}

/** One member's episode on one measure; without an episode the latest one. */
export function useMemberTrajectory(
  memberId: string,
  measure: string,
  episode: number | null,
): UseQueryResult<MemberTrajectory> {
  return useQuery({
    queryKey: ['member-trajectory', memberId, measure, episode],
    queryFn: ({ signal }) =>
      readJson<MemberTrajectory>(`/members/${encodeURIComponent(memberId)}/trajectory`, {
        query: { measure, episode },
        signal,
      }),
  })
}
