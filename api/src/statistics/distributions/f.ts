/** The F distribution. */

import { requireFinite, requirePositive } from '../checks.js'
import { incompleteBeta } from './incomplete-beta.js'

/**
 * How much of an F distribution lies above f?
 *
 * I_x(df2 / 2, df1 / 2) with x = df2 / (df2 + df1 f).
 *
 * @param f            any finite number; at or below 0 the answer is 1
 * @param numeratorDf  above 0
 * @param denominatorDf above 0, fractions allowed
 * @throws             NotFinite, OutOfRange
 * @verified           test/golden/statistics/distributions.test.ts
 */
export function fUpperTail(f: number, numeratorDf: number, denominatorDf: number): number {
  requireFinite([f], 'An F ratio')
  requirePositive(numeratorDf, 'Numerator degrees of freedom')
  requirePositive(denominatorDf, 'Denominator degrees of freedom')
  if (f <= 0) return 1
  const total = denominatorDf + numeratorDf * f
  return incompleteBeta(denominatorDf / 2, numeratorDf / 2, denominatorDf / total, (numeratorDf * f) / total)
    .lower
}
