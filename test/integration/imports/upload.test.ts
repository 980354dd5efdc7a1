import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type DynamicModule, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { parse } from 'csv-parse/sync'
import {
  type ImportReport,
  importListSchema,
  importReportSchema,
} from '../../../api/src/contracts/imports.js'
import { problemSchema } from '../../../api/src/contracts/problem.js'
import { ImportsModule } from '../../../api/src/features/imports/imports.module.js'
import { SystemClock } from '../../../api/src/platform/clock.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { type PlatformParts, platformModule } from '../../../api/src/platform/platform.module.js'
import { requestId } from '../../../api/src/platform/request-id.js'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { countRows } from './run-import.js'

@Module({ imports: [ImportsModule] })
class ImportsAlone {}

const alone = (parts: PlatformParts): DynamicModule => ({
  module: ImportsAlone,
  imports: [platformModule(parts)],
})

let database: TestDatabase
let app: NestFastifyApplication
let address: string

beforeAll(async () => {
  database = await createTestDatabase()
  const log = createLog('silent')
  const parts = { ...database, clock: new SystemClock(), log }
  app = await NestFactory.create<NestFastifyApplication>(
    alone(parts),
    new FastifyAdapter({ genReqId: requestId, forceCloseConnections: true }),
    {
      logger: false,
    },
  )
  app.setGlobalPrefix('api/v1')
  await app.listen(0, '127.0.0.1')
  address = `${await app.getUrl()}/api/v1/imports`
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

type Files = Readonly<Record<string, string | Uint8Array>>

function formOf(files: Files, fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name)
  return form
}

function send(files: Files, fields: Readonly<Record<string, string>> = {}, key?: string): Promise<Response> {
  const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key }
  return fetch(address, { method: 'POST', headers, body: formOf(files, fields) })
}

async function report(answer: Response): Promise<ImportReport> {
  expect(answer.status).toBe(200)
  return importReportSchema.parse(await answer.json())
}

async function problem(answer: Response): Promise<{ status: number; code: string }> {
  const { status, code } = problemSchema.parse(await answer.json())
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(answer.status).toBe(status)
  return { status, code }
}

describe('files that are sent by a browser', () => {
  beforeEach(async () => {
    await send({ ...clinicFiles() })
  })

  test('a dry run answers with what would happen, and a refusal with what was found', async () => {
    const files = changedFile('responses.csv', { add: ['R9,M1,G1-2,2026-01-12,phq9,7,1,1,1,1,1,1,1,1'] })
    expect(await report(await send(files, { dry_run: 'true' }))).toMatchObject({
      dry_run: true,
      committed: false,
      rejected: 1,
    })
    const refused = await report(await send(files))
    expect(refused).toMatchObject({
      committed: false,
      rejected: 1,
      duplicate: 5,
      safety: { rejected_with_risk_answer: 1 },
    })
  })

  test('the same key and contents get the first answer again; other contents are refused', async () => {
    const first = await report(await send(clinicFiles(), {}, 'key-1'))
    const before = await countRows(database)
    expect(await report(await send(clinicFiles(), {}, 'key-1'))).toEqual(first)
    expect(await countRows(database)).toEqual(before)
    expect(await problem(await send(clinicFiles({ 'responses.csv': null }), {}, 'key-1'))).toEqual({
      status: 422,
      code: 'idempotency_key_reused',
    })
  })

  test('a file that cannot be read is named in the report', async () => {
    const answer = await report(await send({ 'sessions.csv': 'a;b\n1;2\n', 'notes.txt': 'x' }))
    expect(answer.errors).toMatchObject([{ code: 'wrong_delimiter', file: 'sessions.csv' }])
    expect(answer.notices).toMatchObject([{ code: 'file_ignored' }])
  })

  test('an Excel workbook that is named .csv is refused by its content', async () => {
    expect(
      await problem(await send({ 'sessions.csv': Buffer.from('PK\u0003\u0004xl/workbook.xml') })),
    ).toEqual({
      status: 415,
      code: 'not_csv',
    })
  })

  test('more than 50 MB is refused', async () => {
    const big = Buffer.alloc(51 * 1024 * 1024, 0x61)
    expect(await problem(await send({ 'sessions.csv': big }))).toEqual({ status: 413, code: 'too_large' })
    const half = big.subarray(0, 26 * 1024 * 1024)
    expect(await problem(await send({ 'sessions.csv': half, 'responses.csv': half }))).toEqual({
      status: 413,
      code: 'too_large',
    })
  })

  test('a field that is not known, or not as it should be, is refused', async () => {
    expect(await problem(await send(clinicFiles(), { mode: 'some' }))).toEqual({
      status: 400,
      code: 'invalid_field',
    })
    expect(await problem(await send(clinicFiles(), { __proto__x: '1' }))).toEqual({
      status: 400,
      code: 'invalid_field',
    })
  })

  test('anything but a form is refused', async () => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: 'x',
    })
    expect(answer.status).toBe(415)
  })

  test('an upload that breaks off stores nothing', async () => {
    const before = await countRows(database)
    await new Promise<void>((resolve) => {
      const sending = httpRequest(address, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '1000000' },
      })
      sending.on('error', () => resolve())
      sending.write(
        '--x\r\ncontent-disposition: form-data; name="files"; filename="groups.csv"\r\n\r\ngroup_id,site_id',
      )
      setTimeout(() => sending.destroy(), 50)
      sending.on('close', () => resolve())
    })
    expect(await countRows(database)).toEqual(before)
  })

  test('imports are listed newest first, and each is found by its number', async () => {
    const latest = await report(await send(clinicFiles(), { source: 'north' }))
    const { imports, total } = importListSchema.parse(await (await fetch(`${address}?limit=2`)).json())
    expect(imports[0]).toMatchObject({
      import_id: latest.import_id,
      source_system: 'north',
      actor: 'system:open',
    })
    expect(imports).toHaveLength(2)
    expect(total).toBeGreaterThanOrEqual(2)
    expect(await (await fetch(`${address}/${latest.import_id}`)).json()).toMatchObject({ rows: 20 })
    expect(await problem(await fetch(`${address}/999999`))).toEqual({ status: 404, code: 'import_not_found' })
  })

  test('every rejected row stands in rejects.csv', async () => {
    const bad = Array.from({ length: 300 }, (_, i) => `X${i},M1,G1-2,2026-01-12,phq9,9,9,1,1,1,1,1,1,0`)
    const header =
      'response_id,member_id,session_id,response_date,measure,item1,item2,item3,item4,item5,item6,item7,item8,item9'
    const { import_id, first_rejects, rejects_total } = await report(
      await send({ 'responses.csv': lines(header, ...bad) }),
    )
    expect(first_rejects).toHaveLength(200)
    expect(rejects_total).toBe(600)
    const answer = await fetch(`${address}/${import_id}/rejects.csv`)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="import-${import_id}-rejects.csv"`,
    )
    const rows: Record<string, string>[] = parse(await answer.text(), { columns: true })
    expect(rows).toHaveLength(600)
    expect(rows[1]).toMatchObject({
      file: 'responses.csv',
      row: '2',
      column: 'item2',
      code: 'item_out_of_range',
    })
  })
})
