// Aggregate tables of a clinic of drawn persons: released by the worker once a quarter, read by those who may.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { Command } from 'commander'
import { aggregateTablesSchema } from '../../../api/src/contracts/aggregate-tables.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import {
  endOfLastQuarter,
  releaseAggregateTables,
} from '../../../api/src/features/dataset-exports/aggregate-tables/release-tables.service.js'
import { addExportTablesCommand } from '../../../api/src/features/dataset-exports/aggregate-tables/tables.command.js'
import { insertDrawnPersons } from '../../builders/drawn-persons.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const context = workerContext('calendar')

let database: TestDatabase
let api: TestApi
let researcher: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database, { now: '2026-06-01T12:00:00Z' })
  researcher = await api.as(await makeUser(database, { role: 'researcher' }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const release = () => releaseAggregateTables(database.worker.access, context, { now: () => api.now() })
const read = () => researcher.read(aggregateTablesSchema, '/aggregate-tables')

test.each([
  ['2026-06-01', '2026-03-31'],
  ['2026-04-01', '2026-03-31'],
  ['2026-03-31', '2025-12-31'],
  ['2024-02-29', '2023-12-31'],
])('the quarter before %s ended on %s', (day, end) => {
  expect(endOfLastQuarter(day)).toBe(end)
})

test('with too few persons nothing is released, and the answer says how many it takes', async () => {
  expect(await release()).toBe(0)
  expect(await read()).toEqual({ measure: 'phq9', release: null, least_persons: 55 })
})

test('a quarter is released once, and stays as it was when records change', async () => {
  await insertDrawnPersons(database, 403)
  // The drawn persons have scores of one measure.
  expect(await release()).toBe(1)
  const first = await read()
  expect(first.release?.until).toBe('2026-03-31')
  expect(first.release?.tables.map(({ name }) => name)).toHaveLength(10)
  await database.ownerQuery('update episode_measure_outcome set change_in_points = change_in_points + 3')
  expect(await release()).toBe(0)
  expect(await read()).toEqual(first)
})

test('counts that are told add up to their totals within what rounding takes, and none is from 1 to 10', async () => {
  const tables = (await read()).release?.tables ?? []
  const rows = tables.flatMap((table) => table.rows ?? [])
  expect(rows.length).toBeGreaterThan(20)
  for (const { persons, counts } of rows) {
    expect([persons, ...counts].filter((count) => count !== null && count > 0 && count < 10)).toEqual([])
    if (persons === null || counts.includes(null)) continue
    const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0)
    // Half of five a count and a total.
    expect(Math.abs(sum - persons)).toBeLessThanOrEqual(2.5 * (counts.length + 1))
  }
})

test('the command line prints the same', async () => {
  const printed: string[] = []
  const write = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => printed.push(String(text)) > 0)
  try {
    const command = new Command()
    addExportTablesCommand(command, (work) => work({ access: database.access }), {
      now: () => api.now(),
    })
    await command.parseAsync(['tables', '--json'], { from: 'user' })
  } finally {
    write.mockRestore()
    process.exitCode = 0
  }
  expect(JSON.parse(printed.join(''))).toEqual(await read())
})
