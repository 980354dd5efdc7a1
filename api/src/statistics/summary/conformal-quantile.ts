/** The limit that a new value exceeds with a stated probability, from values alone: no distribution is assumed. */

import { requireFinite, requireProbability } from '../checks.js'

/** (n + 1) p may come out a rounding error above a whole number, which must not cost a rank. */
const ROUNDING = 1e-9

/**
 * Below which value does the next one lie with probability p?
 *
 * The ceil((n + 1) p)-th smallest of n.
 *
 * @param values       n values in one unit, any order
 * @param probability  above 0, below 1
 * @returns            one of the values; null when n is too small for this p (fewer than p / (1 - p))
 * @throws             NotFinite, OutOfRange
 * Assumes             the next value is exchangeable with these
 * Edge cases          ties: the share above is at most 1 - p
 * @example            1, 2, .. 9 at p = .9: the 9th, 9; at p = .84 the ceil(8.4) = 9th; at p = .95 null
 * @source             Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World; Lei et al. (2018),
 *                     J Am Stat Assoc 113:1094-1111
 * @verified           test/unit/core/expected-conformal-quantile.test.ts
 */
export function conformalQuantile(values: ArrayLike<number>, probability: number): number | null {
  requireFinite(values, 'Values of a conformal quantile')
  requireProbability(probability, 'The probability of a conformal quantile')
  const rank = Math.ceil((values.length + 1) * probability - ROUNDING)
  return Float64Array.from(values).sort()[rank - 1] ?? null
}
