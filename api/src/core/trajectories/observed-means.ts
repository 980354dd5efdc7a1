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
  const means = new MeansByPoint()
  const numbers = new Map<string, number>()
  for (const score of scores) {
    const known = numbers.get(score.episodeKey)
    const episode = known ?? numbers.size
    if (known === undefined) numbers.set(score.episodeKey, episode)
    means.add(pointOf(score), episode, score.score)
  }
  return means.course()
}

/** The means of many scores at points, as they are added one after another. */
export class MeansByPoint {
  /** At each point: where the sum of each episode lies. */
  private readonly points = new Map<number, Map<number, number>>()
  private readonly episodes = new Set<number>()
  private readonly sums: number[] = []
  private readonly counts: number[] = []

  /** @param episode  any number, the same for all scores of one episode */
  add(at: number, episode: number, score: number): void {
    let episodes = this.points.get(at)
    if (episodes === undefined) {
      episodes = new Map()
      this.points.set(at, episodes)
    }
    const known = episodes.get(episode)
    const slot = known ?? this.sums.length
    if (known === undefined) {
      episodes.set(episode, slot)
      this.sums.push(0)
      this.counts.push(0)
    }
    this.sums[slot] = (this.sums[slot] ?? 0) + score
    this.counts[slot] = (this.counts[slot] ?? 0) + 1
    this.episodes.add(episode)
  }

  course(): ObservedCourse {
    const shown = [...this.points].filter(([, episodes]) => episodes.size >= FEWEST_MEMBERS_AT_A_POINT)
    return {
      points: shown
        .sort(([one], [other]) => one - other)
        .map(([at, episodes]) => ({
          at,
          ...meanWithInterval(
            Array.from(episodes.values(), (slot) => (this.sums[slot] ?? 0) / (this.counts[slot] ?? 1)),
          ),
        })),
      pointsLeftOut: this.points.size - shown.length,
      nEpisodes: this.episodes.size,
    }
  }
}
