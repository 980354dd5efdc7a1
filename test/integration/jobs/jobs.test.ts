import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { acceptedJobSchema, jobSchema } from '../../../api/src/contracts/jobs.js'
import type { AccessContext } from '../../../api/src/database/access.js'
import type { JobQueue } from '../../../api/src/database/job-queue/run-job-queue.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import { requestJob } from '../../../api/src/features/jobs/jobs.service.js'
import { runJob } from '../../../api/src/features/jobs/run-job.service.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { jobRow, startWorker, until, untilState } from './worker.js'
import { compileWorkingProcess, type WorkingProcesses } from './working-process.js'

let database: TestDatabase
let api: TestApi
let processes: WorkingProcesses
let director: TestUser
let asDirector: Caller
let asTherapist: Caller
const workers: JobQueue[] = []
const context = workerContext('jobs')

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  api = await startTestApi(database)
  director = await makeUser(database, { role: 'director', sites: ['north'] })
  asDirector = await api.as(director)
  asTherapist = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-g1' }))
  processes = await compileWorkingProcess()
})
afterAll(async () => {
  for (const worker of workers) await worker.stop()
  await processes.remove()
  await api.close()
  await database.drop()
})

const contextOf = ({ id }: TestUser, role: TestUser['role']): AccessContext => ({
  actor: { kind: 'user', id },
  role,
  requestId: randomUUID(),
})

/** A director asks on the screen. */
async function ask(): Promise<number> {
  const answer = await asDirector.send('POST', '/api/v1/model-fits')
  expect(answer.status).toBe(202)
  return acceptedJobSchema.parse(answer.json()).job_id
}

const see = (jobId: number, caller = asDirector) => caller.read(jobSchema, `/jobs/${jobId}`)

/** The worker asks, as the calendar makes it. */
const askForRefresh = () =>
  database.worker.access.run(context, (transaction) => requestJob(transaction, 'refresh_signals'))

function worker(...given: Parameters<typeof startWorker> extends [unknown, ...infer Rest] ? Rest : never) {
  const started = startWorker(database, ...given)
  workers.push(started)
  return started
}

const queued = () =>
  database.ownerQuery<{ name: string; key: string }>(
    'select task_identifier as name, key from graphile_worker.jobs order by id',
  )

test('a job is asked for with the change that needs it, or not at all', async () => {
  const asked = database.application.access.run(contextOf(director, 'director'), async (transaction) => {
    await requestJob(transaction, 'fit_expected_response')
    throw new Error('The change failed.')
  })
  await expect(asked).rejects.toThrow('The change failed.')
  expect(await queued()).toEqual([])
  expect(await database.ownerQuery('select from job')).toEqual([])
})

test('nobody can put work into the queue but that of a kind which is theirs to ask for', async () => {
  const therapist = await makeUser(database, { role: 'therapist' })
  const tries: [TestUser, string][] = [
    [director, `select request_job('check_derived_rows', null)`],
    [director, `select request_job('no_such_work', null)`],
    [therapist, `select request_job('fit_expected_response', null)`],
    [director, `select graphile_worker.add_job('fit_expected_response')`],
    [director, `insert into job (kind, is_shared) values ('fit_expected_response', true)`],
    [director, `select hand_on_job(1)`],
  ]
  for (const [user, statement] of tries) {
    const tried = database.application.access.run(contextOf(user, user.role), (transaction) =>
      transaction.query(statement),
    )
    await expect(tried).rejects.toMatchObject({ code: '42501' })
  }
  // Who is disabled asks for nothing.
  const gone = await makeUser(database, { role: 'director', sites: ['north'] })
  await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [gone.id])
  const asked = database.application.access.run(contextOf(gone, 'director'), (transaction) =>
    requestJob(transaction, 'fit_expected_response'),
  )
  await expect(asked).rejects.toMatchObject({ code: '42501' })
  expect(await queued()).toEqual([])
})

