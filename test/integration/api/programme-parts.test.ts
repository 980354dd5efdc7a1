/** The pictures of the programme on a clinic that was counted by hand, and the rows behind each of their numbers. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { programmeCompletenessSchema } from '../../../api/src/contracts/completeness.js'
import { episodeListSchema } from '../../../api/src/contracts/members.js'
import { problemSchema } from '../../../api/src/contracts/problem.js'
import { programmeOutcomesSchema } from '../../../api/src/contracts/programme.js'
import {
  CONTROL_METRICS,
  controlChartSchema,
  doseResponseSchema,
  funnelSchema,
  PROGRAMME_RATES,
  timeToChangeSchema,
} from '../../../api/src/contracts/programme-charts.js'
import { equitySchema, flowSchema, missingDataSchema } from '../../../api/src/contracts/programme-parts.js'
import { OUTCOME_RULES, type RowsLink, TIMED_EVENTS } from '../../../api/src/contracts/programme-query.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { asDirector } from '../support/as-director.js'
import { insertClinic } from '../support/insert-clinic.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let api: TestApi
let director: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  await database.ownerQuery(`insert into setting (name, value) values ('therapist_funnel', 'true')`)
  api = await startTestApi(database)
  director = await asDirector(api)
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

/** How many rows a link lists. */
async function rowsBehind(link: RowsLink | null): Promise<number> {
  if (link === null || link.path !== '/episodes') throw new Error('There is no list of episodes.')
  const query = new URLSearchParams({ ...link.query, page_size: '500' })
  const list = await director.read(episodeListSchema, `${link.path}?${query}`)
  expect(list.total).toBe(list.episodes.length)
  return list.total
}

const FILTERS = [
  '',
  'site=north',
  'arm=combined',
  'from=2026-01-01&to=2026-12-31',
  'structure=open&measure=gad7',
]

describe('every number of a picture can be followed to its rows', () => {
  test.each(FILTERS)('months, with the filters "%s"', async (query) => {
    for (const metric of CONTROL_METRICS.filter((each) => each !== 'attendance')) {
      const chart = await director.read(
        controlChartSchema,
        `/programme/control-chart?${query}&metric=${metric}`,
      )
      for (const { rows, rows_of_n, numerator, n, period } of chart.points) {
        const behind = [await rowsBehind(rows), await rowsBehind(rows_of_n)]
        expect({ metric, period, behind }).toEqual({ metric, period, behind: [numerator ?? n, n] })
      }
    }
  })

  test.each(FILTERS)('units, with the filters "%s"', async (query) => {
    for (const by of ['site', 'group', 'therapist'] as const) {
      for (const rate of PROGRAMME_RATES) {
        for (const family of ['national', 'paired'] as const) {
          const path = `/programme/funnel?${query}&by=${by}&rate=${rate}&family=${family}`
          const { units } = await director.read(funnelSchema, path)
          for (const unit of units) {
            expect([path, await rowsBehind(unit.rows), await rowsBehind(unit.rows_of_n)]).toEqual([
              path,
              unit.numerator,
              unit.n,
            ])
          }
        }
      }
    }
  })

  test.each(FILTERS)('curves, with the filters "%s"', async (query) => {
    for (const event of TIMED_EVENTS) {
      for (const by of ['arm', 'modality', 'format', 'structure'] as const) {
        const path = `/programme/time-to-change?${query}&by=${by}&event=${event}`
        const { overall, strata } = await director.read(timeToChangeSchema, path)
        for (const stratum of [...strata, ...(overall === null ? [] : [overall])]) {
          expect([
            path,
            await rowsBehind(stratum.rows),
            await rowsBehind(stratum.rows_of_events),
            await rowsBehind(stratum.rows_of_competing),
          ]).toEqual([path, stratum.n, stratum.events, stratum.competing_events])
        }
      }
    }
  })

  test.each(FILTERS)('tables of those at risk, with the filters "%s"', async (query) => {
    for (const event of TIMED_EVENTS) {
      const path = `/programme/time-to-change?${query}&by=arm&event=${event}`
      const { overall, strata } = await director.read(timeToChangeSchema, path)
      const columns = [...strata, ...(overall === null ? [] : [overall])].flatMap((each) => each.risk_table)
      for (const { time, at_risk, events_so_far, competing_so_far, ...rows } of columns) {
        expect([
          path,
          time,
          await rowsBehind(rows.rows),
          await rowsBehind(rows.rows_of_events),
          await rowsBehind(rows.rows_of_competing),
        ]).toEqual([path, time, at_risk, events_so_far, competing_so_far])
      }
    }
  })

  test.each(FILTERS)('sessions by their number, with the filters "%s"', async (query) => {
    const { by_session } = await director.read(
      programmeCompletenessSchema,
      `/programme/completeness?by=session&${query}`,
    )
    expect(by_session?.length).toBeGreaterThan(0)
    for (const { session_number, attendance, rows_of_recorded, rows_of_attended } of by_session ?? []) {
      expect([
        session_number,
        await rowsBehind(rows_of_attended),
        await rowsBehind(rows_of_recorded),
      ]).toEqual([session_number, attendance.numerator, attendance.denominator])
    }
  })

  test.each(FILTERS)('bars, methods and steps, with the filters "%s"', async (query) => {
    const {
      bars,
      bins,
      n: ofAll,
    } = await director.read(doseResponseSchema, `/programme/dose-response?${query}`)
    for (const bar of bars)
      expect([bar.sessions_attended, await rowsBehind(bar.rows)]).toEqual([bar.sessions_attended, bar.n])
    for (const bin of bins) expect([bin.from, await rowsBehind(bin.rows)]).toEqual([bin.from, bin.n])
    expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(ofAll)
    const { methods } = await director.read(missingDataSchema, `/programme/missing-data?${query}`)
    for (const { method, n, rows, refused } of methods) {
      if (refused === null) expect([method, await rowsBehind(rows)]).toEqual([method, n])
    }
    const { steps } = await director.read(flowSchema, `/programme/flow?${query}`)
    for (const { step, n, rows, exits } of steps) {
      expect([step, await rowsBehind(rows)]).toEqual([step, n])
      for (const exit of exits) expect([exit.exit, await rowsBehind(exit.rows)]).toEqual([exit.exit, exit.n])
    }
  })

  test.each(OUTCOME_RULES)('rates by the rules %s', async (rules) => {
    const { national, paired } = await director.read(
      programmeOutcomesSchema,
      `/programme/outcomes?rules=${rules}`,
    )
    for (const rate of ['reliable_recovery', 'reliable_improvement', 'reliable_deterioration'] as const) {
      for (const [family, rates] of [
        ['national', national],
        ['paired', paired],
      ] as const) {
        const query = { rules, class: rate, family }
        expect([query, await rowsBehind({ path: '/episodes', query })]).toEqual([
          query,
          rates[rate].numerator,
        ])
      }
    }
  })
})

