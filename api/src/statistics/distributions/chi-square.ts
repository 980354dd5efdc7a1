/** The chi-square distribution. */

import { requireFinite, requirePositive } from '../checks.js'
import { incompleteGamma } from './incomplete-gamma.js'

/**
 * How much of a chi-square distribution lies above x?
 *
 * Q(df / 2, x / 2).
 *
 * @param x                 any finite number; at or below 0 the answer is 1
 * @param degreesOfFreedom  above 0, fractions allowed
 * @returns                 probability, 0 to 1, relative error below 1e-10 far into the tail
 * @throws                  NotFinite, OutOfRange
 * @verified                test/golden/statistics/distributions.test.ts
 */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  requireFinite([x], 'A chi-square')
  requirePositive(degreesOfFreedom, 'Degrees of freedom')
  return incompleteGamma(degreesOfFreedom / 2, x / 2).upper
}
