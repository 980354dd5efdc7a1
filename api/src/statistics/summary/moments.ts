/** Mean, spread and middle of a list of numbers, with an interval where it has one. */

import {
  mean as meanOf,
  median as medianOf,
  sampleStandardDeviation as standardDeviationOf,
} from 'simple-statistics'
import { requireAtLeast, requireFinite } from '../checks.js'
import { type Interval, studentTInterval } from '../interval.js'

export interface MeanWithInterval {
  readonly n: number
  readonly mean: number
  /** null with one value. */
  readonly standardDeviation: number | null
  /** null with one value. */
  readonly interval: Interval<'student_t'> | null
}

/** Arithmetic mean (compensated sum). @throws TooFewObservations when empty, NotFinite */
export function mean(values: number[]): number {
  requireAtLeast(1, values.length, 'A mean')
  requireFinite(values, 'Values of a mean')
  return meanOf(values)
}

/** Standard deviation with n - 1, in two passes. @throws TooFewObservations when n < 2, NotFinite */
export function sampleStandardDeviation(values: number[]): number {
  requireAtLeast(2, values.length, 'A standard deviation')
  requireFinite(values, 'Values of a standard deviation')
  return standardDeviationOf(values)
}

/** Middle value; the mean of the two middle ones when n is even. @throws TooFewObservations, NotFinite */
export function median(values: number[]): number {
  requireAtLeast(1, values.length, 'A median')
  requireFinite(values, 'Values of a median')
  return medianOf(values)
}

/**
 * Where does the mean of these values lie, and how surely?
 *
 * mean -+ t(n - 1) x sd / sqrt(n)
 *
 * @param values  n values in one unit, any order; no nulls
 * @param level   coverage of the interval, 0 to 1
 * @returns       all in the unit of the values; sd and interval are null when n is 1
 * @throws        TooFewObservations when empty, NotFinite
 * Assumes        independent values; members of one group are not: see `clusteredWilsonInterval` and the mixed model
 * @source        Student (1908), Biometrika 6:1-25
 */
export function meanWithInterval(values: number[], level = 0.95): MeanWithInterval {
  const n = values.length
  const centre = mean(values)
  if (n === 1) return { n, mean: centre, standardDeviation: null, interval: null }
  const standardDeviation = sampleStandardDeviation(values)
  const interval = studentTInterval(centre, standardDeviation / Math.sqrt(n), n - 1, level)
  return { n, mean: centre, standardDeviation, interval }
}
