/** Counts for readers outside: small ones kept back with what would reveal them, the rest rounded. */

import { type Hidden, isSmall } from '../programme/small-numbers.js'

/** Published counts are multiples of this (SECURITY.md, section 4). */
export const PUBLISHED_COUNTS_ARE_MULTIPLES_OF = 5

/** Counts of which one holds the others, so that what is left of it counts people too. */
export interface Whole<Name extends string> {
  readonly whole: Name
  /** None of them is in another one. */
  readonly parts: readonly Name[]
  /** What a reader can best do without, when they would tell of few people together. */
  readonly giveUp: Name
}

/**
 * Which of these counts have to be kept back?
 *
 * First every small one. Then, for each whole that would be shown with all its parts, what is left of it: if that is
 * small, the one that can best be done without is kept back.
 *
 * @param counts  people (or sessions, or forms) by name
 * @param wholes  which counts hold which others
 * @returns       by name, without those that may be shown
 * Assumes        what is left of a whole is not published itself; where it is, `hiddenStrata` is the rule
 * Edge cases     0 is shown, and a rest of 0 too: it tells of nobody
 * @verified      test/unit/report-runs/published-programme.test.ts
 */
export function hiddenCounts<Name extends string>(
  counts: Readonly<Record<Name, number>>,
  wholes: readonly Whole<Name>[],
): ReadonlyMap<Name, Hidden> {
  const hidden = new Map<Name, Hidden>()
  for (const name of new Set(wholes.flatMap(({ whole, parts }) => [whole, ...parts])))
    if (isSmall(counts[name])) hidden.set(name, 'small_number')
  for (const { whole, parts, giveUp } of wholes) {
    if (hidden.has(whole) || parts.some((part) => hidden.has(part))) continue
    const rest = parts.reduce((left, part) => left - counts[part], counts[whole])
    if (isSmall(rest)) hidden.set(giveUp, 'would_reveal_a_small_number')
  }
  return hidden
}

/** To the nearest multiple; halves do not occur. */
export function publishedCount(count: number): number {
  return Math.round(count / PUBLISHED_COUNTS_ARE_MULTIPLES_OF) * PUBLISHED_COUNTS_ARE_MULTIPLES_OF
}
