import type { ReportContent } from '../../../contracts/report-content.js'

/** Of whom a report speaks. Whoever wants to see it later must have all of it in reach. */
export interface ReportReach {
  readonly siteIds: readonly string[]
  readonly groupIds: readonly string[]
  /** Their numbers, ascending; none of a report of counts. */
  readonly memberIds: readonly number[]
}

/** @param seen  the numbers of all members whose rows were read for it */
export function reachOf(content: ReportContent, seen: readonly number[]): ReportReach {
  const memberIds = [...seen].sort((one, other) => one - other)
  const sites = (siteIds: readonly string[]): ReportReach => ({
    siteIds: inOrder(siteIds),
    groupIds: [],
    memberIds,
  })
  const allSites = content.names.sites.map(({ site_id }) => site_id)
  switch (content.definition) {
    case 'programme_outcomes':
    case 'programme_outcomes_public':
    case 'completeness':
      return sites(content.filters.site === undefined ? allSites : [content.filters.site])
    case 'comparison':
      return sites(content.parts.study.sites)
    case 'group_progress':
      return {
        siteIds: inOrder(content.parts.trajectories.map(({ group }) => group.site_id)),
        groupIds: inOrder(content.parts.trajectories.map(({ group }) => group.group_id)),
        memberIds,
      }
    case 'member_progress':
    case 'member_progress_clinical': {
      const episodes = content.parts.trajectories.flatMap((trajectory) => trajectory.episodes)
      return { ...placesOf(episodes), memberIds }
    }
    case 'caseload_review': {
      const { members, on_track } = content.parts.caseload
      return { ...placesOf([...members, ...on_track]), memberIds }
    }
  }
}

function placesOf(
  rows: readonly { readonly site_id: string; readonly group_id: string }[],
): Pick<ReportReach, 'siteIds' | 'groupIds'> {
  return {
    siteIds: inOrder(rows.map(({ site_id }) => site_id)),
    groupIds: inOrder(rows.map(({ group_id }) => group_id)),
  }
}

function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}
