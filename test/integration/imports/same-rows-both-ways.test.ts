/** One clinic, imported by the command line into one database and by a coordinator into another: the same rows. */

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { AccessContext } from '../../../api/src/database/access.js'
import { scenarioFiles } from '../../../seed/src/write-scenario.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertPerson, type Person } from '../support/two-sites.js'
import { countRows, importRequest, importsService, RECORD_TABLES, tester } from './run-import.js'

const coordinatorAt = (id: string, ...sites: string[]): Person => ({
  id,
  role: 'coordinator',
  sites,
  therapistId: null,
})
const coordinator = coordinatorAt('u-coordinator', 'S1', 'S2', 'S3')

const clinic = Object.fromEntries(
  Array.from(
    scenarioFiles({ scenario: 'clinic', members: 60, seed: 4, asOf: '2026-03-11' }),
    ([name, bytes]) => [name, Buffer.from(bytes).toString()],
  ),
)

let byCommandLine: TestDatabase
let byCoordinator: TestDatabase

beforeAll(async () => {
  byCommandLine = await withSites()
  byCoordinator = await withSites()
  await insertPerson(byCoordinator, coordinator)
})
afterAll(async () => {
  await byCommandLine.drop()
  await byCoordinator.drop()
})

async function withSites(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  const sites = { 'sites.csv': clinic['sites.csv'] ?? '' }
  await importsService(database).run(tester, importRequest(sites))
  return database
}

/** The same import both ways; the reports are compared too. A few rows may contradict each other. */
async function importBothWays(files: Record<string, string>, correctReason: string | null): Promise<number> {
  const run = async (database: Pick<TestDatabase, 'access'>, caller: AccessContext) =>
    (
      await importsService(database).run(
        caller,
        importRequest(files, { mode: 'accept-valid', correctReason }),
      )
    ).report
  const expected = await run(byCommandLine, tester)
  expect(expected.rejected).toBeLessThan(5)
  expect(await run(byCoordinator.application, contextOf(coordinator))).toEqual(expected)
  return expected.touched_episodes
}

/** Who stored a row, and when, is all in which the two may differ. */
const WHO_AND_WHEN = ['recorded_by', 'replaced_by', 'recorded_at', 'replaced_at']

/** Every row of every table of records as it is stored, but for these. */
async function storedRows(database: TestDatabase): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {}
  for (const table of [...RECORD_TABLES, 'measure_baseline']) {
    const rows = await database.ownerQuery<{ row: string }>(
      `select (to_jsonb(stored) - $1::text[])::text as row from ${table} stored order by 1`,
      [WHO_AND_WHEN],
    )
    tables[table] = rows.map(({ row }) => row)
  }
  return tables
}

async function expectSameRows(): Promise<Record<string, string[]>> {
  const expected = await storedRows(byCommandLine)
  expect(await storedRows(byCoordinator)).toEqual(expected)
  return expected
}

test('records, outcomes and sums over the deployment are the same', async () => {
  expect(await importBothWays(clinic, null)).toBeGreaterThan(50)
  const rows = await expectSameRows()
  for (const table of [
    'response',
    'attendance',
    'episode_outcome',
    'episode_measure_outcome',
    'measure_baseline',
  ]) {
    expect([table, (rows[table] ?? []).length > 1]).toEqual([table, true])
  }
})

test('and so they are after corrections that move arms and scores, and their histories', async () => {
  const [header = '', ...responses] = (clinic['responses.csv'] ?? '').trim().split('\n')
  const lowered = responses.map((row) => row.replace(/,phq9,[123],/, ',phq9,0,'))
  const [treatmentHeader = '', ...treatments] = (clinic['concurrent_treatments.csv'] ?? '').trim().split('\n')
  const files = {
    'responses.csv': [header, ...lowered].join('\n'),
    'concurrent_treatments.csv': [
      treatmentHeader,
      ...treatments.map((row) => row.replace(/[^,]*$/, '')),
    ].join('\n'),
  }
  expect(await importBothWays(files, 'read again')).toBeGreaterThan(10)
  const rows = await expectSameRows()
  for (const table of ['response_history', 'member_record_history']) {
    expect([table, (rows[table] ?? []).length > 1]).toEqual([table, true])
  }
})

test('coordinators of one site each store their parts of it, and the sums are those of the whole', async () => {
  const inParts = await withSites()
  const atOnce = await withSites()
  try {
    await importsService(atOnce).run(tester, importRequest(clinic))
    for (const site of ['S1', 'S2', 'S3']) {
      const person = coordinatorAt(`u-${site.toLowerCase()}`, site)
      await insertPerson(inParts, person)
      const request = importRequest(clinic, { mode: 'accept-valid' })
      const { report } = await importsService(inParts.application).run(contextOf(person), request)
      expect(report.accepted).toBeGreaterThan(100)
      expect(report.rejected).toBeGreaterThan(100)
    }
    // Members who came to two sites are out of reach for the second of them: somebody who sees both stores the rest.
    await importsService(inParts).run(tester, importRequest(clinic))
    expect(await outcomesByCode(inParts)).toEqual(await outcomesByCode(atOnce))
  } finally {
    await inParts.drop()
    await atOnce.drop()
  }
})

/** Outcomes and sums without the database's own numbers, which depend on the order of the imports. */
async function outcomesByCode(database: TestDatabase): Promise<unknown> {
  const outcomes = (table: string) =>
    database.ownerQuery(
      `select member_code, episode.group_id, episode.joined_on::text, episode.arm, to_jsonb(stored) - '{member_id,episode_id}'::text[] as row
       from ${table} stored join episode using (member_id, episode_id) join member using (member_id)
       order by 1, 2, 3, to_jsonb(stored) ->> 'measure_code'`,
    )
  return {
    episodes: await outcomes('episode_outcome'),
    measures: await outcomes('episode_measure_outcome'),
    sums: await database.ownerQuery('select * from measure_baseline order by 1'),
    rows: await countRows(database),
  }
}
