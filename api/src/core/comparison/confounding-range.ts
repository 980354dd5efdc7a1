/** Between which values the difference lies, over how noisily the baseline may show what members were chosen by. */

import type { StudyEstimate } from './study-estimate.js'

/**
 * From "the baseline shows it all" (the plain comparison at the same baseline) through reliability .84 to .64: the truth
 * was found between the first and the second (docs/STATISTICS.md), so all three are needed.
 */
const OVER = ['ancova_baseline', 'true_score_84', 'true_score_64']

export interface ConfoundingRange {
  /** Points, combined minus group only. */
  readonly low: number
  readonly high: number
  /** Names of the estimates it spans, by falling reliability. */
  readonly estimates: readonly string[]
}

/** @returns null with fewer than 2 of its estimates */
export function confoundingRange(estimates: readonly StudyEstimate[]): ConfoundingRange | null {
  const found = OVER.flatMap((name) => estimates.find((each) => each.name === name) ?? [])
  const values = found.flatMap(({ estimate }) => estimate ?? [])
  if (values.length < 2) return null
  return {
    low: Math.min(...values),
    high: Math.max(...values),
    estimates: found.flatMap(({ name, estimate }) => (estimate === null ? [] : [name])),
  }
}
