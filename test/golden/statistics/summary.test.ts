// Correlations against R 4.2.2 (closed_form.json); lines, means and alpha against hand arithmetic in the comments.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { ordinaryLeastSquaresLine } from '../../../api/src/statistics/regression/ordinary-least-squares-line.js'
import { pearson, spearman } from '../../../api/src/statistics/summary/correlation.js'
import { cronbachAlpha } from '../../../api/src/statistics/summary/cronbach-alpha.js'
import { meanWithInterval } from '../../../api/src/statistics/summary/moments.js'

interface ClosedForm {
  spearman_ties: { x: number[]; y: number[]; rho: number; pearson: number; p: number }
}
const closed: ClosedForm = JSON.parse(
  readFileSync(new URL('../../fixtures/reference/closed_form.json', import.meta.url), 'utf8'),
)

describe('correlations agree with R', () => {
  const { x, y, rho, p, pearson: r } = closed.spearman_ties
  test('Spearman with ties', () => {
    expect(spearman(x, y)).toMatchObject({ correlation: expect.closeTo(rho, 12), p: expect.closeTo(p, 12) })
  })
  test('Pearson', () => {
    expect(pearson(x, y)).toMatchObject({ correlation: expect.closeTo(r, 12), degreesOfFreedom: 13 })
  })
})

test('the mean of 2, 4, 6 is 4 with sd 2 and limits 4 -+ 4.302653 x 2 / sqrt(3)', () => {
  expect(meanWithInterval([2, 4, 6])).toEqual({
    n: 3,
    mean: 4,
    standardDeviation: 2,
    interval: {
      low: expect.closeTo(-0.968275, 5),
      high: expect.closeTo(8.968275, 5),
      level: 0.95,
      method: 'student_t',
    },
  })
})

test('a line through (0, 10), (1, 9), (2, 5) falls 2.5 a week', () => {
  // Sxx 2, Sxy -5, slope -2.5, intercept 10.5; residuals -0.5, 1, -0.5: sum of squares 1.5, se sqrt(1.5 / 1 / 2)
  expect(ordinaryLeastSquaresLine([0, 1, 2], [10, 9, 5])).toMatchObject({
    kind: 'fitted',
    slope: -2.5,
    intercept: 10.5,
    slopeStandardError: expect.closeTo(Math.sqrt(0.75), 12),
    degreesOfFreedom: 1,
  })
})

test('alpha of three forms with two items', () => {
  // item variances 1 and 1/3, totals 2, 4, 5 with variance 7/3: alpha = 2 (1 - (4/3)/(7/3)) = 6/7
  expect(
    cronbachAlpha([
      [1, 1],
      [2, 2],
      [3, 2],
    ]),
  ).toMatchObject({ n: 3, items: 2, alpha: expect.closeTo(6 / 7, 12) })
})
