// Severity-adjusted effect sizes, delta-adjusted sensitivity and non-inferiority against R 4.2.2 (small/extra.json), 1e-9.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { nonInferiority } from '../../../api/src/statistics/effect-size/non-inferiority.js'
import {
  severityAdjustedEffects,
  severityReference,
} from '../../../api/src/statistics/effect-size/severity-adjusted.js'
import { ancova } from '../../../api/src/statistics/regression/ancova.js'
import {
  deltaAdjustment,
  differenceAtDelta,
  tippingPoints,
} from '../../../api/src/statistics/regression/delta-adjustment.js'
import { meanWithInterval } from '../../../api/src/statistics/summary/moments.js'
import { readTable } from '../../builders/table.js'
import { fitted, robustOf } from './arm-comparison.js'

interface Reading {
  lower_95: number
  upper_95: number
  reading: string
}
interface Extra {
  severity_adjusted_effect_size: {
    intercept: number
    slope: number
    r_squared: number
    residual_sd: number
    sd_baseline: number
    reference_pre_post_effect_size: number
    by_group: { [group: string]: { n: number; mean: number; lower: number; upper: number } }
    first_members: { member_id: string; saes: number }[]
  }
  delta_adjusted_mnar: {
    observed: { combined: number; group_only: number }
    missing: { combined: number; group_only: number }
    b: number
    se: number
    df: number
    A1: number
    A0: number
    grid: {
      delta_combined: number
      delta_group_only: number
      estimate: number
      lower: number
      upper: number
    }[]
    tipping_delta_combined_estimate_zero: number
    tipping_delta_combined_upper_zero: number
    tipping_delta_combined_lower_zero: number
  }
  non_inferiority: {
    readings: (Reading & {
      margin: number
      difference: number
      se: number
      df: number
      t_noninferiority: number
      p_one_sided: number
      non_inferior: boolean
    })[]
    all_six_cases: (Reading & { given_difference: number; given_se: number; given_df: number })[]
  }
}

const fixture = (name: string) => new URL(`../../fixtures/reference/small/${name}`, import.meta.url)
const extra: Extra = JSON.parse(readFileSync(fixture('extra.json'), 'utf8'))
const table = readTable(fixture('comparison.csv'))
const baseline = table.numbers('baseline')
const last = table.numbers('last')
const near = (value: number) => expect.closeTo(value, 9)

test('severity-adjusted effect sizes of groups', () => {
  const expected = extra.severity_adjusted_effect_size
  const reference = fitted(severityReference(baseline, last))
  expect(reference).toMatchObject({
    intercept: near(expected.intercept),
    slope: near(expected.slope),
    rSquared: near(expected.r_squared),
    residualStandardDeviation: near(expected.residual_sd),
    baselineStandardDeviation: near(expected.sd_baseline),
    prePostEffectSize: near(expected.reference_pre_post_effect_size),
  })
  const effects = severityAdjustedEffects(reference, baseline, last)
  const members = table.texts('member_id')
  for (const { member_id, saes } of expected.first_members)
    expect(effects[members.indexOf(member_id)]).toEqual(near(saes))
  const groups = table.texts('group_id')
  for (const [group, { n, mean, lower, upper }] of Object.entries(expected.by_group)) {
    const own = [...effects].filter((_, i) => groups[i] === group)
    expect(meanWithInterval(own)).toMatchObject({
      n,
      mean: near(mean),
      interval: { low: near(lower), high: near(upper) },
    })
  }
})

test('the difference between arms under assumptions about missing outcomes', () => {
  const expected = extra.delta_adjusted_mnar
  const { arm, outcome, first } = outcomesNearWeek12()
  const found = fitted(deltaAdjustment(outcome, arm, first))
  expect(found).toEqual({
    kind: 'estimated',
    estimate: near(expected.b),
    standardError: near(expected.se),
    degreesOfFreedom: expected.df,
    observed: { arm1: expected.observed.combined, arm0: expected.observed.group_only },
    missing: { arm1: expected.missing.combined, arm0: expected.missing.group_only },
    perPointOfArm1: near(expected.A1),
    perPointOfArm0: near(expected.A0),
  })
  for (const { delta_combined, delta_group_only, estimate, lower, upper } of expected.grid) {
    expect(differenceAtDelta(found, delta_combined, delta_group_only)).toMatchObject({
      estimate: near(estimate),
      interval: { low: near(lower), high: near(upper) },
    })
  }
  expect(tippingPoints(found)).toEqual({
    estimateIsZero: near(expected.tipping_delta_combined_estimate_zero),
    lowIsZero: near(expected.tipping_delta_combined_lower_zero),
    highIsZero: near(expected.tipping_delta_combined_upper_zero),
  })
})

const READINGS: { [words: string]: string } = {
  'group only better': 'better',
  'non-inferior': 'non_inferior',
  'non-inferior but worse (difference below the margin)': 'non_inferior_but_worse',
  inferior: 'inferior',
  'worse; non-inferiority not shown': 'worse_and_non_inferiority_not_shown',
  'these data cannot tell': 'cannot_tell',
}

describe('non-inferiority of group only', () => {
  test('at margins of 1 to 4 points', () => {
    const model = fitted(
      ancova({
        outcome: last,
        arm: { name: 'arm', values: table.numbers('arm_combined') },
        baseline: { name: 'baseline', values: baseline },
      }),
    )
    const { estimate, standardErrorCr2, degreesOfFreedom } = robustOf(
      model.fit,
      table.texts('group_id'),
      'arm',
    )
    for (const expected of extra.non_inferiority.readings) {
      expect(
        nonInferiority(-estimate, standardErrorCr2, degreesOfFreedom ?? Number.NaN, expected.margin),
      ).toEqual({
        margin: expected.margin,
        interval: {
          low: near(expected.lower_95),
          high: near(expected.upper_95),
          level: 0.95,
          method: 'student_t',
        },
        t: near(expected.t_noninferiority),
        pOneSided: near(expected.p_one_sided),
        isNonInferior: expected.non_inferior,
        reading: READINGS[expected.reading],
      })
    }
  })
  test('in all six readings', () => {
    for (const expected of extra.non_inferiority.all_six_cases) {
      const found = nonInferiority(expected.given_difference, expected.given_se, expected.given_df, 2)
      expect(found).toMatchObject({
        interval: { low: near(expected.lower_95), high: near(expected.upper_95) },
        reading: READINGS[expected.reading],
      })
    }
  })
})

/** The score nearest week 12 within weeks 10 to 14 of every member with a baseline; none = missing. */
function outcomesNearWeek12() {
  const scores = readTable(fixture('phq9_long.csv'))
  const members = new Map<
    string,
    { arm: number; first: number; near: { week: number; score: number } | null }
  >()
  const [ids, arms, days, totals] = [
    scores.texts('member_id'),
    scores.numbers('arm_combined'),
    scores.numbers('day'),
    scores.numbers('score'),
  ]
  for (const [i, id] of ids.entries()) {
    const score = totals[i] ?? Number.NaN
    const week = (days[i] ?? Number.NaN) / 7
    const member = members.get(id) ?? { arm: arms[i] ?? Number.NaN, first: score, near: null }
    const isNearer = member.near === null || Math.abs(week - 12) < Math.abs(member.near.week - 12)
    if (week >= 10 && week <= 14 && isNearer) member.near = { week, score }
    members.set(id, member)
  }
  const all = [...members.values()]
  return {
    arm: all.map(({ arm }) => arm),
    first: all.map(({ first }) => first),
    outcome: all.map((member) => member.near?.score ?? null),
  }
}
