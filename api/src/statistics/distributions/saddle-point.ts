/**
 * Binomial and Poisson densities that keep full relative precision far in the tails, for whole and
 * fractional counts. Everything else in this folder takes its leading factor from here.
 *
 * Source: Loader C (2000), Fast and accurate computation of binomial probabilities.
 */

import { gammaln } from 'simple-statistics'

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)
const STIRLING_SERIES_FROM = 16

/** ln(x!) - [x ln x - x + ln(2 pi x) / 2]: what Stirling's formula leaves out. x > 0. */
export function stirlingError(x: number): number {
  if (x < STIRLING_SERIES_FROM) return gammaln(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI
  const xx = x * x
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / xx) / xx) / xx) / xx) / x
}

/** x ln(x / mean) + mean - x without cancellation near x = mean. x > 0, mean > 0. */
export function devianceTerm(x: number, mean: number): number {
  const gap = x - mean
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - gap
  const ratio = gap / (x + mean)
  let sum = gap * ratio
  let term = 2 * x * ratio
  for (let power = 3; power < 2000; power += 2) {
    term *= ratio * ratio
    const next = sum + term / power
    if (next === sum) break
    sum = next
  }
  return sum
}

/** Poisson density e^-mean mean^x / x! for real x >= 0. */
export function poissonDensity(x: number, mean: number): number {
  if (mean === 0) return x === 0 ? 1 : 0
  if (x === 0) return Math.exp(-mean)
  return Math.exp(-stirlingError(x) - devianceTerm(x, mean)) / Math.sqrt(2 * Math.PI * x)
}

/** Binomial density for real 0 <= x <= n; `failure` is 1 - success, given apart so that it keeps its digits. */
export function binomialDensityOf(x: number, n: number, success: number, failure: number): number {
  if (success === 0) return x === 0 ? 1 : 0
  if (failure === 0) return x === n ? 1 : 0
  const rest = n - x
  if (x === 0) return Math.exp(success < 0.5 ? n * Math.log1p(-success) : n * Math.log(failure))
  if (rest === 0) return Math.exp(failure < 0.5 ? n * Math.log1p(-failure) : n * Math.log(success))
  const exponent =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(rest) -
    devianceTerm(x, n * success) -
    devianceTerm(rest, n * failure)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * rest))
}
