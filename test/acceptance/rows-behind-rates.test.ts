/** Every number of the programme leads to exactly the rows it counts, whichever rules and filters are in force. */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { episodeListSchema } from '../../api/src/contracts/members.js'
import { type ProgrammeOutcomes, programmeOutcomesSchema } from '../../api/src/contracts/programme.js'
import {
  controlChartSchema,
  doseResponseSchema,
  funnelSchema,
  PROGRAMME_RATES,
  timeToChangeSchema,
} from '../../api/src/contracts/programme-charts.js'
import { missingDataSchema } from '../../api/src/contracts/programme-parts.js'
import {
  OUTCOME_RULES,
  type OutcomeRulesContract,
  type ProgrammeQuery,
  programmeQuerySchema,
  type RowsLink,
} from '../../api/src/contracts/programme-query.js'
import { filterLink } from '../../dashboard/src/components/filter-bar/filter-link.js'
import { rowsOfRate } from '../../dashboard/src/features/programme/rows-of-rate.js'
import { figureRates, otherProgrammeRates } from '../../dashboard/src/format/programme-rates.js'
import { importsService, runImport } from '../integration/imports/run-import.js'
import { asDirector } from '../integration/support/as-director.js'
import { type Caller, startTestApi, type TestApi } from '../integration/support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../integration/support/test-database.js'

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
  await database.ownerQuery(`insert into setting (name, value) values ('therapist_funnel', 'true')`)
  api = await startTestApi(database)
  director = await asDirector(api)
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

/** A way down of the dashboard asks the list of episodes for the same parameters as stand in its address. */
async function rowsAt(address: string): Promise<number> {
  const [path, search] = address.split('?')
  expect(path).toBe('/members')
  const list = await director.read(episodeListSchema, `/episodes?${search}&page_size=500`)
  expect(list.episodes).toHaveLength(Math.min(list.total, 500))
  return list.total
}

const rowsBehind = ({ path, query }: RowsLink) => {
  expect(path).toBe('/episodes')
  return rowsAt(`/members?${new URLSearchParams(query)}`)
}

const searchOf = (asked: object) => new URLSearchParams(Object.entries(asked)).toString()
const outcomesOf = (asked: ProgrammeQuery) =>
  director.read(programmeOutcomesSchema, `/programme/outcomes?${searchOf(asked)}`)

const FILTERS = [{}, { arm: 'combined' }, { from: '2026-03-01', to: '2026-05-31', structure: 'closed' }]
const ASKED = FILTERS.flatMap((filters) =>
  OUTCOME_RULES.map((rules) => programmeQuerySchema.parse({ ...filters, rules })),
)

describe('a rate leads to its rows', () => {
  test.each(ASKED)('of both families, for %j', async (asked) => {
    const outcomes = await outcomesOf(asked)
    const rates = (['national', 'paired'] as const).flatMap((family) => figureRates(outcomes, family))
    for (const rate of rates) {
      const rows = rowsOfRate(rate, asked, null)
      expect([rate.key, await rowsAt(rows.numerator), await rowsAt(rows.denominator)]).toEqual([
        rate.key,
        rate.share.numerator,
        rate.share.denominator,
      ])
    }
    const unpaired = filterLink('/members', asked, { family: 'national', class: 'without_paired_data' })
    const { numerator, denominator } = outcomes.national.paired_data
    expect(await rowsAt(unpaired)).toBe(denominator - numerator)
  })

  test.each(ASKED)('of one measure and of attendance, for %j', async (asked) => {
    const outcomes = await outcomesOf(asked)
    for (const measure of Object.keys(outcomes.by_measure)) {
      // Attendance counts sessions; the sums of the list are held to it in the tests of the API.
      const rates = otherProgrammeRates(outcomes, measure).filter(({ key }) => key !== 'attendance')
      for (const rate of rates) {
        const rows = rowsOfRate(rate, asked, measure)
        expect([measure, rate.key, await rowsAt(rows.numerator), await rowsAt(rows.denominator)]).toEqual([
          measure,
          rate.key,
          rate.share.numerator,
          rate.share.denominator,
        ])
      }
      await changesLeadToRows(outcomes, measure, asked)
    }
  })
})

async function changesLeadToRows(
  outcomes: ProgrammeOutcomes,
  measure: string,
  asked: ProgrammeQuery,
): Promise<void> {
  const own = outcomes.by_measure[measure]
  if (own === undefined) throw new Error(`Nothing was counted on ${measure}.`)
  const rows = (outcomeClass: string) =>
    rowsAt(filterLink('/members', { ...asked, measure }, { family: 'measure', class: outcomeClass }))
  for (const change of ['reliably_improved', 'no_reliable_change', 'reliably_deteriorated'] as const) {
    expect([change, await rows(change)]).toEqual([change, own[change].numerator])
    if (own[change].denominator > 0) expect(own[change].denominator).toBe(await rows('paired_data'))
  }
}

describe('a mark of a picture leads to its rows', () => {
  test.each(OUTCOME_RULES)('units, months and curves by the rules %s', async (rules) => {
    for (const rate of PROGRAMME_RATES) {
      const funnel = await director.read(
        funnelSchema,
        `/programme/funnel?by=group&rate=${rate}&rules=${rules}`,
      )
      for (const unit of funnel.units) {
        expect([rate, await rowsBehind(unit.rows), await rowsBehind(unit.rows_of_n)]).toEqual([
          rate,
          unit.numerator,
          unit.n,
        ])
      }
    }
    const chart = await director.read(controlChartSchema, `/programme/control-chart?by=month&rules=${rules}`)
    for (const point of chart.points) {
      expect([point.period, point.rows && (await rowsBehind(point.rows))]).toEqual([
        point.period,
        point.numerator,
      ])
    }
    for (const event of ['first_observed', 'sustained'] as const) {
      const path = `/programme/time-to-change?event=${event}&by=arm&rules=${rules}`
      const { overall, strata } = await director.read(timeToChangeSchema, path)
      for (const stratum of [...strata, ...(overall === null ? [] : [overall])]) {
        expect([await rowsBehind(stratum.rows), await rowsBehind(stratum.rows_of_events)]).toEqual([
          stratum.n,
          stratum.events,
        ])
      }
    }
  })

  test.each(OUTCOME_RULES)(
    'bars of sessions and answers to missing scores by the rules %s',
    async (rules) => {
      const { bars } = await director.read(doseResponseSchema, `/programme/dose-response?rules=${rules}`)
      for (const { rows, n } of bars) expect(await rowsBehind(rows)).toBe(n)
      const { methods } = await director.read(missingDataSchema, `/programme/missing-data?rules=${rules}`)
      for (const { rows, n, refused } of methods) if (refused === null) expect(await rowsBehind(rows)).toBe(n)
    },
  )
})

test('the rules move what they are said to move, so that the rows above are not the same three times', async () => {
  const improved = async (rules: OutcomeRulesContract) =>
    (await outcomesOf({ rules })).national.reliable_improvement.numerator
  const [standard, gad7_5, jacobson_truax] = [
    await improved('standard'),
    await improved('gad7_5'),
    await improved('jacobson_truax'),
  ]
  expect(gad7_5).toBeLessThan(standard)
  expect(jacobson_truax).not.toBe(standard)
})
