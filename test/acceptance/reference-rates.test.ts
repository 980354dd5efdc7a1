import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { programmeOutcomesSchema } from '../../api/src/contracts/programme.js'
import { importsService, runImport } from '../integration/imports/run-import.js'
import { asDirector } from '../integration/support/as-director.js'
import { type Caller, startTestApi, type TestApi } from '../integration/support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../integration/support/test-database.js'
import { expectPaired, expectProportion, type ReferencePaired, readExpected } from './support/paired-rates.js'

/** From R, over the same files: test/fixtures/reference-small/README.md, test/fixtures/reference/README.md. */
const change = readExpected(new URL('../fixtures/reference-small/expected/change.json', import.meta.url))
const extra = readExpected(new URL('../fixtures/reference/small/extra.json', import.meta.url))

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

const outcomes = (query = '') => director.read(programmeOutcomesSchema, `/programme/outcomes${query}`)

describe('the files of the reference set, imported, give the rates that R gives', () => {
  test('paired, over all', async () => {
    expectPaired((await outcomes()).paired, change.nhs_talking_therapies.overall)
  })

  test.each(['arm', 'modality', 'format'])('paired, by %s', async (filter) => {
    for (const [value, expected] of Object.entries<ReferencePaired>(
      change.nhs_talking_therapies[`by_${filter}`],
    )) {
      expectPaired((await outcomes(`?${filter}=${value}`)).paired, expected)
    }
  })

  test('national', async () => {
    const { finished, national } = await outcomes()
    const expected = extra.nhs_national_denominators
    expect(finished).toBe(expected.finished)
    expect(finished - national.recovery.denominator).toBe(expected.not_at_caseness)
    for (const rate of [
      'recovery',
      'reliable_recovery',
      'reliable_improvement',
      'reliable_deterioration',
    ] as const) {
      expectProportion(national[rate], expected[rate], { hasLimits: false })
    }
    expectProportion(national.paired_data, expected.completeness, { hasLimits: false })
  })

  test.each(['phq9', 'gad7'])('reliable change on %s', async (code) => {
    const expected = change.change[code]
    const { n_baseline, reliably_improved, no_reliable_change, reliably_deteriorated } =
      (await outcomes()).by_measure[code] ?? {}
    expect({
      n_baseline,
      improved: reliably_improved?.numerator,
      unchanged: no_reliable_change?.numerator,
      deteriorated: reliably_deteriorated?.numerator,
    }).toEqual({ n_baseline: expected.n_baseline, deteriorated: 0, ...expected.fixed_threshold_counts })
  })
})
