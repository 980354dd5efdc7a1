// Studies asked for over the API and worked out by a worker, on a clinic of chosen arms.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { jobSchema } from '../../../api/src/contracts/jobs.js'
import {
  type Study,
  type StudyRun,
  studyPreviewSchema,
  studyRunSchema,
  studySchema,
} from '../../../api/src/contracts/studies.js'
import { type JobQueue, runJobQueue } from '../../../api/src/database/job-queue/run-job-queue.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import { studyJobs } from '../../../api/src/features/comparison/study-jobs.service.js'
import { JobCancelled, type RunningJob, runJob } from '../../../api/src/features/jobs/run-job.service.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { importsService, runImport } from '../imports/run-import.js'
import { until, untilState } from '../jobs/worker.js'
import { asDirector } from '../support/as-director.js'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const data = fileURLToPath(new URL('../../fixtures/reference-small/data', import.meta.url))
const NOW = '2026-06-01T12:00:00Z'
const context = workerContext('jobs')

let database: TestDatabase
let api: TestApi
let director: Caller
let sites: string[]
const workers: JobQueue[] = []

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
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

/** A worker as in production; `onStep` is told of every step before it is kept. */
function startWorker(onStep: (done: number, jobMessage: string) => Promise<void> = async () => {}): void {
  const { access, url } = database.worker
  const { run_study: work } = studyJobs(access, context, { now: () => api.now() })
  const watched = (job: RunningJob) =>
    work({
      ...job,
      progress: async (reached) => {
        await onStep(reached.done, reached.message)
        await job.progress(reached)
      },
    })
  workers.push(
    runJobQueue({
      url,
      log: createLog('silent'),
      tasks: { run_study: (job) => runJob(access, context, watched, job, () => {}) },
      repeated: {},
      onSweep: async () => {},
    }),
  )
}

async function asked(caller: Caller, body: object): Promise<StudyRun> {
  const answer = await caller.send('POST', '/api/v1/studies', body)
  expect([answer.status, answer.status === 202 ? '' : answer.text]).toEqual([202, ''])
  return studyRunSchema.parse(answer.json())
}

const again = async (caller: Caller, studyId: number): Promise<StudyRun> =>
  studyRunSchema.parse((await caller.send('POST', `/api/v1/studies/${studyId}/run`, {})).json())

async function studyOf(caller: Caller, { run_id }: StudyRun): Promise<Study> {
  let studyId: number | null = null
  await until(async () => {
    const run = await caller.read(studyRunSchema, `/studies/runs/${run_id}`)
    studyId = run.study_id
    return studyId !== null || run.job?.ended_at !== null
  })
  return caller.read(studySchema, `/studies/${studyId}`)
}

/** The job of a run, which must have one. */
function jobOf({ job }: StudyRun): number {
  if (job === null) throw new Error('The run has no job.')
  return job.job_id
}

