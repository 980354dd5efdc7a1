import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type ForestEntry, forestBlock, forestEntry } from '../../../../dashboard/src/charts/forest.model.js'
import { sharedAssumptions } from '../../../../dashboard/src/charts/forest-assumptions.js'
import { lovePlot } from '../../../../dashboard/src/charts/love-plot.model.js'
import { propensityOverlap } from '../../../../dashboard/src/charts/propensity-overlap.model.js'
import { studyFlow } from '../../../../dashboard/src/charts/study-flow.model.js'
import { shareAt, timeToEvent } from '../../../../dashboard/src/charts/time-to-event.model.js'
import { anEstimate, aRefusedEstimate } from '../estimate-builder.js'

const QUESTION = {
  key: 'points',
  title: 'Points',
  unit: 'points',
  margin: null,
  favoursLow: 'favours combined',
  favoursHigh: 'favours group only',
} as const
const markOf = (entry: ForestEntry, changes: object = {}) =>
  forestBlock({ ...QUESTION, ...changes, entries: [entry] }).rows[0]?.mark

describe('the forest', () => {
  test('puts no difference in the middle, and twice as far from it as half on a ratio', () => {
    const points = markOf(forestEntry(anEstimate()))
    expect(points?.high).toBe(0.5)
    expect((0.5 - (points?.low ?? 0)) / (0.5 - (points?.at ?? 0))).toBeCloseTo(2, 9)
    const ratio = markOf(forestEntry(anEstimate({ unit: 'ratio', low: 0.5, estimate: 1, high: 2 })), {
      unit: 'ratio',
    })
    expect(ratio?.at).toBe(0.5)
    expect((ratio?.low ?? 0) + (ratio?.high ?? 0)).toBeCloseTo(1, 9)
  })

  test('never draws outside of its axis, and marks an interval that goes on beyond it', () => {
    const number = fc.double({ min: -200, max: 200, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, number), { minLength: 1 }), (given) => {
        const entries = given.map(([a, b, c], place) => {
          const [low, estimate, high] = [a, b, c].sort((one, other) => one - other)
          return forestEntry(
            anEstimate({
              name: String(place),
              role: place === 0 ? 'main' : 'sensitivity',
              low: low ?? 0,
              estimate: estimate ?? 0,
              high: high ?? 0,
            }),
          )
        })
        for (const { mark } of forestBlock({ ...QUESTION, margin: 2, entries }).rows) {
          if (mark === null) throw new Error('An interval was not drawn.')
          expect(mark.low).toBeGreaterThanOrEqual(0)
          expect(mark.high).toBeLessThanOrEqual(1)
          expect(mark.low).toBeLessThanOrEqual(mark.high)
        }
      }),
    )
    const tiny = forestEntry(anEstimate({ name: 'few', role: 'secondary', low: -14, high: 17, estimate: 1 }))
    const main = forestEntry(anEstimate())
    const [, few] = forestBlock({ ...QUESTION, entries: [main, tiny] }).rows
    expect(few?.mark).toMatchObject({ low: 0, high: 1, isCutLow: true, isCutHigh: true })
    expect(few?.ends).toBe('−14.00 to 17.00')
  })

  test('keeps the whole margin in sight, whatever the intervals', () => {
    const { axis } = forestBlock({
      ...QUESTION,
      margin: 2,
      entries: [forestEntry(anEstimate({ low: -0.1, estimate: 0, high: 0.1 }))],
    })
    expect(axis.margin?.low).toBeGreaterThan(0)
    expect(axis.margin?.high).toBeLessThan(1)
  })

  test('draws no mark for an estimate that was refused, and says why in a sentence', () => {
    const [row] = forestBlock({ ...QUESTION, entries: [forestEntry(aRefusedEstimate())] }).rows
    expect([row?.mark, row?.refusal]).toEqual([
      null,
      'An adjusted comparison needs at least 10 members in each arm; there are 6.',
    ])
  })

  test('shows shares as percentage points and every difference with its sign', () => {
    const share = forestEntry(anEstimate({ unit: 'share', low: -0.005, estimate: 0.0885, high: 0.182 }))
    const [row] = forestBlock({ ...QUESTION, unit: 'share', entries: [share] }).rows
    expect([row?.value, row?.ends]).toEqual(['+8.9', '−0.5 to 18.2'])
  })

  test('a ratio whose limit is 0 has no place on a logarithmic axis', () => {
    expect(
      markOf(forestEntry(anEstimate({ unit: 'ratio', low: 0, estimate: 1, high: 2 })), { unit: 'ratio' }),
    ).toBeNull()
  })
})

