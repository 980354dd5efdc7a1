/** Student's t distribution with whole or fractional degrees of freedom. */

import { requireFinite, requirePositive, requireProbability } from '../checks.js'
import { incompleteBeta } from './incomplete-beta.js'
import { normalQuantile } from './normal.js'
import { binomialDensityOf } from './saddle-point.js'

const NEWTON_STEPS = 200

/**
 * How much of a t distribution lies above t?
 *
 * I_x(df / 2, 1 / 2) / 2 with x = df / (df + t^2), for t > 0; the complement below.
 *
 * @param t                 any finite number
 * @param degreesOfFreedom  above 0, fractions allowed
 * @returns                 probability, 0 to 1, relative error below 1e-10 far into the tail
 * @throws                  NotFinite, OutOfRange
 * @verified                test/golden/statistics/distributions.test.ts
 */
export function studentTUpperTail(t: number, degreesOfFreedom: number): number {
  requireFinite([t], 't')
  requirePositive(degreesOfFreedom, 'Degrees of freedom')
  const total = degreesOfFreedom + t * t
  const beyond = incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / total, (t * t) / total)
  return t > 0 ? beyond.lower / 2 : (1 + beyond.upper) / 2
}

/** Two-sided p value of a t statistic: the share of the distribution at least as far from 0. */
export function studentTTwoSidedP(t: number, degreesOfFreedom: number): number {
  return t === 0 ? 1 : 2 * studentTUpperTail(Math.abs(t), degreesOfFreedom)
}

/**
 * Below which t does the share `probability` lie?
 *
 * Newton steps on the logarithm of the tail inside a shrinking bracket.
 *
 * @param probability       above 0, below 1
 * @param degreesOfFreedom  above 0, fractions allowed
 * @throws                  OutOfRange
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  requireProbability(probability, 'A probability')
  requirePositive(degreesOfFreedom, 'Degrees of freedom')
  if (probability === 0.5) return 0
  const tail = Math.min(probability, 1 - probability)
  const size = upperQuantile(tail, degreesOfFreedom)
  return probability < 0.5 ? -size : size
}

/** The t > 0 with `tail` above it. */
function upperQuantile(tail: number, degreesOfFreedom: number): number {
  let low = 0
  let high = Math.max(1, -normalQuantile(tail))
  while (studentTUpperTail(high, degreesOfFreedom) > tail && high < 1e300) {
    low = high
    high *= 2
  }
  let t = high
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const above = studentTUpperTail(t, degreesOfFreedom)
    if (above > tail) low = t
    else high = t
    // Newton on ln(tail): nearly linear in t, so that it does not overshoot far out.
    const newton = t + (above * Math.log(above / tail)) / density(t, degreesOfFreedom)
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - t) <= 1e-15 * next) return next
    t = next
  }
  return t
}

/** Gamma((df + 1) / 2) / (sqrt(df pi) Gamma(df / 2)) (1 + t^2 / df)^(-(df + 1) / 2), by way of x^a (1 - x)^b / B(a, b). */
function density(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2
  const total = degreesOfFreedom + t * t
  const kernel =
    (binomialDensityOf(a, a + 0.5, degreesOfFreedom / total, (t * t) / total) * a * 0.5) / (a + 0.5)
  return kernel / t
}