test('a study is worked out in steps by a worker, and is what it is when it is worked out at once', async () => {
  const steps: string[] = []
  startWorker(async (done, message) => {
    steps.push(`${done} ${message}`)
  })
  const definition = { name: 'In the background' }
  const run = await asked(director, { definition })
  expect(run).toMatchObject({ study_id: null, job: { kind: 'run_study', cancel_asked: false } })
  const study = await studyOf(director, run)
  expect(steps[0]).toBe('0 Records are read.')
  expect(steps.at(-1)).toBe('9 The comparison is stored.')
  expect(steps.map((step) => Number(step.split(' ')[0]))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  await untilState(database, jobOf(run), 'done')
  expect((await director.read(jobSchema, `/jobs/${jobOf(run)}`)).message).toMatch(
    /^The comparison of \d+ members is there\.$/,
  )
  const preview = await director.send('POST', '/api/v1/studies/preview', { definition })
  expect(study.result).toEqual(studyPreviewSchema.parse(preview.json()).result)
  expect(study).toMatchObject({
    code_version: `tidemark 0.1.0, calculation ${study.calculation_version}`,
    standing: { is_current: true, reasons: [] },
    frozen_by: null,
  })
  expect(study.created_by).toEqual(expect.any(String))
  const [record] = await database.ownerQuery<{ actor_kind: string; actor_role: string }>(
    `select actor_kind, actor_role from audit_event where target = $1 and action = 'record.create'`,
    [`study:${study.study_id}`],
  )
  expect(record).toEqual({ actor_kind: 'user', actor_role: 'director' })
})

test('the same question over unchanged records is answered by the stored study, without a job', async () => {
  startWorker()
  const body = { definition: { name: 'Twice' } }
  const first = await studyOf(director, await asked(director, body))
  expect(await asked(director, body)).toMatchObject({ study_id: first.study_id, job: null })
  expect(await again(director, first.study_id)).toMatchObject({ study_id: first.study_id, job: null })
  // Another cell of the question is another study.
  const other = await asked(director, { definition: { name: 'Twice', margin: 3 } })
  expect(other.study_id).toBeNull()
  expect((await studyOf(director, other)).version).toBe(first.version + 1)
})

test('a study says that records at its sites have changed since, and a run again reads them', async () => {
  startWorker()
  const [site] = sites
  const definition = { name: 'Before and after' }
  const ofOne = await studyOf(director, await asked(director, { definition, sites: [site] }))
  const ofAll = await studyOf(director, await asked(director, { definition }))
  const [elsewhere] = await database.ownerQuery<{ member_id: number }>(
    'select member_id from episode where site_id <> $1 order by 1 limit 1',
    [site],
  )
  await database.ownerQuery(
    `update response set is_voided = true where member_id = $1 and measure_code = 'phq9' and not is_voided`,
    [elsewhere?.member_id],
  )
  const standing = async (study: Study) =>
    (await director.read(studySchema, `/studies/${study.study_id}`)).standing
  expect(await standing(ofOne)).toEqual({ is_current: true, reasons: [] })
  expect(await standing(ofAll)).toEqual({ is_current: false, reasons: ['records_changed'] })
  const run = await again(director, ofAll.study_id)
  expect(run.study_id).toBeNull()
  const newer = await studyOf(director, run)
  expect(newer.standing.is_current).toBe(true)
  expect(newer.version).toBeGreaterThan(ofAll.version)
  const known = (study: Study) => study.result.flow.find(({ step }) => step === 'baseline_known')?.n
  expect(known(newer)).toBe((known(ofAll) ?? 0) - 1)
  // The old one is still what it was.
  expect((await director.read(studySchema, `/studies/${ofAll.study_id}`)).result).toEqual(ofAll.result)
})

const touch = (table: string, column: string) =>
  `update ${table} set ${column} = ${column} where ctid = (select min(ctid) from ${table})`

test.each([
  ['attendance', touch('attendance', 'status')],
  ['episode', touch('episode', 'joined_on')],
  ['group session', touch('group_session', 'session_on')],
  ['group', touch('treatment_group', 'format')],
  [
    'concurrent treatment',
    `insert into concurrent_treatment (member_id, kind, started_on)
     select member_id, 'medication', date '2020-01-01' from episode order by 1 limit 1`,
  ],
])('a change of one %s is noticed once by the studies of its site', async (_, statement) => {
  const count = async () =>
    (await database.ownerQuery<{ n: number }>('select count(*)::int as n from record_change'))[0]?.n ?? 0
  const before = await count()
  await database.ownerQuery(statement)
  expect(await count()).toBe(before + 1)
})

test('a study of today says on a later day that today is another one; one of a day that was asked for does not', async () => {
  startWorker()
  const today = await studyOf(director, await asked(director, { definition: { name: 'Of today' } }))
  const ofThen = await studyOf(
    director,
    await asked(director, { definition: { name: 'Of then' }, as_of: '2026-01-01' }),
  )
  api.setNow(new Date('2026-06-02T12:00:00Z'))
  try {
    const read = (study: Study) => director.read(studySchema, `/studies/${study.study_id}`)
    expect((await read(today)).standing.reasons).toEqual(['later_day'])
    expect((await read(ofThen)).standing.is_current).toBe(true)
    const next = await studyOf(director, await again(director, today.study_id))
    expect(next.as_of).toBe('2026-06-02')
  } finally {
    api.setNow(new Date(NOW))
  }
})

test('a run is cancelled between two steps, and leaves no study', async () => {
  let reached = () => {}
  const halfway = new Promise<void>((resolve) => {
    reached = resolve
  })
  let mayGoOn = () => {}
  const goOn = new Promise<void>((resolve) => {
    mayGoOn = resolve
  })
  startWorker(async (done) => {
    if (done !== 4) return
    reached()
    await goOn
  })
  const run = await asked(director, { definition: { name: 'Cancelled' } })
  // Asked again while it runs, it is the same run.
  expect((await asked(director, { definition: { name: 'Cancelled' } })).run_id).toBe(run.run_id)
  await halfway
  await director.send('POST', `/api/v1/jobs/${jobOf(run)}/cancel`, {})
  mayGoOn()
  await untilState(database, jobOf(run), 'cancelled')
  expect(await director.read(studyRunSchema, `/studies/runs/${run.run_id}`)).toMatchObject({
    study_id: null,
    job: { state: 'cancelled' },
  })
  const stored = await database.ownerQuery(`select from comparison_study where name = 'Cancelled'`)
  expect(stored).toEqual([])
})

test('a worker that dies after it has stored the study does not store it twice', async () => {
  const { access } = database.worker
  const { run_study: work } = studyJobs(access, context, { now: () => api.now() })
  const run = await asked(director, { definition: { name: 'Killed' } })
  const job = {
    subject: `study_run:${run.run_id}`,
    progress: async () => {},
    signal: new AbortController().signal,
  }
  await work(job)
  // The next worker takes the job up, because nobody has said that it is done.
  expect(await work(job)).toBe('The comparison is there.')
  const stored = await database.ownerQuery(`select from comparison_study where name = 'Killed'`)
  expect(stored).toHaveLength(1)
  const stopped = { ...job, progress: () => Promise.reject(new JobCancelled()) }
  await director.send('POST', `/api/v1/jobs/${jobOf(run)}/cancel`, {})
  expect(await work(stopped)).toBe('The comparison is there.')
})

async function directorOf(own: readonly string[]): Promise<{ user: TestUser; caller: Caller }> {
  const user = await makeUser(database, { role: 'director', sites: [...own] })
  return { user, caller: await api.as(user) }
}

test('a run reads what its director may see, and is no one else’s', async () => {
  startWorker()
  const [site] = sites
  const { caller } = await directorOf([site ?? ''])
  const run = await asked(caller, { definition: { name: 'Of one site' } })
  const study = await studyOf(caller, run)
  const [episodes] = await database.ownerQuery<{ n: number }>(
    'select count(*)::int as n from episode where site_id = $1',
    [site],
  )
  expect(study.result.flow[0]?.n).toBe(episodes?.n)
  expect((await director.get(`/api/v1/studies/runs/${run.run_id}`)).status).toBe(404)
  expect((await director.get(`/api/v1/jobs/${jobOf(run)}`)).status).toBe(404)
})

test.each([
  {
    what: 'lost a site',
    change: (id: string) => ['delete from user_site where user_id = $1 and site_id = $2', [id, sites[0]]],
  },
  {
    what: 'was disabled',
    change: (id: string) => ['update auth."user" set disabled_at = now() where id = $1', [id]],
  },
] as const)('a director who $what before the run began gets no study', async ({ change }) => {
  const { user, caller } = await directorOf(sites)
  const run = await asked(caller, { definition: { name: 'Too late' } })
  const [statement, values] = change(user.id)
  await database.ownerQuery(String(statement), Array.isArray(values) ? values : [])
  startWorker()
  await untilState(database, jobOf(run), 'failed')
  const [job] = await database.ownerQuery<{ message: string }>('select message from job where job_id = $1', [
    jobOf(run),
  ])
  expect(job?.message).toBe('Not all of its sites are yours any more. Ask again for those that are.')
  expect(
    await database.ownerQuery('select from comparison_study where created_by = $1', [`user:${user.id}`]),
  ).toEqual([])
})

test('who made a study and who froze it are named', async () => {
  startWorker()
  const study = await studyOf(director, await asked(director, { definition: { name: 'For the board' } }))
  const { user, caller } = await directorOf(sites)
  const frozen = studySchema.parse(
    (await caller.send('POST', `/api/v1/studies/${study.study_id}/freeze`, {})).json(),
  )
  const names = await database.ownerQuery<{ name: string }>('select name from auth."user" where id = $1', [
    user.id,
  ])
  expect(frozen.created_by).toBe(study.created_by)
  expect(frozen.frozen_by).toBe(names[0]?.name)
})
