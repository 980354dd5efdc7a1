/** The observed course of many members: mean score at each week since baseline, or at each session of a group. */

import { type MeanWithInterval, meanWithInterval } from '../../statistics/summary/moments.js'
import { weekOf } from './scores-by-week.js'

/** A mean of fewer members says more about them than about the course: it is left out, and counted. */
export const FEWEST_MEMBERS_AT_A_POINT = 3

export interface ObservedScore {
  /** Names the episode; its scores at one point count once, by their mean. */
  readonly episodeKey: string
  readonly score: number
}

export interface ObservedPoint extends MeanWithInterval {
  /** Whole weeks since baseline, or session number. */
  readonly at: number
}

export interface ObservedCourse {
  /** In order of `at`; n counts episodes. */
  readonly points: readonly ObservedPoint[]
  /** Points with 1 or 2 episodes, not shown. */
  readonly pointsLeftOut: number
  readonly nEpisodes: number
}

/**
 * How do scores run, on average, from each member's own baseline?
 *
 * A point holds the scores within half a week either side of a whole week. Members leave over time, so that points
 * far out describe those who stayed.
 *
 * @param scores  valid scores of any episodes, in any order, with whole days since the baseline of the episode
 * @returns       observed means with t intervals that treat members as independent
 * @throws        NotFinite
 */
export function observedMeansByWeek(
  scores: readonly (ObservedScore & { readonly daysSinceBaseline: number })[],
): ObservedCourse {
  return observedMeans(scores, (score) => weekOf(score.daysSinceBaseline))
}

/** How do scores of a closed group run over its sessions? As `observedMeansByWeek`, on the group's own clock. */
export function observedMeansBySession(
  scores: readonly (ObservedScore & { readonly sessionNumber: number })[],
): ObservedCourse {
  return observedMeans(scores, (score) => score.sessionNumber)
}

function observedMeans<Score extends ObservedScore>(
  scores: readonly Score[],
  pointOf: (score: Score) => number,
): ObservedCourse {
  const points = new Map<number, Map<string, { sum: number; n: number }>>()
  for (const score of scores) {
    const at = pointOf(score)
    const episodes = points.get(at) ?? new Map<string, { sum: number; n: number }>()
    const seen = episodes.get(score.episodeKey) ?? { sum: 0, n: 0 }
    episodes.set(score.episodeKey, { sum: seen.sum + score.score, n: seen.n + 1 })
    points.set(at, episodes)
  }
  const shown = [...points].filter(([, episodes]) => episodes.size >= FEWEST_MEMBERS_AT_A_POINT)
  return {
    points: shown
      .sort(([one], [other]) => one - other)
      .map(([at, episodes]) => ({
        at,
        ...meanWithInterval([...episodes.values()].map(({ sum, n }) => sum / n)),
      })),
    pointsLeftOut: points.size - shown.length,
    nEpisodes: new Set(scores.map((score) => score.episodeKey)).size,
  }
}
