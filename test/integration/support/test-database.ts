/** A database of its own for a test file: a copy of the migrated template, made in some 40 ms. */

import { randomBytes } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { DatabaseAccess } from '../../../api/src/database/access.js'
import { applicationDataSource } from '../../../api/src/database/data-source.js'
import { prepareDatabase } from '../../../api/src/database/roles.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { joinTestServer, TEMPLATE } from './test-server.js'

export interface TestDatabase {
  /** As the application: `tidemark_app`. */
  readonly access: DatabaseAccess
  readonly dataSource: DataSource
  /** Addresses for starting the application itself on this database, as DATABASE_URL and DATABASE_OWNER_URL. */
  readonly applicationUrl: string
  readonly ownerUrl: string
  /** As the owner of the schema, outside every transaction of the application. */
  ownerQuery<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Closes all connections and removes the database. */
  drop(): Promise<void>
}

/**
 * @example
 * let database: TestDatabase
 * beforeAll(async () => { database = await createTestDatabase() })
 * afterAll(() => database.drop())
 */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = await joinTestServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(server.adminUrl, (admin) => admin.query(`create database ${name} template ${TEMPLATE}`))
  const { applicationUrl, ownerUrl } = await prepareDatabase(server.adminUrl, name)
  const dataSource = await applicationDataSource(applicationUrl, { size: options.poolSize ?? 5 }).initialize()
  return {
    access: new DatabaseAccess(dataSource),
    dataSource,
    applicationUrl,
    ownerUrl,
    ownerQuery: (text, values = []) =>
      withClient(ownerUrl, async (owner) => (await owner.query(text, [...values])).rows),
    drop: async () => {
      await dataSource.destroy()
      await withClient(server.adminUrl, (admin) => admin.query(`drop database ${name} with (force)`))
      await server.leave()
    },
  }
}
