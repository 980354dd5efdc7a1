import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { EpisodeRow, Group, GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import { formatDay } from '../../format/day.js'
import {
  FORMAT_LABELS,
  GROUP_STATUS_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { countOf, formatNumber } from '../../format/number.js'

/** The group's finding in a sentence: who of its members changed beyond measurement error. */
export function groupHeadline(group: Group, episodes: readonly EpisodeRow[], measureName: string): string {
  const judged = episodes.filter((episode) => episode.reliable_change !== 'not_assessable')
  if (judged.length === 0) {
    return episodes.every((episode) => episode.change === null)
      ? `${group.name}: nobody has two ${measureName} scores yet`
      : `${group.name}: change on ${measureName} cannot be judged yet`
  }
  const improved = judged.filter((episode) => episode.reliable_change === 'reliably_improved').length
  const worse = judged.filter((episode) => episode.reliable_change === 'reliably_deteriorated').length
  if (improved === 0 && worse === 0) {
    return `${group.name}: none of ${countOf(judged.length, 'member')} has changed reliably on ${measureName}`
  }
  const rest = worse === 0 ? 'nobody reliably deteriorated' : `${formatNumber(worse)} reliably deteriorated`
  return `${group.name}: ${formatNumber(improved)} of ${countOf(judged.length, 'member')} reliably improved on ${measureName}, ${rest}`
}

/** While the group runs: who of those in care is not on track, now; else what became of its members. */
export function groupTitle(found: GroupTrajectory, measureName: string): string {
  const now = found.standings.flatMap((standing) => standing.now ?? [])
  if (now.length === 0) return groupHeadline(found.group, found.episodes, measureName)
  const counted = (status: (typeof now)[number]['status']): number =>
    now.filter((standing) => standing.status === status).length
  const notOnTrack = counted('not_on_track')
  const watched = counted('watch')
  const members = countOf(now.length, 'member')
  const tooFew = counted('insufficient_data')
  return [
    `${found.group.name}: ${
      notOnTrack === 0
        ? `${formatNumber(counted('on_track'))} of ${members} on track`
        : `${formatNumber(notOnTrack)} of ${members} not on track`
    }`,
    ...(watched === 0 ? [] : [`${formatNumber(watched)} to watch`]),
    // Who is not on track is said above; here, that the others are not all on track.
    ...(notOnTrack > 0 || tooFew === 0 ? [] : [`${formatNumber(tooFew)} without enough data`]),
  ].join(', ')
}

/** Members with an answer to item 9 that nobody has acknowledged; one line an episode. */
export function waitingMembers(
  found: Pick<GroupTrajectory, 'standings' | 'episodes'>,
): readonly Pick<EpisodeRow, 'member_id' | 'episode_id'>[] {
  const waiting = new Set(
    found.standings.filter(({ item_9_open }) => item_9_open > 0).map(({ episode_id }) => episode_id),
  )
  return found.episodes.filter(({ episode_id }) => waiting.has(episode_id))
}

export const CLOCK_LABELS: Readonly<Record<GroupTrajectory['clock'], string>> = {
  session_number: 'The group’s sessions',
  weeks_since_baseline: 'Each member’s own weeks',
}

/** "Cognitive behavioural · closed, in person · session 6 of 12 · 9 attending · led by ..". */
export function groupSubline(group: Group): string {
  const places = group.capacity === null ? '' : ` of ${countOf(group.capacity, 'place')}`
  const leaders = group.therapists.map((therapist) => therapist.display_name)
  return [
    MODALITY_LABELS[group.modality],
    `${STRUCTURE_LABELS[group.structure].toLowerCase()}, ${FORMAT_LABELS[group.format].toLowerCase()}`,
    sessionsWords(group),
    group.status === 'ended'
      ? endedWords(group)
      : `${formatNumber(group.n_open_episodes)}${places} attending`,
    ...(leaders.length === 0 ? [] : [`led by ${leaders.join(' and ')}`]),
  ].join(' · ')
}

/** A group that ended without a recorded day ended with its latest session. */
function endedWords({ end_date, last_session_date }: Group): string {
  if (end_date !== null) return `ended ${formatDay(end_date)}`
  return last_session_date === null ? 'ended' : `last session ${formatDay(last_session_date)}`
}

/** "6 of 12 sessions held". */
export function sessionsWords(
  group: Pick<Group, 'sessions_held' | 'planned_sessions' | 'structure'>,
): string {
  // An open group goes on; its planned number is a member's, not the group's.
  if (group.structure === 'open') return `${countOf(group.sessions_held, 'session')} held`
  return `${formatNumber(group.sessions_held)} of ${countOf(group.planned_sessions, 'session')} held`
}

/** Title of the picture: what the mean did, with how many stood behind it at both ends. */
export function meanTitle(trajectory: GroupTrajectory, measureName: string): string {
  const points = trajectory.mean.filter((point) => point.estimate.mean !== null)
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || first === last) return `${measureName} of each member`
  const end = (point: typeof first): string =>
    `${formatNumber(point.estimate.mean ?? 0, 1)} ${place(trajectory.clock, point.x)} (n ${point.estimate.n})`
  return `Mean ${measureName} ${end(first)}, ${end(last)}`
}

function place(clock: GroupTrajectory['clock'], x: number): string {
  if (clock === 'session_number') return x < 1 ? 'before session 1' : `at session ${x}`
  return x === 0 ? 'at the start' : `at week ${formatNumber(x)}`
}

/** With fewer members chance alone moves a share of one half by more than 20 points either way. */
const FEWEST_FOR_COMPARISON = 24

/** Why this group cannot be ranked; null where its number allows a look beside others. */
export function tooFewToCompare(nMembers: number): string | null {
  return nMembers < FEWEST_FOR_COMPARISON
    ? `n = ${formatNumber(nMembers)}: too few to compare this group with others`
    : null
}

/** "24 groups, 11 of them running". */
export function groupListTitle(groups: readonly Pick<Group, 'status'>[], filters: Filters): string {
  if (groups.length === 0) {
    return Object.keys(filters).length === 0 ? 'No group yet' : 'No group matches these filters'
  }
  const running = groups.filter((group) => group.status === 'running').length
  return `${countOf(groups.length, 'group')}, ${formatNumber(running)} of them ${GROUP_STATUS_LABELS.running.toLowerCase()}`
}
