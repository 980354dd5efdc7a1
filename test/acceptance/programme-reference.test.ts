/** The reference set, imported, gives on the routes of the programme what R gives over the same files. */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { programmeOutcomesSchema } from '../../api/src/contracts/programme.js'
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
