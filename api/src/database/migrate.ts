/** Brings a database to the schema of this version: forward only, one starter at a time. */

import type { DataSource } from 'typeorm'
import { ownerDataSource } from './data-source.js'
import { UnusableDatabase } from './errors.js'
import { prepareJobQueue } from './job-queue/prepare-job-queue.js'
import { MIGRATION_LOCK } from './lock-keys.js'
import { synchroniseJobKinds } from './synchronise-job-kinds.js'
import { synchroniseMeasures } from './synchronise-measures.js'
import { withClient } from './with-client.js'

/**
 * Runs the migrations that the database lacks, each in its own transaction, and registers this version's measures and
 * kinds of work. The tables of the job queue are its library's, with migrations of their own.
 *
 * @param ownerUrl  address of the database, as the owner of its schema
 * @returns         the names of the migrations that ran now
 * @throws          UnusableDatabase when a newer version of the application has been here
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  return withClient(ownerUrl, async (lock) => {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    return runPending(ownerUrl)
  })
}

async function runPending(ownerUrl: string): Promise<string[]> {
  const dataSource = await ownerDataSource(ownerUrl).initialize()
  try {
    await refuseNewerSchema(dataSource)
    const ran = await dataSource.runMigrations()
    await synchroniseMeasures(dataSource)
    await synchroniseJobKinds(dataSource)
    await prepareJobQueue(ownerUrl)
    return ran.map((migration) => migration.name)
  } finally {
    await dataSource.destroy()
  }
}

async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const [ledger]: { found: boolean }[] = await dataSource.query(
    "select to_regclass('migrations') is not null as found",
  )
  if (!ledger?.found) return
  const known = new Set(dataSource.migrations.map((migration) => migration.name))
  const recorded: { name: string }[] = await dataSource.query('select name from migrations order by id')
  const unknown = recorded.map((row) => row.name).filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new UnusableDatabase(
      `The database holds migrations that this version does not know (${unknown.join(', ')}). Start the newer version.`,
    )
  }
}
