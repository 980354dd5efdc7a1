/** The reference set, imported, gives on the routes of the programme what R gives over the same files. */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { programmeOutcomesSchema } from '../../api/src/contracts/programme.js'
import {
  controlChartSchema,
  doseResponseSchema,
  funnelSchema,
  timeToChangeSchema,
} from '../../api/src/contracts/programme-charts.js'
import { missingDataSchema } from '../../api/src/contracts/programme-parts.js'
import { importsService, runImport } from '../integration/imports/run-import.js'
import { asDirector } from '../integration/support/as-director.js'
import { type Caller, startTestApi, type TestApi } from '../integration/support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../integration/support/test-database.js'
import { readExpected } from './support/paired-rates.js'

/** From R, over the same files: test/fixtures/reference-small/README.md, test/fixtures/reference/README.md. */
const expected = (name: string) =>
  readExpected(new URL(`../fixtures/reference-small/expected/${name}.json`, import.meta.url))
const change = expected('change')
const arms = expected('arms')
const process = expected('process')
const survival = expected('survival')
const growth = expected('growth')
const extra = readExpected(new URL('../fixtures/reference/small/extra.json', import.meta.url))
/** Closed forms of the same whole numbers: rounding of the 15 digits that the files have. */
const DIGITS = 9

let database: TestDatabase
let api: TestApi
let director: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  const files = ['groups', 'members', 'sessions', 'attendance', 'responses'].map(
    (name): [string, Uint8Array] => [
      `${name}.csv`,
      readFileSync(new URL(`../fixtures/reference-small/data/${name}.csv`, import.meta.url)),
    ],
  )
  await runImport(importsService(database), Object.fromEntries(files))
  api = await startTestApi(database)
  director = await asDirector(api)
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const outcomes = (query = '') => director.read(programmeOutcomesSchema, `/programme/outcomes?${query}`)

describe('rates', () => {
  test.each(['phq9', 'gad7'])('reliable change on %s by Jacobson and Truax', async (code) => {
    const { deteriorated = 0, improved, recovered, unchanged } = change.change[code].jacobson_truax_counts
    const { by_measure } = await outcomes('rules=jacobson_truax')
    expect(by_measure[code]).toMatchObject({
      reliably_improved: { numerator: improved + recovered },
      no_reliable_change: { numerator: unchanged },
      reliably_deteriorated: { numerator: deteriorated },
    })
  })

  test('the pre-post effect size', async () => {
    const { n, d_pre_sd } = arms.pre_post.phq9
    const { effect_size } = (await outcomes()).by_measure.phq9 ?? {}
    expect(effect_size).toMatchObject({
      n,
      d: expect.closeTo(d_pre_sd.d, DIGITS),
      g: expect.closeTo(d_pre_sd.g, DIGITS),
      interval: {
        low: expect.closeTo(d_pre_sd.g_lower, DIGITS),
        high: expect.closeTo(d_pre_sd.g_upper, DIGITS),
      },
    })
  })

  test('the severity-adjusted effect size of a group, against all', async () => {
    const { by_group, n, intercept, slope, sd_baseline } = extra.severity_adjusted_effect_size
    const reference = {
      n,
      intercept: expect.closeTo(intercept, DIGITS),
      slope: expect.closeTo(slope, DIGITS),
      sd_baseline: expect.closeTo(sd_baseline, DIGITS),
    }
    for (const group of ['G001', 'G003', 'G006']) {
      const found = (await outcomes(`group=${group}`)).by_measure.phq9?.severity_adjusted
      const { n: members, mean, lower, upper } = by_group[group]
      expect(found).toMatchObject({
        n: members,
        mean: expect.closeTo(mean, DIGITS),
        interval: { low: expect.closeTo(lower, DIGITS), high: expect.closeTo(upper, DIGITS) },
        reference,
      })
    }
    const all = (await outcomes()).by_measure.phq9?.severity_adjusted
    expect(all).toMatchObject({ mean: expect.closeTo(0, DIGITS) })
  })
})

