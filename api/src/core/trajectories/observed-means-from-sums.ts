/** The observed course of many episodes of which only sums by week were kept: the same points as of their scores. */

import type { WholeNumberSums } from '../programme/mean-from-sums.js'
import { meanOfShares } from '../programme/mean-from-sums.js'
import { FEWEST_MEMBERS_AT_A_POINT, type ObservedCourse, type ObservedPoint } from './observed-means.js'

/** Episodes with equally many scores in one week. */
export interface WeekSums {
  readonly week: number
  /** Scores of each of these episodes in the week; the episode counts once, by their mean. */
  readonly scoresPerEpisode: number
  /** Of what each episode's scores of the week add up to; n = episodes. */
  readonly sums: WholeNumberSums
}

/**
 * `observedMeansByWeek`, from sums.
 *
 * @param weeks      in any order; several entries of one week are put together
 * @param nEpisodes  with a score in any week
 * @returns          observed means with t intervals that treat members as independent
 * @throws           NotARecordValue when sums belong to no list of whole numbers
 */
export function observedMeansFromSums(weeks: readonly WeekSums[], nEpisodes: number): ObservedCourse {
  const byWeek = new Map<number, WeekSums[]>()
  for (const entry of weeks) {
    const known = byWeek.get(entry.week)
    if (known === undefined) byWeek.set(entry.week, [entry])
    else known.push(entry)
  }
  const points = [...byWeek].flatMap(([at, entries]): ObservedPoint[] => {
    const mean = meanOfShares(
      entries.map(({ sums, scoresPerEpisode }) => ({ sums, divisor: scoresPerEpisode })),
    )
    return mean === null || mean.n < FEWEST_MEMBERS_AT_A_POINT ? [] : [{ at, ...mean }]
  })
  return {
    points: points.sort((one, other) => one.at - other.at),
    pointsLeftOut: byWeek.size - points.length,
    nEpisodes,
  }
}
