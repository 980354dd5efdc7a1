/** Do several shares differ by more than chance, one comparison at a time and many at once? */

import { requireCount, requireProbability } from '../checks.js'
import { chiSquareUpperTail } from '../distributions/chi-square.js'
import { OutOfRange } from '../errors.js'
import { type Refusal, refuse } from '../refusal.js'

/** Below this the chi-square distribution does not fit: Cochran 1954. */
const SMALLEST_EXPECTED = 5

export interface EqualSharesTest {
  readonly kind: 'compared'
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly pValue: number
  readonly designEffect: number
}

/**
 * Could shares that differ like these come from one and the same share?
 *
 * Pearson's chi-square of the table of reached and not reached, divided by the design effect, on k - 1 degrees of
 * freedom.
 *
 * @param strata        one entry a stratum: members with the outcome, members in the denominator; nobody is no stratum
 * @param designEffect  of the share of all strata together, 1 or more: members of groups are no independent members
 * @returns             refused with fewer than two strata, where everybody or nobody reached the outcome, and where a
 *                      cell expects fewer than 5
 * @throws              OutOfRange when a count is none or the design effect is below 1
 * Assumes              strata that run through the groups; one design effect for all of them (docs/LIMITATIONS.md)
 * @example             56 of 110, 78 of 161 and 40 of 100: chi-square 2.776, p .250; with a design effect of 1.7, p .442
 * @source              Pearson (1900); Rao & Scott (1984), Ann Stat 12:46-60 (first-order correction)
 * @verified            test/golden/statistics/equal-shares.test.ts
 */
export function equalSharesTest(
  strata: readonly { readonly successes: number; readonly total: number }[],
  designEffect: number,
): EqualSharesTest | Refusal {
  if (!(designEffect >= 1)) throw new OutOfRange('A design effect', '1 or more', designEffect)
  for (const { successes, total } of strata) {
    requireCount(successes, 'A numerator')
    requireCount(total, 'A denominator')
    if (successes > total)
      throw new OutOfRange('A numerator', `at most its denominator (${total})`, successes)
  }
  const filled = strata.filter(({ total }) => total > 0)
  if (filled.length < 2) {
    return refuse('one_group', `Two strata are needed for a comparison; ${filled.length} can be shown.`)
  }
  const successes = filled.reduce((sum, stratum) => sum + stratum.successes, 0)
  const total = filled.reduce((sum, stratum) => sum + stratum.total, 0)
  const share = successes / total
  if (share === 0 || share === 1) {
    return refuse(
      'constant_outcome',
      share === 0 ? 'Nobody reached the outcome.' : 'Everybody reached the outcome.',
    )
  }
  const smallest = Math.min(...filled.map((stratum) => stratum.total * Math.min(share, 1 - share)))
  if (smallest < SMALLEST_EXPECTED) {
    return refuse(
      'too_few_members',
      `The smallest stratum would be expected to hold ${smallest.toFixed(1)} of the rarer outcome; 5 are needed.`,
    )
  }
  const statistic =
    filled.reduce(
      (sum, stratum) =>
        sum + (stratum.successes - share * stratum.total) ** 2 / (stratum.total * share * (1 - share)),
      0,
    ) / designEffect
  const degreesOfFreedom = filled.length - 1
  return {
    kind: 'compared',
    statistic,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
    designEffect,
  }
}

/**
 * Which of several comparisons still hold when all of them are allowed for?
 *
 * The i-th smallest of m is multiplied by m - i + 1, never below the one before it, never above 1: the chance of one
 * false alarm or more among all stays below the level.
 *
 * @param pValues  any number of probabilities, in any order
 * @returns        adjusted, in the order given
 * @throws         OutOfRange when one is no probability
 * @example        .01, .04, .03, .005, .2 become .04, .09, .09, .025, .2
 * @source         Holm (1979), Scand J Stat 6:65-70
 * @verified       test/golden/statistics/equal-shares.test.ts
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  for (const pValue of pValues) {
    if (pValue !== 0 && pValue !== 1) requireProbability(pValue, 'A p-value')
  }
  const order = pValues
    .map((pValue, place) => ({ pValue, place }))
    .sort((one, other) => one.pValue - other.pValue)
  const adjusted = pValues.map(() => 1)
  let least = 0
  for (const [rank, { pValue, place }] of order.entries()) {
    least = Math.max(least, Math.min(1, pValue * (pValues.length - rank)))
    adjusted[place] = least
  }
  return adjusted
}
