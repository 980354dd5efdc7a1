import { describe, expect, test } from '@jest/globals'
import { hedgesG } from '../../../api/src/statistics/effect-size/hedges-g.js'
import { prePostEffects } from '../../../api/src/statistics/effect-size/pre-post.js'

describe('effect sizes at their edges', () => {
  test('one member on a side is refused', () => {
    expect(hedgesG([3], [1, 2])).toMatchObject({ kind: 'refused', reason: 'too_few_members' })
  })
  test('no spread within the sets is refused, not infinite', () => {
    expect(hedgesG([3, 3], [1, 1])).toMatchObject({ kind: 'refused', reason: 'constant_outcome' })
  })
  test('when everybody fell by six there is no spread of change to divide by', () => {
    expect(prePostEffects([18, 12, 9], [12, 6, 3])).toMatchObject({
      kind: 'estimated',
      repeatedMeasures: null,
      byChangeSpread: null,
      pairedT: null,
    })
  })
  test('equal baselines are refused', () => {
    expect(prePostEffects([9, 9, 9], [1, 2, 3])).toMatchObject({
      kind: 'refused',
      reason: 'constant_outcome',
    })
  })
})
