import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { seededRng } from '../../../api/src/statistics/random/rng.js'
import { createTestDatabase, type TestDatabase } from '../../integration/support/test-database.js'
import { startTidemark, tidemark } from './tidemark-command.js'

const FILES = path.resolve('test/fixtures/reference-small/data')
const KILLS = 8

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('an import killed at any moment leaves all of its rows or none, and the next one completes it', async () => {
  const rng = seededRng(20260601)
  const whole = await wholeImport()
  for (let kill = 0; kill < KILLS; kill += 1) {
    // From before the first query to after the commit, anew from an empty database each time.
    await emptyDatabase()
    const child = startTidemark(database, ['import', FILES])
    await wait(whole.milliseconds * (0.3 + 0.7 * rng.next()))
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
    await otherSessionsToEnd()
    expect([{}, whole.counts]).toContainEqual(await stored())
  }
  expect((await tidemark(database, ['import', FILES])).exitCode).toBe(0)
  expect(await stored()).toMatchObject(whole.records)
}, 240_000)

interface WholeImport {
  readonly milliseconds: number
  readonly counts: Record<string, number>
  /** Without the record of the import itself, which a repeated one adds. */
  readonly records: Record<string, number>
}

async function wholeImport(): Promise<WholeImport> {
  const began = performance.now()
  expect((await tidemark(database, ['import', FILES])).exitCode).toBe(0)
  const milliseconds = performance.now() - began
  const counts = await stored()
  const { import_batch: _, ...records } = counts
  return { milliseconds, counts, records }
}

const TABLES = [
  'site',
  'treatment_group',
  'group_session',
  'member',
  'episode',
  'attendance',
  'response',
  'episode_outcome',
  'episode_measure_outcome',
  'import_batch',
]

/** Rows by table; tables without rows left out. */
async function stored(): Promise<Record<string, number>> {
  const counts = await database.ownerQuery<{ name: string; n: number }>(
    TABLES.map((table) => `select '${table}' as name, count(*)::int as n from ${table}`).join(' union all '),
  )
  return Object.fromEntries(counts.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]))
}

async function emptyDatabase(): Promise<void> {
  await database.ownerQuery(`truncate ${TABLES.join(', ')} cascade`)
}

/** The server may still be at work for a client that is gone. */
async function otherSessionsToEnd(): Promise<void> {
  for (;;) {
    const [row] = await database.ownerQuery<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
    )
    if (row?.n === 0) return
    await wait(50)
  }
}
