import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ProgrammeOutcomes } from '../../../api/src/contracts/programme.js'
import type { Equity } from '../../../api/src/contracts/programme-parts.js'
import { publishedProgrammeSchema } from '../../../api/src/contracts/published-programme.js'
import { hiddenCounts } from '../../../api/src/core/disclosure/published-counts.js'
import { publishProgramme } from '../../../api/src/features/report-runs/freeze/publish-programme.js'

const share = (numerator: number, denominator: number) => ({
  numerator,
  denominator,
  proportion: denominator === 0 ? null : numerator / denominator,
  interval: null,
})
const mean = (n: number, value = 12.345) => ({ n, mean: value, sd: 5.4321, interval: null })

interface Counts {
  readonly episodes: number
  readonly started: number
  readonly finished: number
  readonly cases: number
  readonly recovery: number
  readonly reliableRecovery: number
  readonly improvement: number
  readonly deterioration: number
  readonly paired: number
}

/** 500 episodes, 450 started, 400 finished, 300 of them cases at the start; every part and every rest above 10. */
const LARGE: Counts = {
  episodes: 500,
  started: 450,
  finished: 400,
  cases: 300,
  recovery: 142,
  reliableRecovery: 123,
  improvement: 230,
  deterioration: 28,
  paired: 352,
}

function outcomesOf(counts: Counts): ProgrammeOutcomes {
  const rates = {
    episodes: counts.episodes,
    finished: counts.finished,
    national: {
      reliable_recovery: share(counts.reliableRecovery, counts.cases),
      recovery: share(counts.recovery, counts.cases),
      reliable_improvement: share(counts.improvement, counts.finished),
      reliable_deterioration: share(counts.deterioration, counts.finished),
      paired_data: share(counts.paired, counts.finished),
    },
    paired: {
      n_members: counts.paired,
      n_eligible: counts.paired,
      caseness_at_start: counts.cases,
      recovery: share(0, 0),
      reliable_recovery: share(0, 0),
      reliable_improvement: share(0, 0),
      reliable_deterioration: share(0, 0),
    },
    dropout: { by_attendance: share(90, counts.started), as_recorded: share(70, counts.started) },
    attendance: share(4_000, 5_000),
  }
  return {
    ...rates,
    by_measure: {
      phq9: {
        n_baseline: 400,
        n_paired: 352,
        baseline: mean(400),
        last: mean(352),
        change: mean(9),
        reliably_improved: share(200, 352),
        no_reliable_change: share(144, 352),
        reliably_deteriorated: share(8, 352),
        response: null,
        remission: null,
        effect_size: NOT_TESTED,
        severity_adjusted: NOT_TESTED,
        band_moves: [],
        completeness: share(3_000, 4_000),
      },
    },
    previous_period: null,
    benchmarks: { source: '', caveat: '', years: [], therapies: [] },
    rules: { code: 'standard', reliable_points: {} },
    moves: [],
    state: { kind: 'answered', message: null, relax: [{ filter: 'site', episodes: 3 }] },
    provenance: {
      as_of: '2026-06-01',
      filters: {},
      period_basis: 'episode_end',
      period_found: null,
      calculation_version: 1,
      n_groups: 40,
    },
  }
}

const NOT_TESTED = { refused: true as const, reason: 'none', message: 'None.' }

const equity: Equity = {
  smallest_shown: 11,
  total: { finished: 400, rates: outcomesOf(LARGE).national },
  dimensions: [
    {
      dimension: 'gender',
      strata: [
        { stratum: 'female', finished: 233, rates: outcomesOf(LARGE).national },
        {
          stratum: 'nonbinary',
          finished: { suppressed: true, reason: 'small_number' },
          rates: outcomesOf(LARGE).national,
        },
      ],
      differences: {
        reliable_recovery: NOT_TESTED,
        recovery: NOT_TESTED,
        reliable_improvement: NOT_TESTED,
        reliable_deterioration: NOT_TESTED,
        paired_data: NOT_TESTED,
      },
      suppressed: 1,
    },
  ],
  comparisons: 0,
  note: '',
  state: outcomesOf(LARGE).state,
  rules: outcomesOf(LARGE).rules,
  provenance: outcomesOf(LARGE).provenance,
}

