// Studies of the simulated clinic "small", imported as files and compared through the API.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  newStudySchema,
  type Study,
  type StudyResultContract,
  type StudyRun,
  studyListSchema,
  studyPreviewSchema,
  studyResultSchema,
  studyRunSchema,
  studySchema,
} from '../../../api/src/contracts/studies.js'
import { type JobQueue, runJobQueue } from '../../../api/src/database/job-queue/run-job-queue.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import { StudiesService } from '../../../api/src/features/comparison/studies.service.js'
import { studyFolder, studyJson } from '../../../api/src/features/comparison/study.command.js'
import { studyJobs } from '../../../api/src/features/comparison/study-jobs.service.js'
import { runJob } from '../../../api/src/features/jobs/run-job.service.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { importsService, runImport } from '../imports/run-import.js'
import { until } from '../jobs/worker.js'
import { asDirector } from '../support/as-director.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const data = fileURLToPath(new URL('../../fixtures/reference-small/data', import.meta.url))
const NOW = '2026-06-01T12:00:00Z'
const AS_REFERENCE = {
  name: 'as-reference',
  baseline_threshold: null,
  landmark_day: null,
  outcome: { kind: 'last' },
}

let database: TestDatabase
let api: TestApi
let director: Caller
let sites: string[]
let worker: JobQueue

beforeAll(async () => {
  database = await createTestDatabase()
  const files = Object.fromEntries(readdirSync(data).map((file) => [file, readFileSync(join(data, file))]))
  const { report } = await runImport(importsService(database), files)
  expect(report.rejected).toBe(0)
  api = await startTestApi(database, { now: NOW })
  director = await asDirector(api)
  sites = (await database.ownerQuery<{ site_id: string }>('select site_id from site order by 1')).map(
    ({ site_id }) => site_id,
  )
  const context = workerContext('jobs')
  const { access, url } = database.worker
  const { run_study: work } = studyJobs(access, context, { now: () => api.now() })
  worker = runJobQueue({
    url,
    log: createLog('silent'),
    tasks: { run_study: (job) => runJob(access, context, work, job, () => {}) },
    repeated: {},
    onSweep: async () => {},
  })
})
afterAll(async () => {
  await worker.stop()
  await api.close()
  await database.drop()
})

async function created(caller: Caller, body: object): Promise<Study> {
  const answer = await caller.send('POST', '/api/v1/studies', body)
  if (answer.status !== 202) throw new Error(`${answer.status}: ${answer.text}`)
  const { run_id } = studyRunSchema.parse(answer.json())
  let run: StudyRun | undefined
  await until(async () => {
    run = await caller.read(studyRunSchema, `/studies/runs/${run_id}`)
    return run.study_id !== null || run.job?.ended_at !== null
  })
  return caller.read(studySchema, `/studies/${run?.study_id}`)
}

const figures = (result: StudyResultContract) =>
  result.estimates.flatMap(({ name, estimate, low, high }) =>
    [estimate, low, high].map((value, i) => [`${name} ${i}`, value] as const),
  )

test('the study "as-reference" gives over the API what the command gives on the same files', async () => {
  const report = await studyFolder({
    folder: data,
    definition: 'as-reference',
    asOf: null,
    ignoreUnknown: false,
    now: new Date(NOW),
    signal: new AbortController().signal,
    say: () => undefined,
  })
  const expected = studyResultSchema.parse(JSON.parse(studyJson(report)))
  const { result } = await created(director, { definition: { ...AS_REFERENCE, combinations_apart: false } })
  expect(result.definition).toEqual(expected.definition)
  expect(result.flow).toEqual(expected.flow)
  const found = new Map(figures(result))
  for (const [name, value] of figures(expected)) {
    if (value === null) expect([name, found.get(name)]).toEqual([name, null])
    else expect(found.get(name)).toBeCloseTo(value, 7)
  }
  expect(result.verdict).toEqual(expected.verdict)
})

