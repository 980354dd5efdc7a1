// Reports are held against the records: what a later correction moved, and what is only newer.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type ReportRun, reportRunSchema } from '../../../api/src/contracts/report-runs.js'
import { commandLineContext, workerContext } from '../../../api/src/database/process-contexts.js'
import { rebuildOutcomes } from '../../../api/src/features/outcomes/rebuild.command.js'
import { checkReports } from '../../../api/src/features/report-runs/superseded/superseded.service.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { until } from '../jobs/worker.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { type FakeRenderers, fakeRenderers, startReportWorker, WHOLE } from './report-worker.js'

const NOW = '2026-06-01T12:00:00Z'

let database: TestDatabase
let api: TestApi
let renderers: FakeRenderers
let asDirector: Caller
let directorId: string

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  api = await startTestApi(database, { now: NOW })
  const director = await makeUser(database, { role: 'director', sites: ['north', 'south'] })
  directorId = director.id
  asDirector = await api.as(director)
  renderers = await fakeRenderers()
})
afterAll(async () => {
  await renderers.remove()
  await api.close()
  await database.drop()
})

async function made(request: object): Promise<number> {
  const worker = startReportWorker(database, await renderers.script(WHOLE), NOW)
  const answer = await asDirector.send('POST', '/api/v1/report-runs', request)
  const { report_run_id: id } = reportRunSchema.parse(answer.json())
  await until(async () => (await see(id)).state === 'done')
  await worker.stop()
  return id
}

const see = (id: number): Promise<ReportRun> => asDirector.read(reportRunSchema, `/report-runs/${id}`)

const check = () =>
  checkReports(
    database.worker.access,
    workerContext('jobs'),
    new Date('2026-06-03T02:30:00Z'),
    new AbortController().signal,
  )

/** As an entry that is corrected does it: the version goes up, and what follows from it is worked out again. */
async function correct(status: string, member: string): Promise<void> {
  await store(
    `update attendance set status = $1, version = version + 1
     where member_id = (select member_id from member where member_code = $2)
       and group_session_id = (select min(group_session_id) from attendance as first where first.member_id = attendance.member_id)`,
    [status, member],
  )
}

async function store(statement: string, values: readonly string[] = []): Promise<void> {
  await database.ownerQuery(statement, values)
  await rebuildOutcomes(database.access, commandLineContext(), { check: false })
}

test('a correction that moves a number supersedes the report, names the number, and leaves the files as they were', async () => {
  const id = await made({ definition: 'completeness', filters: { site: 'north' } })
  expect(await check()).toEqual({ checked: 1, superseded: 0 })
  const before = await see(id)
  await correct('absent_notified', 'improves')
  expect(await check()).toEqual({ checked: 1, superseded: 1 })
  const { superseded, ...after } = await see(id)
  // 4 members x 4 sessions: 15 attended, then 14.
  expect(superseded?.moved).toContainEqual({
    label: 'Attendance',
    before: '15 of 16 (93.8 %)',
    after: '14 of 16 (87.5 %)',
  })
  expect(after).toEqual({ ...before, superseded: undefined })
  // It has been said: it is not said again.
  expect(await check()).toEqual({ checked: 0, superseded: 0 })
})

test('a correction that moves nothing in the report leaves it as it stands', async () => {
  const id = await made({ definition: 'completeness', filters: { site: 'south' } })
  await correct('late', 'recovers')
  expect(await check()).toEqual({ checked: 1, superseded: 0 })
  expect((await see(id)).superseded).toBeNull()
})

test('records that came later move a report whose period was over, and not one that went on', async () => {
  const open = await made({ definition: 'completeness', filters: { site: 'south', from: '2026-01-01' } })
  const over = await made({ definition: 'completeness', filters: { site: 'south', to: '2026-03-31' } })
  await store(
    `insert into attendance (member_id, group_session_id, episode_id, status)
     select episode.member_id, group_session_id, episode_id, 'present'
     from episode join member using (member_id) join group_session using (group_id)
     where member_code = 'below-caseness' and session_number = 3`,
  )
  await check()
  const [afterOpen, afterOver] = [await see(open), await see(over)]
  expect(afterOpen.superseded).toBeNull()
  expect(afterOver.superseded?.moved.map(({ label }) => label)).toContain('Attendance')
})

test('whose reach has changed sees other numbers for another reason: nothing is superseded by that', async () => {
  const id = await made({ definition: 'programme_outcomes' })
  await database.ownerQuery(`delete from user_site where user_id = $1 and site_id = 'north'`, [directorId])
  await correct('present', 'improves')
  await correct('present', 'goes-on')
  await check()
  const [row] = await database.ownerQuery<{ superseded_at: Date | null }>(
    'select superseded_at from report_run where report_run_id = $1',
    [id],
  )
  expect(row).toEqual({ superseded_at: null })
})
