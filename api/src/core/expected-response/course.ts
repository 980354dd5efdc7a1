/** One episode on one measure as the expected response reads it: points from the best total over weeks since baseline. */

import { type Day, dayNumber } from '../calendar-day.js'
import { pointsFromBest } from '../change/direction.js'
import type { EpisodeHistory } from '../episodes/episode-history.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { scoringOccasions } from './scoring-occasions.js'

const DAYS_PER_WEEK = 7

export interface LaterScore {
  /** Since baseline, above 0, a fraction off the weekly grid. */
  readonly week: number
  /** From the best total: 0 = best, whichever way the measure runs. */
  readonly points: number
}

export interface Course {
  readonly memberId: string
  /** Names the episode: its scores resemble each other. */
  readonly episodeKey: string
  /** Points from the best total. */
  readonly baseline: number
  /** In time order; at least 1. */
  readonly later: readonly LaterScore[]
  /** From baseline to the planned end, else the exit; null when neither is known or it lies before the baseline. */
  readonly plannedWeeks: number | null
}

/**
 * The course of one episode.
 *
 * @param history  as known on the day asked about (`historyAsOf`)
 * @returns        null without a score after baseline
 * @throws         TotalOutOfRange, NotADay
 */
export function courseOf(measure: MeasureDefinition, history: EpisodeHistory): Course | null {
  const occasions = scoringOccasions(measure, history.responses)
  if (occasions === null || occasions.later.length === 0) return null
  const { baseline, later } = occasions
  return {
    memberId: history.memberId,
    episodeKey: history.episodeKey,
    baseline: pointsFromBest(measure, baseline.total),
    later: later.map((form) => ({
      week: weeksSince(baseline.dayNumber, form.dayNumber),
      points: pointsFromBest(measure, form.total),
    })),
    plannedWeeks: plannedWeeksOf(history, baseline.dayNumber),
  }
}

/** Courses of the episodes that had ended by a day, leavers included; any order. */
export function endedCourses(
  measure: MeasureDefinition,
  histories: readonly EpisodeHistory[],
  asOf: Day,
): Course[] {
  return histories
    .filter(({ exitedOn, plannedEndOn }) => {
      const endedOn = exitedOn ?? plannedEndOn
      return endedOn !== null && endedOn <= asOf
    })
    .flatMap((history) => courseOf(measure, history) ?? [])
}

function plannedWeeksOf({ plannedEndOn, exitedOn }: EpisodeHistory, baselineDay: number): number | null {
  const end = plannedEndOn ?? exitedOn
  if (end === null) return null
  const weeks = weeksSince(baselineDay, dayNumber(end, 'The end of an episode'))
  return weeks < 0 ? null : weeks
}

function weeksSince(baselineDay: number, day: number): number {
  return (day - baselineDay) / DAYS_PER_WEEK
}
