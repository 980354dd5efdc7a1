/** Do the items of a measure go together in this clinic, at baseline? */

import type { Refusal } from '../../statistics/refusal.js'
import { type CronbachAlpha, cronbachAlpha } from '../../statistics/summary/cronbach-alpha.js'
import type { EpisodeHistory } from '../episodes/episode-history.js'
import { scoredInOrder } from '../episodes/measure-outcome.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'

export interface BaselineConsistency {
  /** Episodes whose baseline form has every item answered. */
  readonly nComplete: number
  readonly estimate: CronbachAlpha | Refusal
}

/**
 * Cronbach's alpha over the first valid form of each episode, complete forms only, reversed items turned round.
 *
 * @param histories  one an episode
 */
export function baselineConsistency(
  measure: MeasureDefinition,
  histories: readonly EpisodeHistory[],
): BaselineConsistency {
  const rows: number[][] = []
  for (const history of histories) {
    const first = scoredInOrder(measure, history.responses)[0]
    const row = first === undefined ? null : completePoints(measure, first.answers)
    if (row !== null) rows.push(row)
  }
  return { nComplete: rows.length, estimate: cronbachAlpha(rows) }
}

function completePoints(
  measure: MeasureDefinition,
  answers: readonly (number | null)[] | null,
): number[] | null {
  if (answers === null) return null
  const { low, high } = measure.itemRange
  const points: number[] = []
  for (const [i, item] of measure.items.entries()) {
    const answer = answers[i] ?? null
    if (answer === null) return null
    points.push(item.isReversed ? low + high - answer : answer)
  }
  return points
}
