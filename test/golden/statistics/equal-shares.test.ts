// Chi-square of equal shares against scipy 1.17.1 (chi2_contingency, correction=False) and R 4.2.2 (prop.test,
// correct=FALSE; pchisq), Holm against R 4.2.2 (p.adjust), relative tolerance 1e-12:
//   chi2_contingency([[56, 54], [78, 83], [40, 60]], correction=False)
//   pchisq(prop.test(c(56, 78, 40), c(110, 161, 100), correct=FALSE)$statistic / 1.7, 2, lower.tail=FALSE)
//   p.adjust(c(.01, .04, .03, .005, .2), 'holm')
import { describe, expect, test } from '@jest/globals'
import { equalSharesTest, holmAdjusted } from '../../../api/src/statistics/proportion/equal-shares.js'

const shares = (...pairs: [number, number][]) => pairs.map(([successes, total]) => ({ successes, total }))

describe('whether shares are equal', () => {
  test.each([
    [shares([56, 110], [78, 161], [40, 100]), 2.776437900108552, 2, 0.24951931547483558],
    [shares([73, 167], [30, 80]), 0.8587108751752162, 1, 0.3540996955810697],
    [shares([12, 50], [25, 60], [31, 70], [11, 45]), 8.674586316232753, 3, 0.03394541942525219],
  ])('%j agrees with scipy', (strata, statistic, degreesOfFreedom, pValue) => {
    const found = equalSharesTest(strata, 1)
    expect(found).toMatchObject({ kind: 'compared', degreesOfFreedom })
    if (found.kind !== 'compared') return
    expect(Math.abs(found.statistic / statistic - 1)).toBeLessThan(1e-12)
    expect(Math.abs(found.pValue / pValue - 1)).toBeLessThan(1e-12)
  })

  test('with a design effect agrees with R', () => {
    const found = equalSharesTest(shares([56, 110], [78, 161], [40, 100]), 1.7)
    expect(found).toMatchObject({ pValue: expect.closeTo(0.441931943657629, 12) })
  })

  test('a stratum of nobody is none', () => {
    expect(equalSharesTest(shares([73, 167], [0, 0], [30, 80]), 1)).toEqual(
      equalSharesTest(shares([73, 167], [30, 80]), 1),
    )
  })

  test.each([
    [shares([73, 167]), 'one_group'],
    [shares([0, 30], [0, 40]), 'constant_outcome'],
    [shares([30, 30], [40, 40]), 'constant_outcome'],
    // 8 of 100 of the rarer outcome: the stratum of 40 expects 3.2.
    [shares([3, 40], [5, 60]), 'too_few_members'],
  ])('%j is refused: %s', (strata, reason) => {
    expect(equalSharesTest(strata, 1)).toMatchObject({ kind: 'refused', reason })
  })

  test('a design effect below 1 and more successes than members are no input', () => {
    expect(() => equalSharesTest(shares([1, 20], [2, 20]), 0.9)).toThrow('A design effect must be 1 or more')
    expect(() => equalSharesTest(shares([21, 20], [2, 20]), 1)).toThrow('at most its denominator')
  })
})

describe('many comparisons', () => {
  test.each([
    [
      [0.01, 0.04, 0.03, 0.005, 0.2],
      [0.04, 0.09, 0.09, 0.025, 0.2],
    ],
    [
      [0.6, 0.5, 0.02],
      [1, 1, 0.06],
    ],
    [[], []],
  ])('%j agree with R', (pValues, expected) => {
    const found = holmAdjusted(pValues)
    expect(found).toHaveLength(expected.length)
    for (const [place, value] of expected.entries()) expect(found[place]).toBeCloseTo(value, 12)
  })
})