const published = (changed: Partial<Counts> = {}) =>
  publishedProgrammeSchema.parse(publishProgramme(outcomesOf({ ...LARGE, ...changed }), equity))

const SMALL = { suppressed: true, reason: 'small_number' }
const WOULD_REVEAL = { suppressed: true, reason: 'would_reveal_a_small_number' }

describe('what leaves for the public', () => {
  test('counts are rounded to 5, and shares follow from the rounded counts', () => {
    const { finished, national } = published()
    expect(finished).toBe(400)
    // 142 of 300: 140 of 300 is 46.7 %, where 142 would be 47.3 %.
    expect(national.recovery).toMatchObject({ numerator: 140, denominator: 300, proportion: 140 / 300 })
    expect(national.reliable_recovery).toMatchObject({ numerator: 125, denominator: 300 })
    expect(published().equity[0]?.strata[0]).toMatchObject({ finished: 235 })
  })

  test('a count from 1 to 10 is kept back, 0 and 11 are not', () => {
    const deteriorated = (deterioration: number) =>
      published({ deterioration }).national.reliable_deterioration
    expect(deteriorated(10)).toEqual(SMALL)
    expect(deteriorated(1)).toEqual(SMALL)
    expect(deteriorated(0)).toMatchObject({ numerator: 0 })
    expect(deteriorated(11)).toMatchObject({ numerator: 10 })
  })

  test('so is what less another one would tell of few: those who recovered, but not reliably', () => {
    const { national } = published({ recovery: 130 })
    expect(national.recovery).toEqual(WOULD_REVEAL)
    expect(national.reliable_recovery).toMatchObject({ numerator: 125 })
  })

  test('a share of a whole that is kept back is kept back', () => {
    const { national } = published({ cases: 395 })
    expect([national.recovery, national.reliable_recovery]).toEqual([WOULD_REVEAL, WOULD_REVEAL])
    expect(national.reliable_improvement).toMatchObject({ numerator: 230 })
  })

  test('of three classes that add up, two are kept back where one is small', () => {
    const [phq9] = published().by_measure
    expect(phq9).toMatchObject({
      reliably_deteriorated: SMALL,
      no_reliable_change: WOULD_REVEAL,
      reliably_improved: { numerator: 200 },
    })
  })

  test('a mean is of 11 people or more, says no more than a tenth, and its interval stays here', () => {
    const [phq9] = published().by_measure
    expect(phq9?.baseline).toEqual({ n: 400, mean: 12.3, sd: 5.4, interval: null })
    expect(phq9?.change).toEqual(SMALL)
  })

  test('how many there would be under other filters stays here, and what is kept back is counted', () => {
    const { state, suppressed } = published()
    expect(state.relax).toEqual([])
    // Of the measure: two classes and the change; of the strata: one size.
    expect(suppressed).toBe(4)
  })
})

test('whatever the counts, no shown count and no rest of one that holds another is from 1 to 10', () => {
  const wholes = [
    { whole: 'all', parts: ['some'], giveUp: 'some' },
    { whole: 'some', parts: ['few'], giveUp: 'few' },
    { whole: 'all', parts: ['few', 'others'], giveUp: 'others' },
  ] as const
  const counted = fc.record({
    all: fc.integer({ min: 0, max: 80 }),
    some: fc.integer({ min: 0, max: 60 }),
    few: fc.integer({ min: 0, max: 40 }),
    others: fc.integer({ min: 0, max: 40 }),
  })
  fc.assert(
    fc.property(counted, (counts) => {
      const hidden = hiddenCounts(counts, wholes)
      const small = (count: number) => count >= 1 && count <= 10
      for (const [name, count] of Object.entries(counts))
        if (small(count)) expect([...hidden.keys()]).toContain(name)
      for (const { whole, parts } of wholes) {
        if ([whole, ...parts].some((name) => hidden.has(name))) continue
        expect(small(parts.reduce((left, part) => left - counts[part], counts[whole]))).toBe(false)
      }
    }),
  )
})