describe('pictures that were counted by hand', () => {
  test('everybody who joined is in one place of the flow', async () => {
    const { steps } = await director.read(flowSchema, '/programme/flow')
    // Ten joined; the second of recovers never came; goes-on is in care; came-once attended once; drops-out has one GAD-7.
    expect(
      steps.map(({ step, n, exits }) => [step, n, exits.map(({ exit, n: left }) => [exit, left])]),
    ).toEqual([
      [
        'joined',
        10,
        [
          ['not_yet_attended', 0],
          ['never_attended', 1],
        ],
      ],
      ['attended', 9, [['in_care', 1]]],
      ['ended', 8, [['ended_after_one_session', 1]]],
      [
        'finished',
        7,
        [
          ['without_baseline', 0],
          ['without_last_score', 1],
        ],
      ],
      ['paired_data', 6, []],
    ])
    for (const [place, { n, exits }] of steps.entries()) {
      const next = steps[place + 1]?.n ?? n
      expect(n).toBe(next + exits.reduce((sum, exit) => sum + exit.n, 0))
    }
  })

  test('reliable improvement on PHQ-9 is observed, and held at the next score', async () => {
    const read = (event: string) =>
      director.read(timeToChangeSchema, `/programme/time-to-change?by=none&event=${event}`)
    const observed = await read('first_observed')
    // Two scores and a first one of 6 or more: all but came-once. Six points better: recovers after 14 days (18-12),
    // improves after 14 (24-18), mixed after 14 (17-10), goes-on after 28 (20-13).
    expect(observed.overall).toMatchObject({ n: 8, events: 4, competing_events: 1 })
    // Held at the next: recovers (12, 9), improves (18, 17), goes-on (13, 12); mixed has no next score.
    expect((await read('sustained')).overall).toMatchObject({ n: 8, events: 3 })
    // At day 14 six are still followed: below 5 at risk the curve stops.
    expect(observed.overall?.curve).toEqual([expect.objectContaining({ time: 14, at_risk: 6 })])
    expect(observed.overall?.stopped_at).toBe(21)
  })

  test('the period before is as long and ends the day before', async () => {
    const { previous_period } = await director.read(
      programmeOutcomesSchema,
      '/programme/outcomes?from=2026-02-01&to=2026-02-28',
    )
    expect(previous_period).toMatchObject({ from: '2026-01-04', to: '2026-01-31' })
    const before = await director.read(
      programmeOutcomesSchema,
      '/programme/outcomes?from=2026-01-04&to=2026-01-31',
    )
    expect(previous_period).toMatchObject({ episodes: before.episodes, national: before.national })
  })

  test('other rules say what they move', async () => {
    const { moves, rules } = await director.read(programmeOutcomesSchema, '/programme/outcomes?rules=gad7_5')
    expect(rules.reliable_points).toMatchObject({ phq9: 6, gad7: 5 })
    expect(moves).toHaveLength(6)
    for (const { standard, chosen, difference } of moves) {
      expect([chosen.denominator, chosen.numerator - standard.numerator]).toEqual([
        standard.denominator,
        difference,
      ])
    }
  })

  test('published figures are there with their source and what they are not', async () => {
    const { benchmarks } = await director.read(programmeOutcomesSchema, '/programme/outcomes')
    // 321061 / (670419 - 35234), published as 50.5 %.
    expect(benchmarks.years[0]).toMatchObject({
      year: '2024-25',
      rates: { recovery: expect.closeTo(0.5055, 4) },
    })
    expect(benchmarks.caveat).toContain('no row for group therapy')
  })

  test('sessions by their number add up to all', async () => {
    const { attendance, by_session, overall } = await director.read(
      programmeCompletenessSchema,
      '/programme/completeness?by=session',
    )
    const sum = (of: (session: NonNullable<typeof by_session>[number]) => number) =>
      (by_session ?? []).reduce((total, session) => total + of(session), 0)
    expect([sum((each) => each.attendance.numerator), sum((each) => each.attendance.denominator)]).toEqual([
      attendance.numerator,
      attendance.denominator,
    ])
    expect(sum((each) => each.forms.find(({ measure }) => measure === 'phq9')?.valid ?? 0)).toBe(
      overall.find(({ measure }) => measure === 'phq9')?.valid,
    )
  })
})

