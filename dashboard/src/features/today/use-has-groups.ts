import { useQuery } from '@tanstack/react-query'
import type { GroupList } from '../../../../api/src/contracts/groups.js'
import { readJson } from '../../api-client/read-json.js'

/** Whether the caller sees any group; asked only where an empty page has to say why. Null while it is not known. */
export function useHasGroups(isAsked: boolean): boolean | null {
  const groups = useQuery({
    queryKey: ['groups', {}],
    queryFn: ({ signal }) => readJson<GroupList>('/groups', { signal }),
    enabled: isAsked,
  })
  return groups.data === undefined ? null : groups.data.total > 0
}
