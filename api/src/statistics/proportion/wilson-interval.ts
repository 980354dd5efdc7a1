/** A share with the interval that stays inside 0 to 1, for independent and for grouped members. */

import { requireCount, requireProbability } from '../checks.js'
import { normalQuantile } from '../distributions/normal.js'
import { studentTQuantile } from '../distributions/student-t.js'
import { OutOfRange } from '../errors.js'

/** Fewer groups than this say too little about how groups differ. */
const FEWEST_CLUSTERS = 5

export interface Proportion {
  readonly numerator: number
  readonly denominator: number
  /** 0 to 1; null when nobody is in the denominator. */
  readonly proportion: number | null
  readonly interval: {
    readonly low: number
    readonly high: number
    readonly level: number
    readonly method: 'wilson' | 'wilson_clustered'
  } | null
}

export interface ClusteredProportion extends Proportion {
  /** Groups with anybody in the denominator. */
  readonly clusters: number
  /** How many times the variance of independent members; 1 or more; null when grouping was not used. */
  readonly designEffect: number | null
  /** Number of independent members that would tell as much; null when grouping was not used. */
  readonly effectiveSize: number | null
  readonly warning: 'ignores_grouping' | null
}

/**
 * Which share of the members reached an outcome, and how surely?
 *
 * Wilson's score interval without continuity correction:
 * (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n)
 *
 * @param successes  members with the outcome, whole number
 * @param total      members in the denominator, whole number
 * @param level      coverage, 0 to 1
 * @returns          proportion and interval, both null when the denominator is 0
 * @throws           OutOfRange when a count is negative or fractional, or successes exceed the total
 * Assumes           independent members; for members of groups use `clusteredWilsonInterval`
 * Edge cases        nobody: low is exactly 0; everybody: high is exactly 1
 * @example          1 of 3: 0.0615 to 0.7923
 * @source           Wilson (1927), J Am Stat Assoc 22:209-212
 * @verified         test/golden/statistics/wilson.test.ts
 */
export function wilsonInterval(successes: number, total: number, level = 0.95): Proportion {
  checkCounts(successes, total)
  requireProbability(level, 'A level')
  if (total === 0) return { numerator: successes, denominator: total, proportion: null, interval: null }
  const proportion = successes / total
  const limits = scoreLimits(proportion, total, normalQuantile(0.5 + level / 2))
  return {
    numerator: successes,
    denominator: total,
    proportion,
    interval: { ...limits, level, method: 'wilson' },
  }
}

/**
 * Which share of the members reached an outcome, when members of one group resemble each other?
 *
 * Linearised variance v = K/(K - 1) sum (x_j - p m_j)^2 / n^2 over K groups;
 * design effect max(1, v / (p(1 - p)/n)); Wilson with n / design effect and t(K - 1) for z.
 *
 * @param clusters  one entry a group: members with the outcome, members in the denominator
 * @param level     coverage, 0 to 1
 * @returns         as `wilsonInterval`, with the design effect; under 5 groups the plain interval and a warning
 * @throws          OutOfRange as `wilsonInterval`
 * Edge cases       groups with nobody in the denominator are not counted; nobody or everybody: design effect 1
 * @source          Korn & Graubard (1998), Survey Methodology 24:193-201 (effective size never above n)
 * @verified        test/golden/statistics/wilson.test.ts
 */
export function clusteredWilsonInterval(
  clusters: readonly { successes: number; total: number }[],
  level = 0.95,
): ClusteredProportion {
  requireProbability(level, 'A level')
  for (const cluster of clusters) checkCounts(cluster.successes, cluster.total)
  const filled = clusters.filter((cluster) => cluster.total > 0)
  const successes = filled.reduce((sum, cluster) => sum + cluster.successes, 0)
  const total = filled.reduce((sum, cluster) => sum + cluster.total, 0)
  const count = filled.length
  if (count < FEWEST_CLUSTERS) {
    const plain = wilsonInterval(successes, total, level)
    return { ...plain, clusters: count, designEffect: null, effectiveSize: null, warning: 'ignores_grouping' }
  }
  const proportion = successes / total
  const squares = filled.reduce((sum, { successes: x, total: m }) => sum + (x - proportion * m) ** 2, 0)
  const variance = ((count / (count - 1)) * squares) / total ** 2
  const independent = (proportion * (1 - proportion)) / total
  const designEffect = independent > 0 ? Math.max(1, variance / independent) : 1
  const effectiveSize = total / designEffect
  const limits = scoreLimits(proportion, effectiveSize, studentTQuantile(0.5 + level / 2, count - 1))
  return {
    numerator: successes,
    denominator: total,
    proportion,
    interval: { ...limits, level, method: 'wilson_clustered' },
    clusters: count,
    designEffect,
    effectiveSize,
    warning: null,
  }
}

function scoreLimits(proportion: number, size: number, multiplier: number): { low: number; high: number } {
  const square = (multiplier * multiplier) / size
  const centre = (proportion + square / 2) / (1 + square)
  const half =
    (multiplier * Math.sqrt((proportion * (1 - proportion)) / size + square / size / 4)) / (1 + square)
  return { low: proportion === 0 ? 0 : centre - half, high: proportion === 1 ? 1 : centre + half }
}

function checkCounts(successes: number, total: number): void {
  requireCount(successes, 'A numerator')
  requireCount(total, 'A denominator')
  if (successes > total) throw new OutOfRange('A numerator', `at most its denominator (${total})`, successes)
}