describe('small numbers', () => {
  test('of ten episodes no stratum is told apart', async () => {
    const { dimensions } = await director.read(equitySchema, '/programme/equity')
    const arm = dimensions.find(({ dimension }) => dimension === 'arm')
    expect(arm?.strata.map(({ stratum, finished }) => [stratum, finished])).toEqual([
      ['combined', { suppressed: true, reason: 'small_number' }],
      ['group_only', { suppressed: true, reason: 'small_number' }],
    ])
  })
})

describe('an answer that there is none names its reason', () => {
  test.each([
    ['outcomes?from=2026-05-01&to=2026-04-01', 'contradictory_period', ['from', 'to']],
    ['outcomes?site=north&group=g2', 'no_episodes', ['site', 'group']],
    ['outcomes?group=g3', 'no_episodes', ['group']],
    ['outcomes?to=2026-01-21', 'no_finished_episodes', ['to']],
    ['control-chart?from=2030-01-01', 'no_episodes', ['from']],
    ['control-chart?site=north', 'too_few_periods', []],
    ['funnel?by=site&site=north', 'too_few_units', ['site']],
    ['time-to-change?from=2030-01-01', 'no_episodes', ['from']],
    ['missing-data?from=2030-01-01', 'no_episodes', ['from']],
    ['dose-response?group=g3', 'no_episodes', ['group']],
    ['equity?from=2030-01-01', 'no_episodes', ['from']],
    ['flow?from=2030-01-01', 'no_episodes', ['from']],
  ])('%s: %s', async (path, kind, relaxed) => {
    const answer = await director.get(`/api/v1/programme/${path}`)
    expect(answer.status).toBe(200)
    const { state } = Object(answer.json())
    expect([state.kind, state.relax.map((each: { filter: string }) => each.filter)]).toEqual([kind, relaxed])
    expect(answer.text).not.toContain('NaN')
  })

  test('the day of a session without the session is refused with what to do', async () => {
    const answer = await director.get('/api/v1/episodes?period=session_date')
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('say which session: session_number')
  })

  test('figures by therapist are refused where the deployment did not choose them', async () => {
    await database.ownerQuery(`update setting set value = 'false' where name = 'therapist_funnel'`)
    for (const path of ['programme/funnel?by=therapist', 'episodes?therapist=T-g1']) {
      const answer = await director.get(`/api/v1/${path}`)
      expect([answer.status, problemSchema.parse(answer.json()).code]).toEqual([403, 'therapist_figures_off'])
    }
    const offered = async () =>
      (await director.read(funnelSchema, '/programme/funnel?by=group')).therapist_figures
    expect(await offered()).toBe(false)
    await database.ownerQuery(`update setting set value = 'true' where name = 'therapist_funnel'`)
    expect(await offered()).toBe(true)
  })
})
