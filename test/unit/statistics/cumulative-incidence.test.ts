import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  cumulativeIncidence,
  incidenceLimits,
  timeOfHalf,
} from '../../../api/src/statistics/survival/cumulative-incidence.js'
import { kaplanMeier, survivalAt } from '../../../api/src/statistics/survival/kaplan-meier.js'

interface Checked {
  readonly time: number[]
  readonly mark: number[]
  readonly steps: {
    readonly time: number
    readonly interest: number
    readonly competing: number
    readonly error: number
    readonly limits: readonly [number, number]
  }[]
}
const checked: Checked[] = JSON.parse(
  readFileSync(new URL('../../fixtures/statistics/cumulative-incidence.json', import.meta.url), 'utf8'),
)
/** Sums of a few hundred fractions in another order. */
const DIGITS = 12

function estimated(time: readonly number[], mark: readonly number[]) {
  const found = cumulativeIncidence(time, mark)
  if (found.kind === 'refused') throw new Error(found.message)
  return found
}

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
    for (const [step, moment] of [...found.time].entries()) {
      const { standardError } = survivalAt(curve, moment)
      expect(found.interestError[step]).toBeCloseTo(standardError ?? 0, DIGITS)
    }
  })
  test.each(checked.map((each) => [each.time.length, each] as const))(
    'of %i members with its error and limits, as statsmodels has it',
    (_, { time, mark, steps }) => {
      const found = estimated(time, mark)
      expect(steps.length).toBeGreaterThan(5)
      for (const expected of steps) {
        const step = found.time.indexOf(expected.time)
        expect(found.interest[step]).toBeCloseTo(expected.interest, DIGITS)
        expect(found.competing[step]).toBeCloseTo(expected.competing, DIGITS)
        expect(found.interestError[step]).toBeCloseTo(expected.error, DIGITS)
        const limits = incidenceLimits(expected.interest, expected.error)
        expect([limits?.low, limits?.high]).toEqual(expected.limits.map((end) => expect.closeTo(end, 12)))
      }
    },
  )
  test('reaches one half at the first time with half of all members, and says between which times', () => {
    // 10 members, one improves at each of the times 1 to 8, two leave first: 5 of 10 at time 5.
    const time = [1, 2, 3, 4, 5, 6, 7, 8, 0.5, 0.6]
    const found = estimated(time, [1, 1, 1, 1, 1, 1, 1, 1, 2, 2])
    // At 2 of 10 the upper limit is 0.47, at 3 of 10 it is 0.58; at 8 of 10 the lower limit is 0.41: never one half.
    expect(timeOfHalf(found)).toEqual({ time: 5, low: 3, high: null })
    expect(timeOfHalf(estimated([1, 2, 3], [1, 2, 2]))).toEqual({ time: null, low: 1, high: null })
  })
  test('has no limits where none or all had the event', () => {
    expect([incidenceLimits(0, 0), incidenceLimits(1, 0)]).toEqual([null, null])
  })
  test('refuses nobody, and marks other than 0, 1 and 2', () => {
    expect(cumulativeIncidence([], [])).toMatchObject({ kind: 'refused', reason: 'too_few_members' })
    expect(() => cumulativeIncidence([1], [3])).toThrow('An event mark must be 0, 1 or 2; got 3.')
  })
})
