/** The scores of an episode as judgements read them: a baseline, then one score a day on which there was any. */

import type { ResponseRecord } from '../episodes/episode-history.js'
import { type ScoredForm, scoredInOrder } from '../episodes/measure-outcome.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'

export interface ScoringOccasions {
  /** The first valid score, as in every outcome. */
  readonly baseline: ScoredForm
  /** Of days after the baseline's, in time order; empty for a single score. */
  readonly later: readonly ScoredForm[]
}

/**
 * Baseline and later scores, each later day once.
 *
 * Of several forms of one day the last counts, in the order of `scoredInOrder`; further forms of the baseline's day
 * do not: a form entered twice must not pass for a second score in a row.
 *
 * @param responses  any forms of one episode, any order; unscorable ones are passed over
 * @returns          null without a score
 * @throws           TotalOutOfRange, NotADay
 */
export function scoringOccasions(
  measure: MeasureDefinition,
  responses: readonly ResponseRecord[],
): ScoringOccasions | null {
  const scored = scoredInOrder(measure, responses)
  const [baseline] = scored
  if (baseline === undefined) return null
  const later = scored.filter(
    ({ dayNumber }, place) => dayNumber > baseline.dayNumber && dayNumber !== scored[place + 1]?.dayNumber,
  )
  return { baseline, later }
}
