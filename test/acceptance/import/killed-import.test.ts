import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { IMPORT_LOCK } from '../../../api/src/database/lock-keys.js'
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
    await emptyDatabase()
    const child = startTidemark(database, ['import', FILES])
    await lockToBe('held', child)
    // From the first query of the transaction to a while after its commit.
    await wait(whole.transactionMilliseconds * 1.5 * rng.next())
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
    await lockToBe('free')
    expect([{}, whole.counts]).toContainEqual(await stored())
  }
  expect((await tidemark(database, ['import', FILES])).exitCode).toBe(0)
  expect(await stored()).toMatchObject(whole.records)
}, 240_000)

interface WholeImport {
  readonly transactionMilliseconds: number
  readonly counts: Record<string, number>
  /** Without the record of the import itself, which a repeated one adds. */
  readonly records: Record<string, number>
}

async function wholeImport(): Promise<WholeImport> {
  const child = startTidemark(database, ['import', FILES])
  await lockToBe('held', child)
  const began = performance.now()
  await lockToBe('free')
  const transactionMilliseconds = performance.now() - began
  if (child.exitCode === null) await once(child, 'close')
  expect(child.exitCode).toBe(0)
  const counts = await stored()
  const { import_batch: _, ...records } = counts
  return { transactionMilliseconds, counts, records }
}

/** An import holds its lock from before its first look at the tables until its transaction has ended. */
async function lockToBe(state: 'held' | 'free', holder?: ChildProcess): Promise<void> {
  for (;;) {
    if (holder !== undefined && holder.exitCode !== null)
      throw new Error('The import ended before it began to store.')
    const [row]: { n: number }[] = await database.application.dataSource.query(
      "select count(*)::int as n from pg_locks where locktype = 'advisory' and objid = $1 and granted",
      [IMPORT_LOCK],
    )
    if ((row?.n ?? 0) > 0 === (state === 'held')) return
    await wait(2)
  }
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
