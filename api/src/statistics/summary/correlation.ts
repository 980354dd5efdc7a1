/** How closely do two quantities go together? */

import { sampleCorrelation } from 'simple-statistics'
import { requireFinite, requireProbability, requireSameLength } from '../checks.js'
import { normalQuantile } from '../distributions/normal.js'
import { studentTTwoSidedP } from '../distributions/student-t.js'
import type { Interval } from '../interval.js'
import { type Refusal, refuse } from '../refusal.js'
import { midRanks } from './ranks.js'

const FEWEST_PAIRS = 3

export interface Correlation {
  readonly kind: 'estimated'
  readonly n: number
  /** -1 to 1; positive when both rise together. */
  readonly correlation: number
  /** null when the correlation is exactly 1 or -1, where t is infinite. */
  readonly t: number | null
  readonly degreesOfFreedom: number
  readonly p: number
  /** null with fewer than 4 pairs, and for ranks. */
  readonly interval: Interval<'fisher_z'> | null
}

/**
 * Do x and y lie along a line?
 *
 * t = r sqrt((n - 2) / (1 - r^2)); interval tanh(atanh(r) -+ z / sqrt(n - 3)).
 *
 * @param x      n values
 * @param y      n values, in the same order of members
 * @param level  coverage of the interval, 0 to 1
 * @returns      the correlation with its test, or a refusal: fewer than 3 pairs, or one side constant
 * @throws       UnequalLengths, NotFinite
 * Assumes       independent pairs; an association, never a cause
 * @source       Fisher (1921), Metron 1:3-32
 * @verified     test/golden/statistics/summary.test.ts
 */
export function pearson(x: number[], y: number[], level = 0.95): Correlation | Refusal {
  requireProbability(level, 'A level')
  return correlate(x, y, level)
}

/**
 * Do x and y rise together, whatever the shape of the curve?
 *
 * Pearson's correlation of mid-ranks; p from the t approximation with n - 2 degrees of freedom.
 *
 * @param x   n values
 * @param y   n values, in the same order of members
 * @returns   the correlation with its test and no interval, or a refusal as in `pearson`
 * @throws    UnequalLengths, NotFinite
 * @source    Kendall & Gibbons (1990), Rank Correlation Methods
 * @verified  test/golden/statistics/summary.test.ts
 */
export function spearman(x: number[], y: number[]): Correlation | Refusal {
  requireFinite(x, 'x')
  requireFinite(y, 'y')
  return correlate([...midRanks(x)], [...midRanks(y)], null)
}

function correlate(x: number[], y: number[], level: number | null): Correlation | Refusal {
  requireSameLength(x, 'x', y, 'y')
  requireFinite(x, 'x')
  requireFinite(y, 'y')
  const n = x.length
  if (n < FEWEST_PAIRS) {
    return refuse('too_few_members', `A correlation needs at least ${FEWEST_PAIRS} pairs; got ${n}.`)
  }
  if (isConstant(x) || isConstant(y)) {
    return refuse(
      'constant_predictor',
      `A correlation needs values that differ; all ${n} are equal on one side.`,
    )
  }
  const correlation = Math.min(1, Math.max(-1, sampleCorrelation(x, y)))
  const degreesOfFreedom = n - 2
  const unexplained = (1 - correlation) * (1 + correlation)
  const t = unexplained > 0 ? correlation * Math.sqrt(degreesOfFreedom / unexplained) : null
  const p = t === null ? 0 : studentTTwoSidedP(t, degreesOfFreedom)
  const interval = level === null ? null : fisherInterval(correlation, n, level)
  return { kind: 'estimated', n, correlation, t, degreesOfFreedom, p, interval }
}

function fisherInterval(correlation: number, n: number, level: number): Interval<'fisher_z'> | null {
  if (n < 4) return null
  const half = normalQuantile(0.5 + level / 2) / Math.sqrt(n - 3)
  const centre = Math.atanh(correlation)
  return { low: Math.tanh(centre - half), high: Math.tanh(centre + half), level, method: 'fisher_z' }
}

function isConstant(values: number[]): boolean {
  return values.every((value) => value === values[0])
}
