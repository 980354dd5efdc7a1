import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { GroupBoard, GroupList, GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import { readJson } from '../../api-client/read-json.js'

/** The groups that the filters leave, in order of id. */
export function useGroups(filters: Filters): UseQueryResult<GroupList> {
  return useQuery({
    queryKey: ['groups', filters],
    queryFn: ({ signal }) => readJson<GroupList>('/groups', { query: filters, signal }),
  })
}

/** One group's members, their scores on a measure, its composition and completeness. */
export function useGroupTrajectory(
  groupId: string,
  measure: string,
  clock: GroupTrajectory['clock'] | null,
): UseQueryResult<GroupTrajectory> {
  return useQuery({
    queryKey: ['group-trajectory', groupId, measure, clock],
    queryFn: ({ signal }) =>
      readJson<GroupTrajectory>(`/groups/${encodeURIComponent(groupId)}/trajectory`, {
        query: { measure, clock },
        signal,
      }),
  })
}

/** One group's roster by session. */
export function useGroupBoard(groupId: string, measure: string): UseQueryResult<GroupBoard> {
  return useQuery({
    queryKey: ['group-board', groupId, measure],
    queryFn: ({ signal }) =>
      readJson<GroupBoard>(`/groups/${encodeURIComponent(groupId)}/board`, { query: { measure }, signal }),
  })
}
