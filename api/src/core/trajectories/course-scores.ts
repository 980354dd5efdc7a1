/** The scores of many episodes on one clock: weeks since each episode's own baseline. */

import type { EpisodeHistory } from '../episodes/episode-history.js'
import { scoredInOrder } from '../episodes/measure-outcome.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { Arm } from '../vocabulary.js'

const DAYS_PER_WEEK = 7

/** What stays the same over an episode's scores. */
export interface CourseEpisode {
  /** Names the episode: scores of one label resemble each other, two episodes of one member are taken apart. */
  readonly label: string
  readonly groupId: string
  /** null when nothing is known. */
  readonly arm: Arm | null
}

export interface CourseScore extends CourseEpisode {
  /** Since the first valid score of the episode: 0 at baseline, a fraction off the weekly grid. */
  readonly weeksSinceBaseline: number
  /** Points of the measure. */
  readonly score: number
}

/**
 * The valid scores of one episode, in time order, baseline first.
 *
 * @param measure    whose forms count
 * @param responses  any forms of the episode, any order; unscorable ones are passed over
 * @returns          empty when no form has a score
 * @throws           TotalOutOfRange, NotADay
 */
export function courseScores(
  measure: MeasureDefinition,
  { label, groupId, arm }: CourseEpisode,
  responses: EpisodeHistory['responses'],
): CourseScore[] {
  const scored = scoredInOrder(measure, responses)
  const baselineDay = scored[0]?.dayNumber ?? 0
  return scored.map(({ total, dayNumber }) => ({
    label,
    groupId,
    arm,
    weeksSinceBaseline: (dayNumber - baselineDay) / DAYS_PER_WEEK,
    score: total,
  }))
}
