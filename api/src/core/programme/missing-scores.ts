/** How much did members change, when some left before the end? Three answers, each right under another assumption. */

import { type Interval, normalInterval } from '../../statistics/interval.js'
import type { Refusal } from '../../statistics/refusal.js'
import { type MeanWithInterval, median } from '../../statistics/summary/moments.js'
import { improvementInPoints } from '../change/direction.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { type EpisodeScoreSums, fitGrowthFromSums } from '../trajectories/growth-from-sums.js'
import { meanFromSums, sumWholeNumbers } from './mean-from-sums.js'

const LEVEL = 0.95
const DAYS_PER_WEEK = 7

export interface ScoredEpisode extends EpisodeScoreSums {
  /** Positive = improvement; null below 2 scores. */
  readonly change: number | null
  readonly daysToLast: number
  readonly hasDroppedOut: boolean
}

export interface MissingDataAnswers {
  /** Two scores and no dropout. */
  readonly completers: MeanWithInterval | null
  /** Everybody with a score; one score is no change. */
  readonly lastObservation: MeanWithInterval | null
  /** Median weeks from the first to the last score of the completers; null without them. */
  readonly horizonWeeks: number | null
  readonly model:
    | {
        readonly kind: 'estimated'
        readonly n: number
        readonly change: number
        readonly standardError: number
        readonly interval: Interval<'normal'>
      }
    | Refusal
    | null
}

export function isCompleter(episode: Pick<ScoredEpisode, 'change' | 'hasDroppedOut'>): boolean {
  return episode.change !== null && !episode.hasDroppedOut
}

/**
 * Mean change of completers, with the last score carried forward, and by a mixed model of all scores.
 *
 * The model is read at the median length of the completers: weeks x the average slope, signed so that positive is
 * improvement.
 *
 * @param episodes  ended, with at least one score, any order
 * @returns         points; the model is null without completers, who say at which week it is read
 * Assumes          completers: those who left do not differ; last observation: nobody changes after leaving; model:
 *                  who leaves can be told from the scores before, and courses are straight
 * @verified        test/acceptance/programme-reference.test.ts
 */
export function missingDataAnswers(
  measure: MeasureDefinition,
  episodes: readonly ScoredEpisode[],
): MissingDataAnswers {
  const completers = episodes.filter(isCompleter)
  const horizonWeeks =
    completers.length === 0 ? null : median(completers.map((each) => each.daysToLast)) / DAYS_PER_WEEK
  return {
    completers: meanFromSums(sumWholeNumbers(completers.map((each) => each.change ?? 0))),
    lastObservation: meanFromSums(sumWholeNumbers(episodes.map((each) => each.change ?? 0))),
    horizonWeeks,
    model: horizonWeeks === null ? null : modelAnswer(measure, episodes, horizonWeeks),
  }
}

function modelAnswer(
  measure: MeasureDefinition,
  episodes: readonly ScoredEpisode[],
  weeks: number,
): NonNullable<MissingDataAnswers['model']> {
  const fit = fitGrowthFromSums(episodes)
  if (fit.kind === 'refused') return fit
  const slope = fit.fixed[1]
  const pointsBetter = improvementInPoints(measure, 0, 1)
  const change = pointsBetter * (slope?.estimate ?? Number.NaN) * weeks
  const standardError = (slope?.standardError ?? Number.NaN) * weeks
  return {
    kind: 'estimated',
    n: fit.members,
    change,
    standardError,
    interval: normalInterval(change, standardError, LEVEL),
  }
}
