import { describe, expect, test } from '@jest/globals'
import {
  NotFinite,
  OutOfRange,
  TooFewObservations,
  UnequalLengths,
} from '../../../api/src/statistics/errors.js'
import {
  clusteredWilsonInterval,
  wilsonInterval,
} from '../../../api/src/statistics/proportion/wilson-interval.js'
import { ordinaryLeastSquaresLine } from '../../../api/src/statistics/regression/ordinary-least-squares-line.js'
import { pearson, spearman } from '../../../api/src/statistics/summary/correlation.js'
import { cronbachAlpha } from '../../../api/src/statistics/summary/cronbach-alpha.js'
import {
  mean,
  meanWithInterval,
  median,
  sampleStandardDeviation,
} from '../../../api/src/statistics/summary/moments.js'

describe('bad input is named in a sentence', () => {
  test('nothing to average', () => {
    expect(() => mean([])).toThrow('A mean needs at least 1 values; got 0. Add observations.')
    expect(() => median([])).toThrow(TooFewObservations)
  })
  test('one value has no spread', () => {
    expect(() => sampleStandardDeviation([4])).toThrow(TooFewObservations)
    expect(meanWithInterval([4])).toEqual({ n: 1, mean: 4, standardDeviation: null, interval: null })
  })
  test('a missing value that became NaN, and an infinity', () => {
    expect(() => mean([1, Number.NaN])).toThrow('value 2 is not')
    expect(() => pearson([1, 2, Number.POSITIVE_INFINITY], [1, 2, 3])).toThrow(NotFinite)
  })
  test('lists that do not run in parallel', () => {
    expect(() => spearman([1, 2, 3], [1, 2])).toThrow(UnequalLengths)
    expect(() => ordinaryLeastSquaresLine([0, 1, 2], [1, 2])).toThrow(UnequalLengths)
  })
  test('counts that cannot be', () => {
    expect(() => wilsonInterval(4, 3)).toThrow('A numerator must be at most its denominator (3); got 4.')
    expect(() => wilsonInterval(-1, 3)).toThrow(OutOfRange)
    expect(() => wilsonInterval(0.5, 3)).toThrow(OutOfRange)
  })
})

describe('a question without an answer in these data is refused with a reason', () => {
  test('two pairs do not make a correlation', () => {
    expect(pearson([1, 2], [2, 1])).toMatchObject({ kind: 'refused', reason: 'too_few_members' })
  })
  test('a constant side does not make a correlation', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toMatchObject({ kind: 'refused', reason: 'constant_predictor' })
  })
  test('all scores on one day do not make a line', () => {
    expect(ordinaryLeastSquaresLine([2, 2, 2], [1, 2, 3])).toMatchObject({ reason: 'constant_predictor' })
  })
  test('equal totals do not make an alpha', () => {
    expect(
      cronbachAlpha([
        [1, 2],
        [2, 1],
      ]),
    ).toMatchObject({ reason: 'constant_outcome' })
  })
})

describe('edges', () => {
  test('a perfect correlation has p 0 and an interval of one point, not NaN', () => {
    expect(pearson([1, 2, 3, 4], [2, 4, 6, 8])).toMatchObject({
      correlation: 1,
      t: null,
      p: 0,
      interval: { low: 1, high: 1 },
    })
  })
  test('points exactly on a line have a standard error of 0', () => {
    expect(ordinaryLeastSquaresLine([0, 1, 2], [6, 4, 2])).toMatchObject({ slope: -2, slopeStandardError: 0 })
  })
  test('four groups are too few to see how groups differ: the plain interval says so', () => {
    const found = clusteredWilsonInterval([1, 2, 3, 4].map((x) => ({ successes: x, total: 8 })))
    expect(found.warning).toBe('ignores_grouping')
    expect(found.interval).toEqual(wilsonInterval(10, 32).interval)
  })
})
