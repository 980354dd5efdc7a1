/** When was each amount of improvement first seen? Answers "when was it reliable?" for any threshold. */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { improvementInPoints } from './direction.js'
import type { DatedScore } from './sudden-gains.js'

/** One new best improvement over baseline. */
export interface ImprovementRecord {
  /** Above 0, and above that of every earlier record. */
  readonly points: number
  /** Since baseline. */
  readonly days: number
}

/**
 * Every new best improvement over baseline, in time order.
 *
 * The first record of at least so many points is the day on which an improvement of so many points was first observed.
 *
 * @param scores  valid scores of one episode, in time order
 * @returns       empty when no score is better than the first
 * @example       18, 14, 16, 9 on days 0, 7, 14, 21: 4 points on day 7, 9 points on day 21
 * @verified      test/golden/core/programme.test.ts
 */
export function improvementRecords(
  measure: MeasureDefinition,
  scores: readonly DatedScore[],
): ImprovementRecord[] {
  return rising(improvements(measure, scores))
}

/**
 * The same of improvements that the next valid score still holds: the lesser of each and the one after it.
 *
 * @example  18, 14, 16, 9 on days 0, 7, 14, 21: 2 points on day 7
 */
export function heldImprovementRecords(
  measure: MeasureDefinition,
  scores: readonly DatedScore[],
): ImprovementRecord[] {
  const all = improvements(measure, scores)
  return rising(
    all.slice(0, -1).map((record, place) => ({
      days: record.days,
      points: Math.min(record.points, all[place + 1]?.points ?? 0),
    })),
  )
}

function improvements(measure: MeasureDefinition, scores: readonly DatedScore[]): ImprovementRecord[] {
  const first = scores[0]
  if (first === undefined) return []
  return scores.map((score) => ({
    points: improvementInPoints(measure, first.total, score.total),
    days: score.dayNumber - first.dayNumber,
  }))
}

function rising(records: readonly ImprovementRecord[]): ImprovementRecord[] {
  let best = 0
  return records.filter(({ points }) => {
    const isNew = points > best
    if (isNew) best = points
    return isNew
  })
}
