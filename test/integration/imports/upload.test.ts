import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import {
  type ImportReport,
  importListSchema,
  importReportSchema,
} from '../../../api/src/contracts/imports.js'
import { problemSchema } from '../../../api/src/contracts/problem.js'
import { newSecret, secretHash, secretPrefix } from '../../../api/src/features/tokens/token-secret.js'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { makeUser, signInCookie, type TestUser } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { countRows } from './run-import.js'

let database: TestDatabase
let api: TestApi
let coordinator: TestUser
let address: string
/** Of a coordinator of S1, as the dashboard sends them. */
let signedIn: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  api = await startTestApi(database)
  await database.ownerQuery(`insert into site (site_id, name) values ('S1', 'S1'), ('S2', 'S2')`)
  coordinator = await makeUser(database, { role: 'coordinator', sites: ['S1'] })
  signedIn = await headersOf(coordinator)
  address = `${await api.server.getUrl()}/api/v1/imports`
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

async function headersOf(user: TestUser): Promise<Record<string, string>> {
  return { cookie: await signInCookie(api, user), origin: await api.server.getUrl() }
}

/** A program that may import at these sites. */
async function programAt(...sites: string[]): Promise<Record<string, string>> {
  const secret = newSecret()
  await database.ownerQuery(
    `insert into api_token (token_id, name, token_hash, prefix, scopes, site_ids, created_by, expires_at)
     values ($1, 'program', $1, $2, '{ingest:write}', $3, 'user:test', now() + interval '1 day')`,
    [secretHash(secret), secretPrefix(secret), sites],
  )
  return { authorization: `Bearer ${secret}` }
}

const ask = (path: string, headers = signedIn) => fetch(`${address}${path}`, { headers })

type Files = Readonly<Record<string, string | Uint8Array>>

function formOf(files: Files, fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name)
  return form
}

function send(
  files: Files,
  fields: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = signedIn,
): Promise<Response> {
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

  test.each([['all-or-nothing'], ['accept-valid']])(
    'in the mode %s the report says which rejected rows need a person, for item 9 was answered',
    async (mode) => {
      const files = changedFile('responses.csv', {
        add: [
          'R9,M1,G1-2,2026-01-12,phq9,7,1,1,1,1,1,1,1,1',
          'R10,M1,G1-2,2026-01-12,phq9,7,1,1,1,1,1,1,1,0',
        ],
      })
      const answer = await report(await send(files, { mode }))
      expect(answer.committed).toBe(mode === 'accept-valid')
      expect(answer.safety).toEqual({
        rejected_with_risk_answer: 1,
        rows: [{ file: 'responses.csv', row: 7 }],
      })
      expect(answer.first_rejects.map((reject) => [reject.row, reject.is_safety_relevant])).toEqual([
        [7, true],
        [8, false],
      ])
    },
  )

  test('the same key and contents get the first answer again; other contents are refused', async () => {
    const first = await report(await send(clinicFiles(), {}, { ...signedIn, 'Idempotency-Key': 'key-1' }))
    const before = await countRows(database)
    expect(await report(await send(clinicFiles(), {}, { ...signedIn, 'Idempotency-Key': 'key-1' }))).toEqual(
      first,
    )
    expect(await countRows(database)).toEqual(before)
    expect(
      await problem(
        await send(clinicFiles({ 'responses.csv': null }), {}, { ...signedIn, 'Idempotency-Key': 'key-1' }),
      ),
    ).toEqual({
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
      headers: { ...signedIn, 'content-type': 'text/csv' },
      body: 'x',
    })
    expect(answer.status).toBe(415)
  })

  test('an upload that breaks off stores nothing', async () => {
    const before = await countRows(database)
    await new Promise<void>((resolve) => {
      const sending = httpRequest(address, {
        method: 'POST',
        headers: {
          ...signedIn,
          'content-type': 'multipart/form-data; boundary=x',
          'content-length': '1000000',
        },
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
    const { imports, total } = importListSchema.parse(await (await ask('?limit=2')).json())
    expect(imports[0]).toMatchObject({
      import_id: latest.import_id,
      source_system: 'north',
      actor: `user:${coordinator.id}`,
    })
    expect(imports).toHaveLength(2)
    expect(total).toBeGreaterThanOrEqual(2)
    expect(await (await ask(`/${latest.import_id}`)).json()).toMatchObject({ rows: 20 })
    expect(await problem(await ask('/999999'))).toEqual({ status: 404, code: 'import_not_found' })
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
    const answer = await ask(`/${import_id}/rejects.csv`)
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

describe('somebody whose sites are others', () => {
  let other: Record<string, string>

  beforeAll(async () => {
    await send(clinicFiles())
    other = await headersOf(await makeUser(database, { role: 'coordinator', sites: ['S2'] }))
  })

  test('is told of each row that is out of reach, and nothing of it is stored', async () => {
    const before = await countRows(database)
    const found = await report(await send(clinicFiles(), { mode: 'accept-valid' }, other))
    expect(found).toMatchObject({ rows: 20, rejected: 20 })
    expect(new Set(found.first_rejects.map(({ code }) => code))).toEqual(new Set(['out_of_reach']))
    expect(await countRows(database)).toEqual(before)
  })

  test('finds neither the imports of others nor their rejects', async () => {
    const { import_id } = await report(await send(clinicFiles()))
    for (const path of [`/${import_id}`, `/${import_id}/rejects.csv`]) {
      expect(await problem(await ask(path, other))).toEqual({ status: 404, code: 'import_not_found' })
    }
    const { imports } = importListSchema.parse(await (await ask('?limit=100', other)).json())
    expect(imports.filter(({ actor }) => actor === `user:${coordinator.id}`)).toEqual([])
  })

  test('a collision that only the database can see is a problem, and not a failure of the server', async () => {
    // The member comes to S2 as well: from then on its coordinator sees the member, and not the episode at S1.
    const group = lines(
      'group_id,site_id,therapist_id,modality,format,structure,start_date,planned_sessions',
      'G2,S2,T1,support,online,open,2026-01-05,8',
    )
    const placed = (joined: string, end: string) => ({
      'groups.csv': group,
      'members.csv': lines('member_id,group_id,join_date,planned_end_date', `M1,G2,${joined},${end}`),
    })
    const atBoth = await programAt('S1', 'S2')
    expect(await report(await send(placed('2026-02-02', '2026-03-02'), {}, atBoth))).toMatchObject({
      committed: true,
      accepted: 2,
    })
    expect(await problem(await send(placed('2026-01-12', '2026-01-20'), {}, other))).toEqual({
      status: 409,
      code: 'conflict_out_of_reach',
    })
  })
})
