/** The regularised incomplete beta function, both tails to full relative precision. */

import type { Tails } from './incomplete-gamma.js'
import { binomialDensityOf } from './saddle-point.js'

const EPSILON = 2 ** -53
const TINY = 1e-300
const MAX_TERMS = 100_000

/**
 * I_x(a, b) and its complement.
 *
 * Lentz's continued fraction on the side where it converges fast; the other side is the complement.
 *
 * @param a           above 0
 * @param b           above 0
 * @param x           0 to 1
 * @param complement  1 - x, given apart so that it keeps its digits when x is near 1
 * @source            Press et al. (2007), Numerical Recipes, 6.4; leading factor by Loader (2000)
 */
export function incompleteBeta(a: number, b: number, x: number, complement: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (complement <= 0) return { lower: 1, upper: 0 }
  // x^a (1 - x)^b / B(a, b)
  const density = (binomialDensityOf(a, a + b, x, complement) * a * b) / (a + b)
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (density / a) * betaFraction(a, b, x)
    return { lower, upper: 1 - lower }
  }
  const upper = (density / b) * betaFraction(b, a, complement)
  return { lower: 1 - upper, upper }
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < MAX_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) <= 2 * EPSILON) break
  }
  return h
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