test('a study is stored with what it stands on, a changed one as the next version of its name', async () => {
  const first = await created(director, { definition: { name: 'Does it differ?' } })
  const second = await created(director, { definition: { name: 'Does it differ?', margin: 3 } })
  expect([first.version, second.version]).toEqual([1, 2])
  expect(first).toMatchObject({ sites, as_of: '2026-06-01', frozen_at: null })
  expect(createHash('sha256').update(JSON.stringify(first.result)).digest('hex')).toBe(first.result_sha256)
  const read = await director.get(`/api/v1/studies/${first.study_id}`)
  expect(read.json()).toEqual(first)
  const { studies } = studyListSchema.parse((await director.get('/api/v1/studies')).json())
  expect(studies.map(({ study_id }) => study_id).slice(0, 2)).toEqual([second.study_id, first.study_id])
})

test('a frozen study stays as it is, whoever asks', async () => {
  const study = await created(director, { definition: { name: 'For the board' } })
  const freeze = () => director.send('POST', `/api/v1/studies/${study.study_id}/freeze`, {})
  const frozen = studySchema.parse((await freeze()).json())
  expect(frozen.frozen_at).not.toBeNull()
  expect((await freeze()).json()).toEqual(frozen)
  await expect(
    database.ownerQuery(`update comparison_study set result = '{}' where comparison_study_id = $1`, [
      study.study_id,
    ]),
  ).rejects.toThrow('A study is kept as it was computed.')
  await expect(
    database.ownerQuery('delete from comparison_study where comparison_study_id = $1', [study.study_id]),
  ).rejects.toThrow('A study is kept as it was computed.')
})

test('a changed cell is worked out without being stored', async () => {
  const before = studyListSchema.parse((await director.get('/api/v1/studies')).json()).studies.length
  const answer = await director.send('POST', '/api/v1/studies/preview', {
    definition: { baseline_threshold: 15 },
    as_of: '2024-12-31',
  })
  const { result } = studyPreviewSchema.parse(answer.json())
  expect(result.as_of).toBe('2024-12-31')
  expect(result.flow.find(({ step }) => step === 'severity')?.label).toBe('Baseline of 15 or worse')
  expect(studyListSchema.parse((await director.get('/api/v1/studies')).json()).studies).toHaveLength(before)
})

test('is given up when whoever asked goes away', async () => {
  const { id } = await makeUser(database, { role: 'director', sites })
  const caller = { actor: { kind: 'user', id }, role: 'director', requestId: 'r' } as const
  const left = new AbortController()
  const previewed = api.server
    .get(StudiesService)
    .preview(caller, newStudySchema.parse({ definition: {} }), left.signal)
  left.abort()
  await expect(previewed).rejects.toMatchObject({ status: 499, code: 'request_left' })
})

test('a director of some of its sites has no part in a study of all', async () => {
  const [own] = sites
  const other = await api.as(await makeUser(database, { role: 'director', sites: [own ?? ''] }))
  const study = await created(director, { definition: { name: 'Of every site' } })
  expect((await other.get(`/api/v1/studies/${study.study_id}`)).status).toBe(404)
  expect((await other.send('POST', `/api/v1/studies/${study.study_id}/freeze`, {})).status).toBe(404)
  const theirs = await created(other, { definition: { name: 'Of every site' } })
  expect(theirs.sites).toEqual([own])
  expect(theirs.result.flow[0]?.n).toBeLessThan(study.result.flow[0]?.n ?? 0)
  const { studies } = studyListSchema.parse((await other.get('/api/v1/studies')).json())
  expect(studies.map(({ study_id }) => study_id)).toEqual([theirs.study_id])
  const refused = await other.send('POST', '/api/v1/studies', { definition: {}, sites })
  expect([refused.status, Object(refused.json()).errors[0].path]).toEqual([400, 'sites'])
})

test.each([
  {
    what: 'a window inside the landmark',
    body: { definition: { landmark_day: 60 } },
    path: 'definition.outcome.week',
  },
  {
    what: 'a measure that is not known',
    body: { definition: { measure: 'phq8' } },
    path: 'definition.measure',
  },
  { what: 'a field that is not known', body: { definition: { threshold: 3 } }, path: 'definition' },
  { what: 'a day to come', body: { definition: {}, as_of: '2026-06-03' }, path: 'as_of' },
])('a study with $what is refused at the field', async ({ body, path }) => {
  const answer = await director.send('POST', '/api/v1/studies', body)
  expect([answer.status, Object(answer.json()).errors[0].path]).toEqual([400, path])
})
