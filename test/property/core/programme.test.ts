import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  heldImprovementRecords,
  improvementRecords,
} from '../../../api/src/core/change/first-improvements.js'
import { timeToReliableImprovement } from '../../../api/src/core/change/time-to-reliable-improvement.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { chartSeries, signalsOf } from '../../../api/src/core/programme/control-chart.js'
import { daysOfPeriod, periodOf, periodsBetween } from '../../../api/src/core/programme/periods.js'
import { timeToEvent } from '../../../api/src/core/programme/time-to-event.js'

const totals = fc.array(fc.nat({ max: 27 }), { minLength: 1, maxLength: 12 })
const scoresOf = (values: readonly number[]) =>
  values.map((total, place) => ({ total, dayNumber: 20_000 + 7 * place }))

describe('when an improvement was first seen', () => {
  test('by its records is when it was seen by its scores', () => {
    fc.assert(
      fc.property(totals, (values) => {
        const scores = scoresOf(values)
        const found = timeToReliableImprovement(phq9, scores)
        fc.pre(found !== null)
        const record = improvementRecords(phq9, scores).find(({ points }) => points >= 6)
        expect(record?.days ?? null).toBe(found?.isObserved ? found.days : null)
      }),
    )
  })

  test('a held improvement is never before the first, and its records rise', () => {
    fc.assert(
      fc.property(totals, fc.integer({ min: 1, max: 27 }), (values, threshold) => {
        const scores = scoresOf(values)
        const dayOf = (records: ReturnType<typeof improvementRecords>) =>
          records.find(({ points }) => points >= threshold)?.days ?? Number.POSITIVE_INFINITY
        const held = heldImprovementRecords(phq9, scores)
        expect(dayOf(held)).toBeGreaterThanOrEqual(dayOf(improvementRecords(phq9, scores)))
        expect([...held].sort((one, other) => one.points - other.points || one.days - other.days)).toEqual(
          held,
        )
      }),
    )
  })
})

const kind = fc.record({
  time: fc.nat({ max: 60 }),
  mark: fc.constantFrom(0 as const, 1 as const, 2 as const),
  n: fc.integer({ min: 1, max: 20 }),
})

describe('curves', () => {
  test('of the data twice over are the same, with twice as many', () => {
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 12 }), (kinds) => {
        const once = timeToEvent(kinds)
        const twice = timeToEvent([...kinds, ...kinds])
        expect(twice?.n).toBe(2 * (once?.n ?? 0))
        for (const [step, point] of (once?.curve ?? []).entries()) {
          expect(twice?.curve[step]?.shareWithout).toBeCloseTo(point.shareWithout, 10)
        }
      }),
    )
  })

  test('stop before fewer than five are at risk, and shares stay in 0 to 1', () => {
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 12 }), (kinds) => {
        const found = timeToEvent(kinds)
        for (const { atRisk } of [...(found?.curve ?? []), ...(found?.riskTable ?? [])]) {
          expect(atRisk).toBeGreaterThanOrEqual(5)
        }
        for (const { event, competing, low, high } of found?.incidence ?? []) {
          expect(event + competing).toBeLessThanOrEqual(1 + 1e-12)
          expect(low ?? event).toBeLessThanOrEqual(event)
          expect(high ?? event).toBeGreaterThanOrEqual(event)
          expect((high ?? 1) <= 1 && (low ?? 0) >= 0).toBe(true)
        }
      }),
    )
  })
})

describe('series', () => {
  test('every point in a run of eight is told of by exactly one signal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 2, maxLength: 40 }),
        (values) => {
          const series = chartSeries(values.map((value) => ({ n: 1, numerator: null, value })))
          const runs = signalsOf(series).filter((signal) => signal.kind === 'run_of_eight')
          for (const [place, point] of series.points.entries()) {
            const told = runs.filter(({ first, last }) => first <= place && place <= last)
            expect(told).toHaveLength(point.isInRunOfEight ? 1 : 0)
          }
          for (const { first, last } of runs) expect(last - first + 1).toBeGreaterThanOrEqual(8)
        },
      ),
    )
  })

  test('a day lies in its month and in its quarter, and periods follow each other without a gap', () => {
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, fc.constantFrom('month' as const, 'quarter' as const), (each, length) => {
        const period = periodOf(each, length)
        const { from, to } = daysOfPeriod(period)
        expect(from <= each && each <= to).toBe(true)
        const after = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)
        expect(periodsBetween(period, periodOf(after, length))).toHaveLength(2)
      }),
    )
  })
})
