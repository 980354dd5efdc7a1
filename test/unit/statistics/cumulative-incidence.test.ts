import { describe, expect, test } from '@jest/globals'
import { cumulativeIncidence } from '../../../api/src/statistics/survival/cumulative-incidence.js'
import { kaplanMeier } from '../../../api/src/statistics/survival/kaplan-meier.js'

describe('cumulative incidence', () => {
  test('of five members, by hand', () => {
    // t 1: 1 of 5 improves, 0.2; t 2: 1 of 4 leaves, 0.8 x 1/4 = 0.2; t 3: one ends; t 4: 1 of 2 improves, 0.6 x 1/2
    const found = cumulativeIncidence([4, 1, 3, 2, 5], [1, 1, 0, 2, 0])
    if (found.kind === 'refused') throw new Error(found.message)
    expect([...found.time]).toEqual([1, 2, 4])
    expect([...found.atRisk]).toEqual([5, 4, 2])
    expect([...found.interest]).toEqual([0.2, 0.2, 0.5].map((value) => expect.closeTo(value, 12)))
    expect([...found.competing]).toEqual([0, 0.2, 0.2].map((value) => expect.closeTo(value, 12)))
  })
  test('without competition is one minus Kaplan-Meier', () => {
    const time = [2, 3, 3, 5, 8, 9, 9, 12]
    const event = [1, 0, 1, 1, 0, 1, 1, 0]
    const found = cumulativeIncidence(time, event)
    const curve = kaplanMeier({ time, event })
    if (found.kind === 'refused' || curve.kind === 'refused') throw new Error('refused')
    expect([...found.interest]).toEqual([...curve.survival].map((value) => expect.closeTo(1 - value, 12)))
  })
  test('refuses nobody, and marks other than 0, 1 and 2', () => {
    expect(cumulativeIncidence([], [])).toMatchObject({ kind: 'refused', reason: 'too_few_members' })
    expect(() => cumulativeIncidence([1], [3])).toThrow('An event mark must be 0, 1 or 2; got 3.')
  })
})
