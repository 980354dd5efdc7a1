import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { DataSource } from 'typeorm'
import { DatabaseAccess } from '../../../api/src/database/access.js'
import { AuditChain } from '../../../api/src/database/audit/audit-chain.js'
import { type AuditRecord, recordHash, START_OF_ALL } from '../../../api/src/database/audit/audit-record.js'
import { applicationDataSource } from '../../../api/src/database/data-source.js'
import { commandLineContext } from '../../../api/src/database/process-contexts.js'
import { verdictJson, verdictSummary, verifyAudit } from '../../../api/src/features/audit/audit.command.js'
import { exportAudit } from '../../../api/src/features/audit/export-audit.js'
import { anAuditEvent } from '../../builders/audit.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { asSuperuser, type Superuser } from './superuser.js'

const { privateKey } = generateKeyPairSync('ed25519')

let database: TestDatabase
let superuser: Superuser
let dataSource: DataSource
let login: { access: DatabaseAccess; audit: AuditChain }
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  superuser = await asSuperuser(database)
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-audit-'))
  dataSource = await applicationDataSource(database.urls.command_line, { size: 2 }).initialize()
  const audit = new AuditChain(dataSource, privateKey)
  login = { audit, access: new DatabaseAccess(dataSource, audit) }
  const members = await database.ownerQuery<{ member_id: number }>(
    `insert into member (member_code) values ('=M1'), ('M2') returning member_id`,
  )
  const memberIds = members.map(({ member_id }) => Number(member_id))
  await audit.append([
    anAuditEvent({ memberIds }),
    anAuditEvent({ actorId: '-u', detail: { reason: 'ü\n"x"' } }),
  ])
})
afterAll(async () => {
  await dataSource.destroy()
  await superuser.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

const context = commandLineContext()
const everything = { from: null, to: null }
const verify = () => verifyAudit(login, context, privateKey, () => {})

type Line = AuditRecord & { readonly hash: string; readonly members: readonly string[] }

async function linesOf(file: string): Promise<Line[]> {
  const text = await readFile(file, 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('an export', () => {
  test('has what the hashes are made of: they can be worked out from the file alone', async () => {
    const out = path.join(folder, 'all.jsonl')
    const written = await exportAudit(login, context, { period: everything, format: 'jsonl', out })
    const lines = await linesOf(out)
    expect(lines).toHaveLength(written)
    let hash = START_OF_ALL
    for (const { hash: stored, members: _, ...record } of lines) {
      hash = recordHash(hash, record)
      expect(stored).toBe(hash.toString('hex'))
    }
    expect(lines[0]).toMatchObject({ number: '1', members: ['=M1', 'M2'] })
    expect((await stat(out)).mode & 0o777).toBe(0o600)
  })

  test('is itself the last record in it, with who asked for it', async () => {
    const out = path.join(folder, 'again.jsonl')
    const today = new Date().toISOString().slice(0, 10)
    await exportAudit(login, context, { period: { from: today, to: null }, format: 'jsonl', out })
    expect((await linesOf(out)).at(-1)).toMatchObject({
      action: 'export.download',
      actor_kind: 'command_line',
      actor_id: os.userInfo().username,
      target: 'audit',
      detail: JSON.stringify({ format: 'jsonl', from: today, to: 'last' }),
    })
  })

  test('for a spreadsheet marks formulas as text', async () => {
    const out = path.join(folder, 'all.csv')
    await exportAudit(login, context, { period: everything, format: 'csv', out })
    const [header, first, second] = (await readFile(out, 'utf8')).split('\n')
    expect(header).toMatch(/^chain_day,number,link,.*,hash$/)
    expect(first).toContain(`,'=M1; M2,`)
    expect(second).toContain(",'-u,therapist,")
  })

  test('of days without a record is empty', async () => {
    const out = path.join(folder, 'none')
    const period = { from: '2020-01-01', to: '2020-12-31' }
    expect(await exportAudit(login, context, { period, format: 'jsonl', out })).toBe(0)
    expect(await readFile(out, 'utf8')).toBe('')
    await exportAudit(login, context, { period, format: 'csv', out })
    expect(await readFile(out, 'utf8')).toMatch(/^chain_day,[^\n]*\n$/)
  })

  test('that cannot be written leaves no file behind', async () => {
    const before = await readdir(folder)
    const out = path.join(folder, 'no-such-folder', 'file')
    const request = { period: everything, format: 'jsonl', out } as const
    await expect(exportAudit(login, context, request)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readdir(folder)).toEqual(before)
  })

  test('that cannot be recorded is not written', async () => {
    const out = path.join(folder, 'unrecorded')
    await superuser.query('revoke insert on audit_event from tidemark_command_line')
    const request = { period: everything, format: 'jsonl', out } as const
    await expect(exportAudit(login, context, request)).rejects.toMatchObject({ code: 'audit_unavailable' })
    await superuser.query('grant insert on audit_event to tidemark_command_line')
    expect(await readdir(folder)).not.toContain('unrecorded')
  })
})

describe('the verification', () => {
  test('says how much it read, and the head to keep', async () => {
    const verdict = await verify()
    const [head] = await superuser.query<{ number: number; hash: string; day: string }>(
      `select last_number as number, encode(last_hash, 'hex') as hash, chain_day as day from audit_chain`,
    )
    const { number, hash, day } = head ?? {}
    expect(JSON.parse(verdictJson(verdict))).toEqual({
      valid: true,
      days: 1,
      records: number,
      head: { chain_day: day, number, hash },
    })
    expect(verdictSummary(verdict)).toBe(
      `Intact: ${number} records of 1 day.\nHead to keep elsewhere: ${day} number ${number} ${hash}`,
    )
  })

  test('names the first record that is wrong', async () => {
    await superuser.query('alter table audit_event disable trigger all')
    await superuser.query("update audit_event set actor_id = 'nobody' where number = 2")
    const verdict = await verify()
    expect(JSON.parse(verdictJson(verdict))).toMatchObject({ valid: false, number: 2, fault: 'edited' })
    expect(verdictSummary(verdict)).toMatch(/^BROKEN on \d{4}-\d\d-\d\d at number 2 \(edited\): /)
  })
})
