import { describe, expect, test } from '@jest/globals'
import type { MeasureOutcomes, ProgrammeTrajectory } from '../../../../api/src/contracts/programme.js'
import { outcomeClasses } from '../../../../dashboard/src/charts/outcome-classes.model.js'
import { trajectoryWithInterval } from '../../../../dashboard/src/charts/trajectory-with-interval.model.js'
import { PHQ9, RSES } from './measures.js'

function observed(means: readonly number[], leftOut = 0): ProgrammeTrajectory['overall'] {
  return {
    measure: 'phq9',
    n_episodes: 40,
    points_left_out: leftOut,
    points: means.map((mean, week) => ({
      week,
      n: 40 - week,
      mean,
      sd: 5,
      interval: { low: mean - 1, high: mean + 1, level: 0.95, method: 't' },
    })),
  }
}
const TRAJECTORY: ProgrammeTrajectory = {
  measure: 'phq9',
  overall: observed([15, 13, 11.6], 1),
  by_arm: { group_only: observed([14.5, 13], 2), combined: observed([], 3) },
  provenance: {
    as_of: '2026-11-22',
    filters: {},
    period_basis: 'episode_end',
    period_found: null,
    calculation_version: 1,
    n_groups: 4,
  },
}

describe('the mean course of a programme', () => {
  test('the scale holds bands and cut-off, in steps of five, and never leaves the measure', () => {
    const model = trajectoryWithInterval(TRAJECTORY, PHQ9, 'overall')
    // Bands reach from 10.6 to 16, the cut-off is 10: 5 to 20.
    expect([model.yDomain, model.yTicks]).toEqual([{ low: 5, high: 20 }, [5, 10, 15, 20]])
    const high = trajectoryWithInterval({ ...TRAJECTORY, overall: observed([26, 25]) }, PHQ9, 'overall')
    expect(high.yDomain).toEqual({ low: 5, high: 27 })
  })

  test('an arm without points is not drawn; what was left out is counted over both arms', () => {
    const model = trajectoryWithInterval(TRAJECTORY, PHQ9, 'by_arm')
    expect(model.series.map((series) => series.label)).toEqual(['group only'])
    expect(model.pointsLeftOut).toBe(5)
  })

  test('a measure without a cut-off has no caseness line', () => {
    expect(trajectoryWithInterval(TRAJECTORY, RSES, 'overall').caseness).toBeNull()
  })

  test('the table holds each point with its n and interval, unrounded', () => {
    const model = trajectoryWithInterval(TRAJECTORY, PHQ9, 'overall')
    expect(model.table.rows.map((row) => row.cells)).toEqual([
      ['all members', 0, 40, 15, 14, 16],
      ['all members', 1, 39, 13, 12, 14],
      ['all members', 2, 38, 11.6, 10.6, 12.6],
    ])
  })
})

function share(numerator: number, denominator: number): MeasureOutcomes['reliably_improved'] {
  const interval = { low: 0, high: 1, level: 0.95, method: 'wilson' }
  return { numerator, denominator, proportion: numerator / denominator, interval }
}
const NO_MEAN = { n: 0, mean: null, sd: null, interval: null }
const OUTCOMES: MeasureOutcomes = {
  n_baseline: 24,
  n_paired: 20,
  baseline: NO_MEAN,
  last: NO_MEAN,
  change: NO_MEAN,
  reliably_improved: share(12, 20),
  no_reliable_change: share(7, 20),
  reliably_deteriorated: share(1, 20),
  response: null,
  remission: null,
  effect_size: { refused: true, reason: 'too_few_members', message: 'Too few.' },
  severity_adjusted: { refused: true, reason: 'too_few_members', message: 'Too few.' },
  band_moves: [],
  completeness: share(20, 24),
}

describe('outcome classes', () => {
  test('the segments of a bar lie end to end and hold every paired episode', () => {
    const { bars } = outcomeClasses({ phq9: OUTCOMES })
    expect(bars[0]?.segments.map(({ key, count, start, percent }) => [key, count, start, percent])).toEqual([
      ['reliably_improved', 12, 0, '60\u202f%'],
      ['no_reliable_change', 7, expect.closeTo(0.6, 10), '35\u202f%'],
      ['reliably_deteriorated', 1, expect.closeTo(0.95, 10), '5\u202f%'],
    ])
    expect(bars[0]?.note).toBe('20 episodes with two scores; 4 with one score left out')
  })

  test('a measure that nobody filled in twice has no bar', () => {
    expect(outcomeClasses({ rses: { ...OUTCOMES, n_paired: 0 } }).bars).toEqual([])
  })

  test('a measure without a threshold of reliable change has no bar', () => {
    const unjudged = { numerator: 0, denominator: 0, proportion: null, interval: null }
    const rses = { ...OUTCOMES, reliably_improved: unjudged, no_reliable_change: unjudged }
    expect(outcomeClasses({ rses: { ...rses, reliably_deteriorated: unjudged } }).bars).toEqual([])
  })
})