test('a second request while one waits is the same job; who did not ask and is no director sees none', async () => {
  const jobId = await ask()
  expect(await ask()).toBe(jobId)
  expect(await queued()).toEqual([{ name: 'fit_expected_response', key: `job:${jobId}` }])
  const other = await api.as(await makeUser(database, { role: 'director', sites: ['south'] }))
  expect(await see(jobId, other)).toMatchObject({ state: 'waiting', cancel_asked: false, ended_at: null })
  expect((await asTherapist.get(`/api/v1/jobs/${jobId}`)).status).toBe(404)
  expect((await asTherapist.send('POST', `/api/v1/jobs/${jobId}/cancel`)).status).toBe(404)
  expect((await asTherapist.get(`/api/v1/jobs/${jobId}/events`)).status).toBe(404)
  expect((await see(jobId)).cancel_asked).toBe(false)
})

test('one that waits is cancelled at once, with a record, and nothing of it stays in the queue', async () => {
  const jobId = await ask()
  const answer = await asDirector.send('POST', `/api/v1/jobs/${jobId}/cancel`)
  expect(jobSchema.parse(answer.json())).toMatchObject({ state: 'cancelled', cancel_asked: true })
  expect(await queued()).toEqual([])
  const [record] = await database.ownerQuery(
    `select action, target, actor_id from audit_event where target = $1 and action = 'record.amend'`,
    [`job:${jobId}`],
  )
  expect(record).toEqual({ action: 'record.amend', target: `job:${jobId}`, actor_id: director.id })
  // Again changes nothing, and leaves no second record.
  expect((await asDirector.send('POST', `/api/v1/jobs/${jobId}/cancel`)).status).toBe(200)
  const records = await database.ownerQuery(
    `select from audit_event where target = $1 and action = 'record.amend'`,
    [`job:${jobId}`],
  )
  expect(records).toHaveLength(1)
})

test('who follows a job is told of every state until it has ended', async () => {
  const jobId = await ask()
  const following = asDirector.get(`/api/v1/jobs/${jobId}/events`)
  let mayEnd = () => {}
  const end = new Promise<void>((resolve) => {
    mayEnd = resolve
  })
  const running = worker(async (job) => {
    await job.progress({ done: 1, total: 2, message: 'Half of it.' })
    await end
    return 'All of it.'
  })
  await until(async () => (await see(jobId)).done === 1)
  expect(await see(jobId)).toMatchObject({ state: 'running', done: 1, total: 2, message: 'Half of it.' })
  mayEnd()
  const { status, headers, text } = await following
  expect([status, headers['content-type']]).toEqual([200, 'text/event-stream'])
  // As every answer: nothing of it is kept, and nothing else may be made of it.
  expect([headers['cache-control'], headers['x-content-type-options']]).toEqual(['no-store', 'nosniff'])
  const told = [...text.matchAll(/^event: job\ndata: (.+)$/gm)].map(([, data]) =>
    jobSchema.parse(JSON.parse(data ?? '')),
  )
  expect(told.at(0)?.state).toBe('waiting')
  expect(told.at(-1)).toMatchObject({ job_id: jobId, state: 'done', message: 'All of it.' })
  expect(new Set(told.map(({ job_id }) => job_id)).size).toBe(1)
  await running.stop()
})

test('one that runs ends at its next step when it is cancelled', async () => {
  const jobId = await ask()
  let steps = 0
  const running = worker(async (job) => {
    for (;;) {
      steps += 1
      await job.progress({ done: steps, total: 1_000_000, message: 'It goes on.' })
    }
  })
  await untilState(database, jobId, 'running')
  expect((await asDirector.send('POST', `/api/v1/jobs/${jobId}/cancel`)).status).toBe(200)
  await untilState(database, jobId, 'cancelled')
  await until(async () => (await queued()).length === 0)
  const stepsThen = steps
  await running.stop()
  expect(steps).toBe(stepsThen)
  expect(await jobRow(database, jobId)).toMatchObject({ message: expect.stringContaining('cancelled') })
})

