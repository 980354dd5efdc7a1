import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { strataDifferences } from '../../../api/src/core/programme/strata-differences.js'

const shares = (...pairs: [number, number][]) => pairs.map(([successes, total]) => ({ successes, total }))
/** 30 of 100 against 50 of 100: chi-square 8.33 on one degree of freedom, p .0039. */
const apart = { strata: shares([30, 100], [50, 100]), designEffect: 1 }
const alike = { strata: shares([40, 100], [41, 100]), designEffect: 1 }

describe('differences between strata', () => {
  test('one difference that is beyond chance alone is not so among twenty', () => {
    expect(strataDifferences([apart])).toMatchObject([{ isBeyondChance: true, strata: 2 }])
    const among = strataDifferences([apart, ...Array.from({ length: 19 }, () => alike)])
    expect(among[0]).toMatchObject({ isBeyondChance: false, pAdjusted: expect.closeTo(20 * 0.00389, 3) })
  })
  test('what could not be compared is not counted as a comparison', () => {
    const refused = { strata: shares([30, 100]), designEffect: 1 }
    const [first, second] = strataDifferences([refused, apart])
    expect(first).toMatchObject({ kind: 'refused', reason: 'one_group' })
    expect(second).toMatchObject({ isBeyondChance: true })
  })
  test('members of groups tell less than as many independent members', () => {
    expect(strataDifferences([{ ...apart, designEffect: 3 }])).toMatchObject([{ isBeyondChance: false }])
  })
  test('the order of the strata and of the comparisons does not matter', () => {
    const share = fc
      .tuple(fc.nat({ max: 80 }), fc.nat({ max: 80 }))
      .map(([successes, rest]) => ({ successes, total: successes + rest }))
    const comparison = fc.record({
      strata: fc.array(share, { maxLength: 5 }),
      designEffect: fc.option(fc.double({ min: 1, max: 4, noNaN: true })),
    })
    fc.assert(
      fc.property(fc.array(comparison, { maxLength: 6 }), (comparisons) => {
        const backwards = comparisons
          .map(({ strata, designEffect }) => ({ strata: [...strata].reverse(), designEffect }))
          .reverse()
        const adjusted = (of: ReturnType<typeof strataDifferences>) =>
          of.map((each) => (each.kind === 'compared' ? each.pAdjusted.toFixed(9) : each.reason))
        expect(adjusted(strataDifferences(backwards)).reverse()).toEqual(
          adjusted(strataDifferences(comparisons)),
        )
      }),
    )
  })
})
