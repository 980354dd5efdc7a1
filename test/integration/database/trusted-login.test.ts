import { generateKeyPairSync } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { openDatabase } from '../../../api/src/database/connect.js'
import { startEmbeddedPostgres } from '../../../api/src/database/embedded/start-embedded-postgres.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { silentLog } from '../support/silent-log.js'
import { openFolder } from '../support/test-server.js'

const context = { actor: { kind: 'system', id: 'test' }, role: null, requestId: 'request-1' } as const

// A server of its own: the application's password is the server's, and other tests use theirs.
test('an administrator whom the server lets in without a password gives the application none either', async () => {
  const dataFolder = await openFolder()
  const server = await startEmbeddedPostgres({ dataFolder, log: silentLog, durable: false })
  try {
    const rules = path.join(server.dataDirectory, 'pg_hba.conf')
    const stored = await readFile(rules, 'utf8')
    await writeFile(rules, `host trusting all 127.0.0.1/32 trust\n${stored}`)
    await withClient(server.adminUrl, async (client) => {
      await client.query('select pg_reload_conf()')
      await client.query('create database trusting')
    })
    const address = new URL(server.adminUrl)
    address.password = ''
    address.pathname = '/trusting'

    const none = { dataFolder: 'unused', databaseOwnerUrl: null, databaseSignInUrl: null }
    const database = await openDatabase(
      { ...none, databaseUrl: address.href, auditSigningKey: generateKeyPairSync('ed25519').privateKey },
      'api',
      silentLog,
    )
    const sites = await database.access.run(context, (transaction) =>
      transaction.query('select current_user as login, count(*) as n from audit_chain'),
    )
    await database.close()

    expect(sites).toEqual([{ login: 'tidemark_app', n: 1 }])
    const passwords = await withClient(server.adminUrl, async (client) => {
      const { rows } = await client.query("select rolpassword from pg_authid where rolname = 'tidemark_app'")
      return rows
    })
    expect(passwords).toEqual([{ rolpassword: null }])
  } finally {
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
})