describe('charts', () => {
  test('attendance by month has the limits of the worked example of Laney', async () => {
    const { pbar, sigma_z, points } = extra.laney_p_prime
    const chart = await director.read(
      controlChartSchema,
      '/programme/control-chart?metric=attendance&by=month',
    )
    expect([chart.centre, chart.sigma_z]).toEqual([
      expect.closeTo(pbar, DIGITS),
      expect.closeTo(sigma_z, DIGITS),
    ])
    expect(
      chart.points.map(({ period, numerator, n, lower, upper, is_outside }) => [
        period,
        numerator,
        n,
        lower,
        upper,
        is_outside,
      ]),
    ).toEqual(
      points.map(
        (point: { month: string; x: number; n: number; lower: number; upper: number; outside: boolean }) => [
          point.month,
          point.x,
          point.n,
          expect.closeTo(point.lower, DIGITS),
          expect.closeTo(point.upper, DIGITS),
          point.outside,
        ],
      ),
    )
  })

  test('the funnel of groups has the flags of the worked example, widened for over-dispersion', async () => {
    const { target, phi_scaled: phi, units } = extra.funnel_overdispersion_exact_scaled.group
    const funnel = await director.read(
      funnelSchema,
      '/programme/funnel?family=paired&rate=reliable_improvement&by=group',
    )
    expect(funnel.target).toBeCloseTo(target, DIGITS)
    expect(funnel.over_dispersion).toMatchObject({ phi: expect.closeTo(phi, DIGITS), is_applied: true })
    expect(funnel.units.map(({ unit, numerator, n, flag }) => [unit, numerator, n, flag])).toEqual(
      units.map((unit: { unit: string; r: number; n: number; flag_additive: string }) => [
        unit.unit,
        unit.r,
        unit.n,
        unit.flag_additive,
      ]),
    )
    const first = units[0]
    const line = funnel.limits.find(({ n }) => n === first.n)
    expect(line).toEqual({
      n: first.n,
      exact: closeTo(first.exact),
      widened: closeTo(first.additive),
    })
  })

  test('time to the first reliable improvement, overall and by arm, with the log-rank test', async () => {
    const { overall, by, log_rank } = survival.reliable_improvement
    const found = await director.read(timeToChangeSchema, '/programme/time-to-change?by=arm')
    expect(found.overall).toMatchObject({
      n: overall.n,
      events: overall.events,
      median: { time: overall.median, low: overall.median_lower_loglog, high: overall.median_upper_loglog },
    })
    for (const { time, survival: share } of overall.at)
      expect(shareAt(found.overall, time)).toBeCloseTo(share, DIGITS)
    for (const stratum of found.strata) {
      const { n, events, at } = by[stratum.stratum]
      expect(stratum).toMatchObject({ n, events })
      for (const { time, at_risk, survival: share } of at) {
        if (at_risk >= 5) expect(shareAt(stratum, time)).toBeCloseTo(share, DIGITS)
      }
    }
    expect(found.log_rank).toMatchObject({
      chi_square: expect.closeTo(log_rank.chisq, DIGITS),
      df: log_rank.df,
      p: expect.closeTo(log_rank.p, DIGITS),
    })
  })

  test('time to dropout in sessions', async () => {
    const { overall } = process.dropout.time_to_dropout_in_sessions
    const found = await director.read(
      timeToChangeSchema,
      '/programme/time-to-change?event=dropout_by_attendance',
    )
    expect(found.overall).toMatchObject({ n: overall.n, events: overall.events })
    for (const { time, survival: share } of overall.at)
      expect(shareAt(found.overall, time)).toBeCloseTo(share, DIGITS)
  })

  test('sessions attended against change', async () => {
    const { sessions_attended_vs_phq9_change, attendance_rate_vs_phq9_change, adjusted } =
      process.dose_response
    const { pearson, spearman, n } = sessions_attended_vs_phq9_change
    const found = await director.read(doseResponseSchema, '/programme/dose-response')
    expect(found).toMatchObject({
      n,
      pearson: {
        estimate: expect.closeTo(pearson.r, DIGITS),
        p: expect.closeTo(pearson.p, DIGITS),
        interval: {
          low: expect.closeTo(pearson.lower_fisher, DIGITS),
          high: expect.closeTo(pearson.upper_fisher, DIGITS),
        },
      },
      spearman: { estimate: expect.closeTo(spearman.rho, DIGITS) },
      attendance_rate_pearson: {
        estimate: expect.closeTo(attendance_rate_vs_phq9_change.pearson.r, DIGITS),
        n: attendance_rate_vs_phq9_change.n,
      },
      adjusted_per_session: {
        estimate: expect.closeTo(adjusted.attended.estimate, DIGITS),
        se: expect.closeTo(adjusted.attended.se, DIGITS),
      },
    })
  })

  test('the mixed model of all scores, read at the median length of the completers', async () => {
    const { fixed, n_levels } = growth.models.phq9_slope_reml
    const { week } = fixed
    const found = await director.read(missingDataSchema, '/programme/missing-data')
    const model = found.methods.find(({ method }) => method === 'mixed_model')
    const weeks = found.horizon_weeks ?? Number.NaN
    // Estimates agree with lme4 within 1e-4 of a standard error at worst (tolerance of the reference).
    expect(model).toMatchObject({
      n: n_levels.member_id,
      change: {
        estimate: expect.closeTo(-week.estimate * weeks, 3),
        se: expect.closeTo(week.se * weeks, 3),
      },
    })
    const [completers, lastObservation] = found.methods
    // Of 117 members with a baseline two have a single score: they count as no change.
    expect([found.one_score, lastObservation?.n]).toEqual([2, 117])
    expect(lastObservation?.change?.estimate).toBeCloseTo(
      ((arms.pre_post.phq9.mean_pre - arms.pre_post.phq9.mean_post) * 115) / 117,
      DIGITS,
    )
    expect(completers?.n).toBeLessThan(115)
  })
})

type Curve = Awaited<ReturnType<typeof timeToChangeSchema.parse>>['overall']

/** The last step at or before a time. */
function shareAt(curve: Curve, time: number): number | undefined {
  return curve?.curve.filter((point) => point.time <= time).at(-1)?.share_without
}

function closeTo(limits: Record<string, number>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(limits).map(([name, value]) => [name, expect.closeTo(value, DIGITS)]),
  )
}
