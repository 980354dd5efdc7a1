/** Regularised incomplete gamma functions, both tails to full relative precision. */

import { poissonDensity } from './saddle-point.js'

const EPSILON = 2 ** -53
const TINY = 1e-300
const MAX_TERMS = 100_000

export interface Tails {
  readonly lower: number
  readonly upper: number
}

/**
 * P(shape, x) and Q(shape, x) = 1 - P.
 *
 * Series for x < shape + 1, Lentz's continued fraction otherwise; the small one is computed, the
 * large one is its complement.
 *
 * @param shape  above 0
 * @param x      0 or more
 * @source       Press et al. (2007), Numerical Recipes, 6.2; leading factor by Loader (2000)
 */
export function incompleteGamma(shape: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  // x^shape e^-x / Gamma(shape + 1)
  const leading = poissonDensity(shape, x)
  if (x < shape + 1) {
    const lower = leading * lowerSeries(shape, x)
    return { lower, upper: 1 - lower }
  }
  const upper = leading * shape * upperFraction(shape, x)
  return { lower: 1 - upper, upper }
}

function lowerSeries(shape: number, x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; k < MAX_TERMS; k += 1) {
    term *= x / (shape + k)
    sum += term
    if (term < sum * EPSILON) break
  }
  return sum
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = 1 / TINY
  let d = 1 / b
  let h = d
  for (let k = 1; k < MAX_TERMS; k += 1) {
    const a = -k * (k - shape)
    b += 2
    d = 1 / awayFromZero(a * d + b)
    c = awayFromZero(b + a / c)
    const factor = d * c
    h *= factor
    if (Math.abs(factor - 1) <= 2 * EPSILON) break
  }
  return h
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
