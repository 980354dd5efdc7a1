import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { GroupList, Site } from '../../../api/src/contracts/groups.js'
import type { MeasureContract, MeasureList } from '../../../api/src/contracts/measures.js'
import { readJson } from './read-json.js'

const CATALOGUE_FRESH_FOR_MILLISECONDS = 5 * 60_000

/** The definitions of the measures in use: names, ranges, bands, caseness, direction. */
export function useMeasures(): UseQueryResult<readonly MeasureContract[]> {
  return useQuery({
    queryKey: ['measures'],
    queryFn: ({ signal }) => readJson<MeasureList>('/measures', { signal }),
    select: (answer) => answer.measures,
    staleTime: CATALOGUE_FRESH_FOR_MILLISECONDS,
  })
}

/** What the filters of every page may be set to. Lists still on their way are null. */
export function useFilterChoices(): {
  sites: readonly Site[] | null
  groups: readonly { group_id: string; name: string }[] | null
  measures: readonly MeasureContract[] | null
} {
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: ({ signal }) => readJson<{ sites: Site[] }>('/sites', { signal }),
    select: (answer) => answer.sites,
    staleTime: CATALOGUE_FRESH_FOR_MILLISECONDS,
  })
  const groups = useQuery({
    queryKey: ['groups', {}],
    queryFn: ({ signal }) => readJson<GroupList>('/groups', { signal }),
    select: (answer) => answer.groups,
    staleTime: CATALOGUE_FRESH_FOR_MILLISECONDS,
  })
  const measures = useMeasures()
  return { sites: sites.data ?? null, groups: groups.data ?? null, measures: measures.data ?? null }
}
