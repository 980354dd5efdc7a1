/** Mean, spread and interval of whole numbers of which only the sums were kept. */

import { studentTInterval } from '../../statistics/interval.js'
import type { MeanWithInterval } from '../../statistics/summary/moments.js'
import { NotARecordValue } from '../errors.js'

/** Sums of whole numbers; exact as long as n x sumSquared stays below 2^53. */
export interface WholeNumberSums {
  readonly n: number
  readonly sum: number
  readonly sumSquared: number
}

/** Adds the values up. @throws NotARecordValue when a value is not a whole number */
export function sumWholeNumbers(values: readonly number[]): WholeNumberSums {
  let sum = 0
  let sumSquared = 0
  for (const value of values) {
    sum += value
    sumSquared += value * value
  }
  return checked({ n: values.length, sum, sumSquared })
}

/**
 * Where does the mean lie, and how surely?
 *
 * variance = (n sum of squares - square of the sum) / (n (n - 1)), exact in whole numbers; mean -+ t(n - 1) sd / sqrt(n)
 *
 * @param sums   of n whole numbers in one unit
 * @param level  coverage of the interval, 0 to 1
 * @returns      in the unit of the values; null when n is 0; sd and interval null when n is 1
 * @throws       NotARecordValue when the sums belong to no list of whole numbers
 */
export function meanFromSums(sums: WholeNumberSums, level = 0.95): MeanWithInterval | null {
  const { n, sum, sumSquared } = checked(sums)
  if (n === 0) return null
  const mean = sum / n
  if (n === 1) return { n, mean, standardDeviation: null, interval: null }
  const standardDeviation = Math.sqrt((n * sumSquared - sum * sum) / (n * (n - 1)))
  const interval = studentTInterval(mean, standardDeviation / Math.sqrt(n), n - 1, level)
  return { n, mean, standardDeviation, interval }
}

/** Whole numbers of which only the sums were kept, each to be divided by `divisor`. */
export interface SharedSums {
  readonly sums: WholeNumberSums
  /** A whole number from 1. */
  readonly divisor: number
}

/**
 * Where does the mean of quotients lie, and how surely? Of episodes with one score in a week and episodes with two,
 * say, where the latter count by the mean of both.
 *
 * Within a part the spread is exact in whole numbers; parts are put together by their means and squared deviations,
 * which does not cancel (Chan, Golub & LeVeque 1979).
 *
 * @param parts  of disjoint lists, all in one unit
 * @param level  coverage of the interval, 0 to 1
 * @returns      as `meanFromSums`; null when all parts are empty
 * @throws       NotARecordValue when sums belong to no list of whole numbers, or a divisor is none
 * @verified     test/unit/core/observed-means.test.ts
 */
export function meanOfShares(parts: readonly SharedSums[], level = 0.95): MeanWithInterval | null {
  const filled = parts.map(partMoments).filter((part) => part.n > 0)
  const n = filled.reduce((total, part) => total + part.n, 0)
  if (n === 0) return null
  const mean = filled.reduce((total, part) => total + part.n * part.mean, 0) / n
  if (n === 1) return { n, mean, standardDeviation: null, interval: null }
  const squaredDeviations = filled.reduce(
    (total, part) => total + part.squaredDeviations + part.n * (part.mean - mean) ** 2,
    0,
  )
  const standardDeviation = Math.sqrt(squaredDeviations / (n - 1))
  const interval = studentTInterval(mean, standardDeviation / Math.sqrt(n), n - 1, level)
  return { n, mean, standardDeviation, interval }
}

function partMoments({ sums, divisor }: SharedSums): { n: number; mean: number; squaredDeviations: number } {
  const { n, sum, sumSquared } = checked(sums)
  if (!Number.isSafeInteger(divisor) || divisor < 1) {
    throw new NotARecordValue('The divisor of a set of sums', 'a whole number, 1 or more')
  }
  if (n === 0) return { n, mean: 0, squaredDeviations: 0 }
  return {
    n,
    mean: sum / (n * divisor),
    squaredDeviations: (n * sumSquared - sum * sum) / (n * divisor * divisor),
  }
}

function checked(sums: WholeNumberSums): WholeNumberSums {
  const { n, sum, sumSquared } = sums
  const isWhole = [n, sum, sumSquared].every(Number.isSafeInteger)
  if (!isWhole || n < 0 || n * sumSquared < sum * sum || (n === 0 && sumSquared > 0)) {
    throw new NotARecordValue('A set of sums', 'the count, the sum and the sum of squares of whole numbers')
  }
  return sums
}
