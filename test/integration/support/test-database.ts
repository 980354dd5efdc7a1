/** A database of its own for a test file: a copy of the migrated template, made in some 40 ms. */

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { DatabaseAccess } from '../../../api/src/database/access.js'
import { AuditChain } from '../../../api/src/database/audit/audit-chain.js'
import type { Login } from '../../../api/src/database/connect.js'
import { applicationDataSource } from '../../../api/src/database/data-source.js'
import { Notifications } from '../../../api/src/database/notifications.js'
import { type PreparedDatabase, prepareDatabase } from '../../../api/src/database/roles.js'
import { SignInPool } from '../../../api/src/database/sign-in-pool.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { joinTestServer, TEMPLATE } from './test-server.js'

export interface TestDatabase {
  /** As the command line, with `testContext`: what a test puts in and looks at. */
  readonly access: DatabaseAccess
  /** As the API: `tidemark_app`. */
  readonly application: Login
  readonly worker: Login
  /** As signing in: `tidemark_sign_in`. */
  readonly signIn: SignInPool
  /** Addresses of the logins, and of the owner for DATABASE_OWNER_URL. */
  readonly urls: PreparedDatabase['urls']
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
  const { urls, ownerUrl } = await prepareDatabase(server.adminUrl, name)
  const application = await logIn(urls.api, options.poolSize ?? 5)
  const worker = await logIn(urls.worker, 1)
  const signIn = new SignInPool(urls.sign_in)
  const commandLine = await logIn(urls.command_line, options.poolSize ?? 5)
  return {
    access: commandLine.access,
    application,
    worker,
    signIn,
    urls,
    ownerUrl,
    ownerQuery: (text, values = []) =>
      withClient(ownerUrl, async (owner) => (await owner.query(text, [...values])).rows),
    drop: async () => {
      await signIn.close()
      for (const login of [application, worker, commandLine]) {
        await login.notifications.close()
        await login.dataSource.destroy()
      }
      await withClient(server.adminUrl, (admin) => admin.query(`drop database ${name} with (force)`))
      await server.leave()
    },
  }
}

/** One key for a whole run: what one process of a deployment signs, the others verify. */
const { privateKey: auditSigningKey } = generateKeyPairSync('ed25519')

async function logIn(url: string, size: number): Promise<Login> {
  const dataSource = await applicationDataSource(url, { size }).initialize()
  const audit = new AuditChain(dataSource, auditSigningKey)
  return {
    dataSource,
    audit,
    access: new DatabaseAccess(dataSource, audit),
    url,
    notifications: new Notifications(url),
  }
}
