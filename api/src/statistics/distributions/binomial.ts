/** The binomial distribution: number of successes among `trials`, each with the same probability. */

import { requireCount, requireFinite, requireProbability } from '../checks.js'
import { OutOfRange } from '../errors.js'
import { incompleteBeta } from './incomplete-beta.js'
import { normalQuantile } from './normal.js'

/** Rounding slack of a cumulative probability that equals the wanted one exactly (as R's qbinom). */
const FUZZ = 64 * Number.EPSILON

/**
 * P(at most `successes`).
 *
 * The incomplete beta function I_(1 - p)(n - x, x + 1): full relative precision in the lower tail.
 *
 * @param successes    any number; below 0 the answer is 0, at `trials` or above it is 1
 * @param trials       whole number, 0 or more
 * @param probability  0 to 1
 * @throws             NotFinite, OutOfRange
 */
export function binomialCumulative(successes: number, trials: number, probability: number): number {
  return binomialTails(successes, trials, probability).lower
}

/** P(more than `successes`), with full relative precision in the upper tail. */
export function binomialUpperTail(successes: number, trials: number, probability: number): number {
  return binomialTails(successes, trials, probability).upper
}

/**
 * The smallest count r with P(at most r) >= level.
 *
 * Normal approximation as a start, then steps of one.
 *
 * @param level        above 0, below 1
 * @param trials       whole number, 0 or more
 * @param probability  0 to 1
 * @throws             OutOfRange
 */
export function binomialQuantile(level: number, trials: number, probability: number): number {
  requireProbability(level, 'A probability')
  checkBinomial(trials, probability)
  if (trials === 0 || probability === 0) return 0
  if (probability === 1) return trials
  const wanted = level * (1 - FUZZ)
  const spread = Math.sqrt(trials * probability * (1 - probability))
  let count = Math.floor(trials * probability + normalQuantile(level) * spread)
  count = Math.min(trials, Math.max(0, count))
  while (count > 0 && binomialCumulative(count - 1, trials, probability) >= wanted) count -= 1
  while (count < trials && binomialCumulative(count, trials, probability) < wanted) count += 1
  return count
}

function binomialTails(
  successes: number,
  trials: number,
  probability: number,
): { lower: number; upper: number } {
  requireFinite([successes], 'Successes')
  checkBinomial(trials, probability)
  const count = Math.floor(successes)
  if (count < 0) return { lower: 0, upper: 1 }
  if (count >= trials) return { lower: 1, upper: 0 }
  return incompleteBeta(trials - count, count + 1, 1 - probability, probability)
}

function checkBinomial(trials: number, probability: number): void {
  requireCount(trials, 'Trials')
  if (!(probability >= 0 && probability <= 1)) throw new OutOfRange('A probability', '0 to 1', probability)
}