test('what three estimates assume is said once under a letter, and what one assumes stays with it', () => {
  const entries = ['Alike. Seen.', 'Alike. Straight.', 'Alike.', 'Nothing.'].map((assumes, place) =>
    forestEntry(anEstimate({ name: String(place), assumes })),
  )
  const { shared, entries: own } = sharedAssumptions(entries)
  expect(shared).toEqual([{ letter: 'a', words: 'Alike.' }])
  expect(own.map(({ detail }) => detail)).toEqual([
    'Assumes a. Seen.',
    'Assumes a. Straight.',
    'Assumes a.',
    'Nothing.',
  ])
})

describe('the love plot', () => {
  const arm = { n: 20, missing: 1, mean: 16.5, sd: 5.5 }
  const row = {
    name: 'baseline',
    label: 'PHQ-9 baseline',
    kind: 'number' as const,
    combined: arm,
    group_only: { ...arm, missing: 0, mean: 13.9 },
    smd: 0.49,
    smd_weighted: 0.001,
    is_alike: true,
  }

  test('puts a difference of none in the middle and names who is not recorded', () => {
    const [first] = lovePlot([row], 0.1).rows
    expect(first).toMatchObject({
      combined: '16.5 (5.5)',
      groupOnly: '13.9 (5.5)',
      missing: '1 not recorded',
      words: '+0.49 → 0.00',
    })
    expect(first?.after).toBeCloseTo(0.5, 2)
    expect(first?.before).toBeGreaterThan(0.9)
  })

  test('without weights there is no second mark, and nothing is called alike', () => {
    const model = lovePlot([{ ...row, smd_weighted: null, is_alike: null }], 0.1)
    expect([model.isWeighted, model.rows[0]?.after, model.rows[0]?.words]).toEqual([false, null, '+0.49 → –'])
  })
})

test('the flow adds up: each step is the one before it less those left out', () => {
  const { rows } = studyFlow([
    { step: 'all_episodes', label: 'Episodes', n: 40, excluded: 0, combined: null, group_only: null },
    { step: 'arm_known', label: 'Arm known', n: 30, excluded: 10, combined: 10, group_only: 20 },
  ])
  expect(rows.map(({ bar }) => bar)).toEqual([
    { all: 1, combined: 0, groupOnly: 0 },
    { all: 0.75, combined: 0.25, groupOnly: 0.5 },
  ])
  expect(rows[1]?.isLast).toBe(true)
})

test('propensities are drawn as shares of their own arm, and members counted as they are', () => {
  const model = propensityOverlap({
    bins: [
      { from: 0, to: 0.5, combined: 1, group_only: 30 },
      { from: 0.5, to: 1, combined: 9, group_only: 10 },
    ],
    range: { combined: { low: 0.4, high: 0.9 }, group_only: { low: 0.1, high: 0.8 } },
  })
  expect(model.bars.map(({ combinedShare, groupOnlyShare }) => [combinedShare, groupOnlyShare])).toEqual([
    [0.1, 0.75],
    [0.9, 0.25],
  ])
  expect([model.highest, model.common]).toEqual([0.9, { low: 0.4, high: 0.8 }])
  expect(model.table.rows.map(({ cells }) => cells.slice(-2))).toEqual([
    [1, 30],
    [9, 10],
  ])
})

describe('the time to an event', () => {
  const series = {
    key: 'combined',
    label: 'combined',
    n: 12,
    events: 2,
    steps: [
      { time: 14, share: 0.1, low: 0.02, high: 0.3 },
      { time: 28, share: 0.25, low: 0.1, high: 0.5 },
    ],
    stoppedAt: 40,
    risk: [
      { time: 0, atRisk: 12 },
      { time: 28, atRisk: 8 },
      { time: 56, atRisk: 2 },
    ],
  }

  test('a curve holds the share of its last step, and stops where too few are at risk', () => {
    const model = timeToEvent('By day', [series])
    expect(model.series[0]?.end).toEqual({ time: 40, share: 0.25 })
    expect(model.ticks).toEqual([
      { day: 0, label: 'start' },
      { day: 28, label: 'week 4' },
    ])
    expect(model.risk.rows[0]?.atRisk).toEqual([12, 8])
  })

  test('between two steps the share is that of the earlier one', () => {
    expect([shareAt(series, 13), shareAt(series, 27)?.share, shareAt(series, 28)?.share]).toEqual([
      null,
      0.1,
      0.25,
    ])
  })

  test('without a step there is nothing to draw, and the axis still has a length', () => {
    const model = timeToEvent('By day', [{ ...series, steps: [], risk: [], stoppedAt: null }])
    expect([model.xDomain, model.series[0]?.end.share]).toEqual([{ low: 0, high: 1 }, 0])
  })
})