test('work that begins waits for the change that has just joined it', async () => {
  await database.ownerQuery('create table change_of_the_test (n integer)')
  const jobId = await askForRefresh()
  const seen: number[] = []
  let running: JobQueue | null = null
  await database.application.access.run(contextOf(director, 'director'), async (transaction) => {
    expect(await requestJob(transaction, 'refresh_signals')).toBe(jobId)
    running = worker(async () => {
      const [row] = await database.ownerQuery<{ n: number }>(
        'select count(*)::int as n from change_of_the_test',
      )
      seen.push(row?.n ?? 0)
      return 'Seen.'
    })
    await until(async () => (await queued()).length === 1 && (await isTaken()))
    await database.ownerQuery('insert into change_of_the_test values (1)')
  })
  await untilState(database, jobId, 'done')
  expect(seen).toEqual([1])
  await (running as JobQueue | null)?.stop()
})

async function isTaken(): Promise<boolean> {
  const [job] = await database.ownerQuery('select from graphile_worker.jobs where locked_at is not null')
  return job !== undefined
}

test('two workers do the work of a job once', async () => {
  let times = 0
  const work = async () => {
    times += 1
    return 'Done.'
  }
  const two = [worker(work), worker(work)]
  for (let round = 1; round <= 5; round += 1) {
    await untilState(database, await askForRefresh(), 'done')
    expect(times).toBe(round)
  }
  for (const one of two) await one.stop()
})

test('a worker that is asked to stop in the middle leaves its job to the next, and the attempt does not count', async () => {
  const jobId = await askForRefresh()
  for (let stopped = 0; stopped < 4; stopped += 1) {
    const running = worker(async (job) => {
      for (let done = 1; ; done += 1) {
        await job.progress({ done, total: 1_000_000, message: 'It goes on.' })
      }
    })
    await until(async () => ((await jobRow(database, jobId)).done ?? 0) > 0)
    await running.stop()
    expect(await jobRow(database, jobId)).toEqual({
      state: 'waiting',
      done: null,
      total: null,
      message: null,
    })
  }
  const next = worker(async () => 'Ended by the next.')
  await untilState(database, jobId, 'done')
  expect((await jobRow(database, jobId)).message).toBe('Ended by the next.')
  await next.stop()
})

test('a process that is asked to stop in the middle of a job leaves it too', async () => {
  const jobId = await askForRefresh()
  const running = await processes.start(database.urls.worker)
  await running.stop()
  expect(await jobRow(database, jobId)).toMatchObject({ state: 'waiting', done: null })
  const next = worker(async () => 'Ended by the next.')
  await untilState(database, jobId, 'done')
  await next.stop()
})

test('the job of a worker that was killed is taken up again and ends', async () => {
  const jobId = await askForRefresh()
  const doomed = await processes.start(database.urls.worker)
  await doomed.kill()
  expect((await jobRow(database, jobId)).state).toBe('running')
  const next = worker(async () => 'Ended by the next.')
  await untilState(database, jobId, 'done')
  expect((await jobRow(database, jobId)).message).toBe('Ended by the next.')
  await next.stop()
}, 60_000)

test('a job whose workers die again and again has failed in the end, and says what to do', async () => {
  const jobId = await askForRefresh()
  // As after the third death: the queue does not give it out again.
  await database.ownerQuery(
    `update graphile_worker._private_jobs set attempts = max_attempts where key = 'job:' || $1`,
    [jobId],
  )
  const running = worker(async () => 'Never.')
  await untilState(database, jobId, 'failed')
  expect((await jobRow(database, jobId)).message).toContain('the log of the worker says why')
  await running.stop()
})

test('work that fails is tried again, and has failed at the last attempt', async () => {
  const failing = async () => {
    throw new Error('A name that nobody may see')
  }
  const run = (jobId: number, isLastAttempt: boolean) =>
    runJob(
      database.worker.access,
      context,
      failing,
      { payload: { jobId }, isLastAttempt, signal: new AbortController().signal },
      (error) => failures.push(error),
    )
  const failures: unknown[] = []
  const jobId = await askForRefresh()
  await expect(run(jobId, false)).rejects.toThrow()
  expect(await jobRow(database, jobId)).toMatchObject({
    state: 'waiting',
    message: 'It did not end, and is tried again.',
  })
  await run(jobId, true)
  const { state, message } = await jobRow(database, jobId)
  expect([state, message?.includes('A name')]).toEqual(['failed', false])
  expect(failures).toHaveLength(2)
})
