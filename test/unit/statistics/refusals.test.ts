import { describe, expect, test } from '@jest/globals'
import { compareRisks, eValue } from '../../../api/src/statistics/effect-size/e-value.js'
import { standardisedDifference } from '../../../api/src/statistics/propensity/balance.js'
import { effectiveSampleSize, propensityWeights } from '../../../api/src/statistics/propensity/weights.js'
import { ancova } from '../../../api/src/statistics/regression/ancova.js'
import { designMatrix } from '../../../api/src/statistics/regression/design-matrix.js'
import { leastSquares } from '../../../api/src/statistics/regression/least-squares.js'
import { logisticRegression } from '../../../api/src/statistics/regression/logistic.js'
import { clusterRobust } from '../../../api/src/statistics/robust/cluster-robust.js'

const x = { name: 'x', values: [1, 2, 3, 4, 5, 6] }
const refused = (reason: string) => expect.objectContaining({ kind: 'refused', reason })

describe('a regression is refused by name', () => {
  test('with fewer rows than it needs', () => {
    expect(leastSquares(designMatrix(2, [{ name: 'x', values: [1, 2] }]), [1, 3])).toEqual(
      refused('too_few_members'),
    )
  })
  test('with a constant outcome', () => {
    expect(leastSquares(designMatrix(6, [x]), [4, 4, 4, 4, 4, 4])).toEqual(refused('constant_outcome'))
  })
  test('with a column that follows from others, naming it', () => {
    const doubled = { name: 'doubled', values: x.values.map((value) => 2 * value + 1) }
    expect(leastSquares(designMatrix(6, [x, doubled]), [1, 3, 2, 5, 4, 6])).toEqual({
      kind: 'refused',
      reason: 'rank_deficient',
      message: 'The column doubled follows from (Intercept), x. Leave it out.',
    })
  })
  test('with one arm only', () => {
    const arm = { name: 'arm', values: [1, 1, 1, 1, 1, 1] }
    expect(ancova({ outcome: [1, 3, 2, 5, 4, 6], arm, baseline: x })).toEqual(refused('rank_deficient'))
  })
  test('with weights that are not above 0', () => {
    expect(() => leastSquares(designMatrix(6, [x]), [1, 3, 2, 5, 4, 6], [1, 1, 1, 1, 1, -1])).toThrow(
      'A weight must be',
    )
  })
})

describe('a logistic regression is refused by name', () => {
  test('when a column splits the outcome, naming the column', () => {
    const noise = { name: 'noise', values: [3, 1, 2, 2, 3, 1] }
    expect(logisticRegression(designMatrix(6, [x, noise]), [0, 0, 0, 1, 1, 1])).toEqual({
      kind: 'refused',
      reason: 'separation',
      message: expect.stringContaining('split, wholly or in part, by x:'),
    })
  })
  test('when a level of a yes-or-no column has one outcome only (quasi-separation)', () => {
    const flag = { name: 'flag', values: [0, 0, 0, 0, 1, 1, 1, 0] }
    expect(logisticRegression(designMatrix(8, [flag]), [0, 1, 0, 1, 1, 1, 1, 0])).toEqual(
      refused('separation'),
    )
  })
  test('when everybody has the outcome', () => {
    expect(logisticRegression(designMatrix(6, [x]), [1, 1, 1, 1, 1, 1])).toEqual(refused('constant_outcome'))
  })
  test('outcomes other than 0 and 1 are bad input', () => {
    expect(() => logisticRegression(designMatrix(6, [x]), [0, 1, 2, 0, 1, 0])).toThrow(
      'An outcome must be 0 or 1; got 2.',
    )
  })
})

describe('comparisons at their edges', () => {
  test('one group has no cluster-robust error', () => {
    const fit = leastSquares(designMatrix(6, [x]), [1, 3, 2, 5, 4, 6])
    if (fit.kind === 'refused') throw new Error(fit.message)
    expect(clusterRobust(fit, ['a', 'a', 'a', 'a', 'a', 'a'])).toEqual(refused('one_group'))
  })
  test('a risk ratio without events is refused', () => {
    expect(compareRisks({ successes: 0, total: 9 }, { successes: 2, total: 8 })).toEqual(refused('no_events'))
  })
  test('a propensity of 1 has no weight', () => {
    expect(() => propensityWeights([1, 0], [1, 0.5])).toThrow(
      'A propensity must be above 0 and below 1; got 1.',
    )
  })
  test('a covariate without spread has no standardised difference', () => {
    expect(standardisedDifference([1, 1, 1, 1], [1, 1, 0, 0], null, true)).toEqual(
      refused('constant_predictor'),
    )
  })
  test('equal weights tell as much as their number; negative ones are bad input', () => {
    expect(effectiveSampleSize([2, 2, 2])).toBe(3)
    expect(() => effectiveSampleSize([1, -1])).toThrow('A weight must be 0 or more; got -1.')
  })
  test('a risk ratio outside its limits is bad input', () => {
    expect(() => eValue(2, 3, 4)).toThrow('between its limits')
  })
})
