/** What an episode is called in the appendix. */

import type { EpisodeCase } from './clinic-episodes.js'

/** The member's id; with group and joining day when the member has several episodes. */
export function episodeLabels(cases: readonly EpisodeCase[]): (each: EpisodeCase) => string {
  const episodesOf = new Map<string, number>()
  for (const { episode } of cases) {
    episodesOf.set(episode.memberId, (episodesOf.get(episode.memberId) ?? 0) + 1)
  }
  return ({ episode: { memberId, groupId, joinedOn } }) =>
    episodesOf.get(memberId) === 1 ? memberId : `${memberId} ${groupId} ${joinedOn}`
}
