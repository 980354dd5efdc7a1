import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { verifyAuditChain } from '../../../api/src/database/audit/verify-audit-chain.js'
import { anAuditEvent } from '../../builders/audit.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { type AppendingProcesses, compileAppendingProcess } from './appending-process.js'
import { asSuperuser, type Superuser } from './superuser.js'

let database: TestDatabase
let superuser: Superuser
let processes: AppendingProcesses

beforeAll(async () => {
  database = await createTestDatabase()
  superuser = await asSuperuser(database)
  processes = await compileAppendingProcess()
})
afterAll(async () => {
  await processes.remove()
  await superuser.end()
  await database.drop()
})

test('processes killed while they append leave a chain without a gap, with all that they were told was kept', async () => {
  const publicKey = createPublicKey(generateKeyPairSync('ed25519').privateKey)
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = await Promise.all([
      processes.start(database.urls.api, `one-${round}`),
      processes.start(database.urls.api, `other-${round}`),
    ])
    await wait(30 + 37 * round)
    const told = [await one.kill(), await other.kill()]
    const kept = await superuser.query<{ records: number }>(
      `select count(*) as records from audit_event where actor_id in ('one-${round}', 'other-${round}')
       group by actor_id order by actor_id`,
    )
    for (const [place, { records }] of kept.entries()) {
      // Two at a time and never one; of the last of eight callers the answer may have been lost on the way.
      expect(records % 2).toBe(0)
      expect(records).toBeGreaterThanOrEqual(told[place] ?? 0)
      expect(records).toBeLessThanOrEqual((told[place] ?? 0) + 16)
    }
    expect(kept).toHaveLength(2)
  }
  await database.application.audit.append([anAuditEvent()])
  const verdict = await verifyAuditChain(superuser, publicKey)
  expect(verdict).toMatchObject({ kind: 'intact' })
})
