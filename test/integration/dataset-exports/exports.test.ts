// Data sets asked for over the API and made by a worker, on a clinic of several hundred drawn persons.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { Command } from 'commander'
import {
  type DatasetExport,
  type DatasetPreview,
  datasetChoicesSchema,
  datasetExportListSchema,
  datasetExportSchema,
  datasetPreviewSchema,
} from '../../../api/src/contracts/dataset-exports.js'
import type { DatasetEpisode } from '../../../api/src/core/dataset/cohort.js'
import { type JobQueue, runJobQueue } from '../../../api/src/database/job-queue/run-job-queue.js'
import { commandLineContext, workerContext } from '../../../api/src/database/process-contexts.js'
import { queryDatasetEpisodes } from '../../../api/src/features/dataset-exports/dataset-episodes.query.js'
import { refuseExport } from '../../../api/src/features/dataset-exports/dataset-exports.repository.js'
import {
  datasetJobs,
  forgetExpiredDatasets,
} from '../../../api/src/features/dataset-exports/dataset-jobs.service.js'
import { queryKnownIds } from '../../../api/src/features/dataset-exports/known-ids.query.js'
import { addExportRunCommand } from '../../../api/src/features/dataset-exports/run.command.js'
import { type RunningJob, runJob } from '../../../api/src/features/jobs/run-job.service.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { filesOf } from '../../builders/dataset-package.js'
import { insertDrawnPersons } from '../../builders/drawn-persons.js'
import { randomPersons } from '../../builders/random-persons.js'
import { until } from '../jobs/worker.js'
import { compileWorkingProcess, type WorkingProcesses } from '../jobs/working-process.js'
import { makeUser, signInCookie, type TestUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { makingProgram } from './making-program.js'

const context = workerContext('jobs')
const v1 = '/api/v1/dataset-exports'
const definition = {
  measure: 'phq9',
  variables: [{ name: 'age_band' }, { name: 'gender' }, { name: 'arm' }],
  k: 11,
  filter: {},
}
const asked = { ...definition, purpose: 'Reliable change by age', recipient: 'A university' }

let database: TestDatabase
let api: TestApi
let researcherUser: TestUser
let researcher: Caller
let cookie: string
let director: Caller
let folder: string
const workers: JobQueue[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await insertDrawnPersons(database, 403)
  await database.ownerQuery(`update treatment_group set focus = 'substance_use' where structure = 'closed'`)
  api = await startTestApi(database, { now: '2026-06-01T12:00:00Z' })
  researcherUser = await makeUser(database, { role: 'researcher' })
  cookie = await signInCookie(api, researcherUser)
  researcher = await api.as(cookie)
  director = await api.as(await makeUser(database, { role: 'director', sites: ['north'] }))
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-exports-'))
  startWorker()
})
afterEach(async () => {
  // Each test begins with a worker that does what production's does.
  for (const worker of workers.splice(0)) await worker.stop()
  startWorker()
})
afterAll(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
  await api.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function startWorker(onStep: (message: string) => Promise<void> = async () => {}): void {
  const { access, url } = database.worker
  const work = datasetJobs(access, context, { now: () => api.now() })
  const watched = (kind: keyof typeof work) => (job: RunningJob) =>
    work[kind]({
      ...job,
      progress: async (reached) => {
        await onStep(reached.message)
        await job.progress(reached)
      },
    })
  workers.push(
    runJobQueue({
      url,
      log: createLog('silent'),
      tasks: {
        make_dataset: (job) => runJob(access, context, watched('make_dataset'), job, () => {}),
        preview_dataset: (job) => runJob(access, context, watched('preview_dataset'), job, () => {}),
      },
      repeated: {},
      onSweep: async () => {},
    }),
  )
}

async function restartWorker(onStep: (message: string) => Promise<void>): Promise<void> {
  for (const worker of workers.splice(0)) await worker.stop()
  startWorker(onStep)
}

/** A worker that stands still where its message begins like this, until it is told to go on. */
async function pauseWorkerAt(at: string): Promise<{ isThere: Promise<void>; goOn: () => void }> {
  let reached = () => {}
  const isThere = new Promise<void>((resolve) => {
    reached = resolve
  })
  let goOn = () => {}
  const isTold = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await restartWorker(async (message) => {
    if (!message.startsWith(at)) return
    reached()
    await isTold
  })
  return { isThere, goOn }
}

async function ask(caller: Caller, body: object = asked): Promise<DatasetExport> {
  const answer = await caller.send('POST', v1, body)
  expect([answer.status, answer.status === 202 ? '' : answer.text]).toEqual([202, ''])
  return datasetExportSchema.parse(answer.json())
}

async function ended(caller: Caller, { dataset_export_id: id }: DatasetExport): Promise<DatasetExport> {
  let found: DatasetExport | null = null
  await until(async () => {
    found = await caller.read(datasetExportSchema, `/dataset-exports/${id}`)
    return !['waiting', 'running'].includes(found.state)
  })
  return datasetExportSchema.parse(found)
}

async function previewed(caller: Caller, body: object = definition): Promise<DatasetPreview> {
  const answer = await caller.send('POST', `${v1}/preview`, body)
  expect([answer.status, answer.status === 202 ? '' : answer.text]).toEqual([202, ''])
  const { preview_id } = datasetPreviewSchema.parse(answer.json())
  let found: DatasetPreview | null = null
  await until(async () => {
    found = await caller.read(datasetPreviewSchema, `/dataset-exports/previews/${preview_id}`)
    return found.result !== null
  })
  return datasetPreviewSchema.parse(found)
}

async function drafts(): Promise<string[]> {
  return (await readdir(os.tmpdir())).filter((name) => name.startsWith('tidemark-draft-'))
}

/** What stands of it beside its row: parts of the package, persons. */
function kept({ dataset_export_id: id }: DatasetExport): Promise<object[]> {
  return database.ownerQuery(
    `select from dataset_export_part where dataset_export_id = $1
     union all select from dataset_export_person where dataset_export_id = $1`,
    [id],
  )
}

/** Bytes as they come: a package is no text. */
async function download(
  cookie: string,
  id: number,
): Promise<{ status: number; bytes: Buffer; code: string | null }> {
  const answer = await fetch(`${await api.server.getUrl()}${v1}/${id}/package`, { headers: { cookie } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return {
    status: answer.status,
    bytes,
    code: answer.status === 200 ? null : JSON.parse(bytes.toString('utf8')).code,
  }
}

describe('a researcher', () => {
  let published: DatasetExport

  test('sees what may be asked for, and what every data set keeps', async () => {
    const choices = await researcher.read(datasetChoicesSchema, '/dataset-exports/choices')
    expect(choices.measures.map(({ code }) => code)).toEqual(['phq9', 'gad7'])
    expect(choices.variables).toHaveLength(10)
    expect([choices.usual_k, choices.least_k, choices.suppression_limit]).toEqual([11, 5, 0.05])
    expect(choices.may_include_substance_use).toBe(false)
  })

  test('is told by a preview how many there are in rounded counts, what each level costs, and twenty rows', async () => {
    const { result } = await previewed(researcher)
    if (result?.outcome.kind !== 'found') throw new Error(JSON.stringify(result))
    expect(result.eligible === null || result.eligible % 5 === 0).toBe(true)
    for (const { persons } of result.flow) expect(persons === null || persons % 5 === 0).toBe(true)
    // Of 403.
    expect(result.flow[0]).toMatchObject({ step: 'all_persons', persons: 405 })
    expect(result.outcome.variables.map(({ name }) => name)).toEqual(['age_band', 'gender', 'arm'])
    for (const { steps } of result.outcome.variables) {
      expect(steps.filter(({ is_chosen }) => is_chosen)).toHaveLength(1)
      expect(steps[0]?.information_lost).toBe(0)
      expect(steps.at(-1)?.information_lost).toBe(1)
    }
    expect(result.outcome.checks.map(({ code }) => code)).toContain('k')
    expect(result.outcome.sample.rows).toHaveLength(20)
    expect((await previewed(researcher)).result).toEqual(result)
  })

  test('is told by a preview why there would be none', async () => {
    const few = await previewed(researcher, { ...definition, k: 200 })
    expect(few.result?.outcome).toMatchObject({ kind: 'refused', code: 'too_few_persons' })
  })

  test('gets a package: asked for, made by the worker, fetched with a step-up', async () => {
    published = await ended(researcher, await ask(researcher))
    expect(published).toMatchObject({
      state: 'published',
      requested_by_you: true,
      downloads: 0,
      refusal: null,
    })
    expect(published.summary?.k).toBeGreaterThanOrEqual(11)
    const { status, bytes } = await download(cookie, published.dataset_export_id)
    expect(status).toBe(200)
    expect(bytes.length).toBe(published.package?.bytes)
    const file = path.join(folder, 'fetched.zip')
    await writeFile(file, bytes)
    const files = await filesOf(file)
    const lines = files.get('data.csv')?.toString('utf8').trim().split('\n') ?? []
    expect(lines.length - 1).toBe(published.summary?.rows)
    const all = [...files.values()].map((each) => each.toString('utf8')).join('\n')
    expect(all).not.toMatch(/north|person-\d|group-\d|Name of|A university/)
    const [listed] = (await researcher.read(datasetExportListSchema, '/dataset-exports')).dataset_exports
    expect(listed).toMatchObject({ downloads: 1, purpose: asked.purpose, recipient: asked.recipient })
  })

  test('leaves who asked, what was published and each download in the audit', async () => {
    const events = await database.ownerQuery<{ action: string; actor_kind: string }>(
      'select action, actor_kind from audit_event where target = $1 order by occurred_at, number',
      [`dataset_export:${published.dataset_export_id}`],
    )
    expect(events.map(({ action, actor_kind }) => `${action} by ${actor_kind}`)).toEqual([
      'record.create by user',
      'record.create by worker',
      'export.download by user',
    ])
  })

  test('may have the same persons again, under other pseudonyms', async () => {
    const again = await ended(researcher, await ask(researcher))
    expect([again.state, again.refusal]).toEqual(['published', null])
    expect(again.package?.sha256).not.toBe(published.package?.sha256)
  })

  test('gets other columns of the same cohort for the same persons, where chosen freely a few would differ', async () => {
    const body = { ...definition, variables: [{ name: 'format' }] }
    const { result } = await previewed(researcher, body)
    expect(JSON.stringify(result)).toContain(
      `Its persons are those of data set ${published.dataset_export_id}`,
    )
    const other = await ended(researcher, await ask(researcher, { ...asked, ...body }))
    expect([other.state, other.refusal]).toEqual(['published', null])
    expect([published.summary?.held_to, other.summary?.held_to]).toEqual([
      null,
      `data set ${published.dataset_export_id}`,
    ])
    const persons = await database.ownerQuery<{ member_ids: number[] }>(
      'select member_ids from dataset_export_person where dataset_export_id = any($1)',
      [[published.dataset_export_id, other.dataset_export_id]],
    )
    expect(persons[1]).toEqual(persons[0])
  })

  test('is refused a data set that differs from an earlier one by few persons, in preview and for good', async () => {
    // Four persons of those that are in come to an end that was not theirs: they are eligible no more.
    await database.ownerQuery(
      `update episode set planned_end_on = '2027-01-01', exited_on = null, exit_reason = null where member_id in (
         select unnest(member_ids[1:4]) from dataset_export_person order by dataset_export_id limit 4)`,
    )
    const before = await previewed(researcher)
    expect(before.result?.outcome).toMatchObject({ kind: 'refused', code: 'differs_by_few' })
    const refused = await ended(researcher, await ask(researcher))
    expect(refused).toMatchObject({ state: 'refused', refusal: { code: 'differs_by_few' }, package: null })
    expect((await download(cookie, refused.dataset_export_id)).code).toBe('data_set_not_found')
    await database.ownerQuery(
      `update episode set exited_on = joined_on + 80, exit_reason = 'completed' where planned_end_on = '2027-01-01'`,
    )
  })

  test('may not include members of substance-use groups; a director may, with a reason', async () => {
    const body = { ...asked, substance_use_reason: 'Approved by the ethics committee' }
    const answer = await researcher.send('POST', v1, body)
    expect([answer.status, Object(answer.json()).code]).toEqual([403, 'director_needed'])
    expect(
      (
        await researcher.send('POST', `${v1}/preview`, {
          ...definition,
          substance_use_reason: body.substance_use_reason,
        })
      ).status,
    ).toBe(403)
    const included = await ended(director, await ask(director, body))
    expect([included.state, included.refusal]).toEqual(['published', null])
    expect(included.approval).toContain('with a reason')
    const steps = async (caller: Caller, change: object) =>
      (await previewed(caller, { ...definition, ...change })).result?.flow.map(({ step }) => step)
    expect(await steps(researcher, {})).toContain('no_substance_use_group')
    expect(await steps(director, { substance_use_reason: body.substance_use_reason })).not.toContain(
      'no_substance_use_group',
    )
  })

  test('cannot fetch a package whose time is over, and it is deleted', async () => {
    const id = published.dataset_export_id
    await database.ownerQuery('alter table dataset_export disable trigger dataset_export_stays')
    await database.ownerQuery(
      `update dataset_export set expires_at = now() - interval '1 second' where dataset_export_id = $1`,
      [id],
    )
    await database.ownerQuery('alter table dataset_export enable trigger dataset_export_stays')
    expect(await researcher.read(datasetExportSchema, `/dataset-exports/${id}`)).toMatchObject({
      state: 'expired',
    })
    expect((await download(cookie, id)).code).toBe('data_set_expired')
    await forgetExpiredDatasets(database.worker.access, context)
    const left = await database.ownerQuery('select from dataset_export_part where dataset_export_id = $1', [
      id,
    ])
    expect(left).toHaveLength(0)
  })

  test('waits when ten data sets were made in thirty days', async () => {
    const other = await makeUser(database, { role: 'researcher' })
    const caller = await api.as(other)
    await database.ownerQuery(
      `insert into dataset_export (purpose, recipient, definition, requested_by, requested_role)
       select 'many', 'somebody', '{}', $1, 'researcher' from generate_series(1, 10)`,
      [`user:${other.id}`],
    )
    const answer = await caller.send('POST', v1, asked)
    expect([answer.status, Object(answer.json()).code]).toEqual([422, 'quota_reached'])
    await database.ownerQuery(`alter table dataset_export disable trigger dataset_export_stays`)
    await database.ownerQuery(`delete from dataset_export where purpose = 'many'`)
    await database.ownerQuery(`alter table dataset_export enable trigger dataset_export_stays`)
  })

  test('has to confirm again before asking and fetching, fifteen minutes after signing in', async () => {
    const caller = await api.as(researcherUser)
    await database.ownerQuery('update auth.session set confirmed_at = $1', ['2026-06-01T11:44:00Z'])
    const answer = await caller.send('POST', v1, asked)
    expect([answer.status, Object(answer.json()).code]).toEqual([403, 'step_up_needed'])
    expect((await download(cookie, published.dataset_export_id)).code).toBe('step_up_needed')
    await database.ownerQuery('update auth.session set confirmed_at = $1', ['2026-06-01T11:59:00Z'])
  })
})

describe('scores by phase', () => {
  const phases = { ...asked, profile: 'phases_long', variables: [{ name: 'structure' }], k: 5 }
  const decide = (caller: Caller, { dataset_export_id: id }: DatasetExport, body: object) =>
    caller.send('POST', `${v1}/${id}/decision`, body)
  const codeOf = async (answer: ReturnType<typeof decide>) => {
    const { status, json } = await answer
    return [status, Object(json()).code]
  }
  let asking: Caller
  let other: Caller

  beforeAll(async () => {
    asking = await api.as(await makeUser(database, { role: 'researcher' }))
    other = await api.as(await makeUser(database, { role: 'director', sites: ['north'] }))
  })

  /** Asked for and measured. */
  async function measured(caller: Caller, body: object = phases): Promise<DatasetExport> {
    const found = await ended(caller, await ask(caller, body))
    expect([found.state, found.refusal]).toEqual(['awaits_approval', null])
    return found
  }

  test('are the last valid one of each phase, read with the episodes', async () => {
    const seen = new Set<number>()
    const drawn = randomPersons(3, 403).filter(({ person }) => !seen.has(person) && seen.add(person))
    const read = await database.worker.access.run(
      context,
      (transaction) =>
        queryDatasetEpisodes(transaction, { measureCode: 'phq9', profile: 'phases_wide' }, '2026-06-01'),
      { readOnly: true },
    )
    const scoresOf = (episode: DatasetEpisode) => [
      episode.baseline,
      episode.scoreEarly,
      episode.scoreMiddle,
      episode.scoreLate,
    ]
    // Without a first score there are no weeks since it.
    const expected = drawn.map((episode) =>
      episode.baseline === null ? [null, null, null, null] : scoresOf(episode),
    )
    const key = (scores: readonly (readonly (number | null)[])[]) => scores.map((each) => each.join()).sort()
    expect(key(read.map(scoresOf))).toEqual(key(expected))
    expect(read.some(({ scoreLate }) => scoreLate !== null)).toBe(true)
  })

  test('are measured by a preview, which shows no row', async () => {
    const { purpose: _, recipient: __, ...question } = phases
    const { result } = await previewed(asking, question)
    if (result?.outcome.kind !== 'found') throw new Error(JSON.stringify(result))
    const { measured: risk, sample, checks, variables } = result.outcome
    expect(risk?.prosecutor_highest).toBeLessThanOrEqual(0.2)
    expect(risk?.unique_before).toBeGreaterThan(0.1)
    expect(sample.rows).toEqual([])
    expect(checks.map(({ code }) => code)).toContain('approval')
    expect(variables.map(({ name }) => name)).toContain('score_last')
    const many = {
      ...question,
      variables: ['age_band', 'gender', 'modality', 'format', 'structure', 'arm'].map((name) => ({ name })),
    }
    expect((await previewed(asking, many)).result?.outcome).toMatchObject({ code: 'not_a_request' })
  })

  test('wait for a director, who approves them by their risk; then the worker makes them and names who did', async () => {
    const one = await measured(asking)
    expect([one.package, one.summary, one.may_be_decided_by_you]).toEqual([null, null, false])
    expect(await kept(one)).toHaveLength(0)
    expect((await codeOf(decide(asking, one, { decision: 'approved' })))[0]).toBe(403)
    const seen = await other.read(datasetExportSchema, `/dataset-exports/${one.dataset_export_id}`)
    expect([seen.state, seen.may_be_decided_by_you, seen.measured]).toEqual([
      'awaits_approval',
      true,
      one.measured,
    ])
    const answer = await decide(other, one, { decision: 'approved' })
    expect([answer.status, answer.status === 202 ? '' : answer.text]).toEqual([202, ''])
    const made = await ended(other, one)
    expect([made.state, made.refusal]).toEqual(['published', null])
    expect(made.approval).toBe('Scores by phase: approved by Person of director (director)')
    expect(made.summary?.prosecutor_highest).toBeLessThanOrEqual(one.measured?.prosecutor_highest ?? 0)
    expect(await codeOf(decide(other, one, { decision: 'approved' }))).toEqual([409, 'decided_already'])
    expect(await codeOf(decide(director, one, { decision: 'declined', reason: 'Not for this.' }))).toEqual([
      409,
      'decided_already',
    ])
    const { bytes } = await download(await signInCookie(api, researcherUser), one.dataset_export_id)
    const file = path.join(folder, 'phases.zip')
    await writeFile(file, bytes)
    const csv = (await filesOf(file)).get('data.csv')?.toString('utf8') ?? ''
    expect(csv.split('\n')[0]).toBe('pseudonym,structure,structure_label,phase,phase_label,score,score_label')
    expect(csv.trim().split('\n')).toHaveLength((made.summary?.rows ?? 0) * 5 + 1)
    const events = await database.ownerQuery(
      `select from audit_event where target = $1 and action = 'record.amend' and detail::jsonb ->> 'decision' = 'approved'`,
      [`dataset_export:${one.dataset_export_id}`],
    )
    expect(events).toHaveLength(1)
  })

  test('are declined with a reason, and never made', async () => {
    const one = await measured(asking, {
      ...phases,
      profile: 'phases_wide',
      phases: [{ phase: 'last' }, { phase: 'start' }],
    })
    expect(one.measured?.levels.map(({ name }) => name)).toEqual(['structure', 'score_start', 'score_last'])
    expect(await codeOf(decide(other, one, { decision: 'declined' }))).toEqual([400, 'invalid_body'])
    const reason = 'The bands at the start are enough for this.'
    expect((await decide(other, one, { decision: 'declined', reason })).status).toBe(202)
    const found = await asking.read(datasetExportSchema, `/dataset-exports/${one.dataset_export_id}`)
    expect(found).toMatchObject({
      state: 'declined',
      package: null,
      decision: { reason, decided_by: 'Person of director' },
    })
    expect(await kept(one)).toHaveLength(0)
  })

  test.each([
    ['no phase', { phases: [] }, 400],
    ['a phase twice', { phases: [{ phase: 'last' }, { phase: 'last' }] }, 400],
    ['a phase that is none', { phases: [{ phase: 'week_3' }] }, 400],
    ['phases of a usual data set', { profile: 'bands', phases: [{ phase: 'last' }] }, 202],
    ['a level that a phase has not', { phases: [{ phase: 'last', coarsest: 7 }] }, 202],
    ['the score at the start twice', { variables: [{ name: 'baseline_band' }] }, 202],
  ])('%s is refused with its reason', async (_, change, status) => {
    const answer = await asking.send('POST', v1, { ...phases, ...change })
    expect(answer.status).toBe(status)
    if (status === 400) return
    const { refusal } = await ended(asking, datasetExportSchema.parse(answer.json()))
    expect(refusal?.code).toBe('not_a_request')
  })

  test('are not approved by who asked for them', async () => {
    const one = await measured(other)
    expect(await codeOf(decide(other, one, { decision: 'approved' }))).toEqual([403, 'own_request'])
    expect((await decide(director, one, { decision: 'declined', reason: 'Asked for twice.' })).status).toBe(
      202,
    )
  })

  test('are not approved after thirty days, nor by going round the route', async () => {
    const one = await measured(asking)
    await database.ownerQuery(
      `update dataset_export set measured_at = now() - interval '31 days' where dataset_export_id = $1`,
      [one.dataset_export_id],
    )
    expect(await codeOf(decide(other, one, { decision: 'approved' }))).toEqual([410, 'decision_too_late'])
    const found = await asking.read(datasetExportSchema, `/dataset-exports/${one.dataset_export_id}`)
    expect([found.state, found.decide_until]).toEqual(['lapsed', null])
    const publish = `update dataset_export set published_at = now(), expires_at = now(), summary = '{}', package_bytes = 1,
      package_sha256 = repeat('a', 64) where dataset_export_id = $1`
    for (const access of [database.worker.access, database.access]) {
      const own = access === database.access ? commandLineContext() : context
      await expect(
        access.run(own, (transaction) => transaction.query(publish, [one.dataset_export_id])),
      ).rejects.toThrow('when a director has approved it')
      await expect(
        access.run(own, (transaction) =>
          transaction.query(
            `insert into dataset_export_decision (dataset_export_id, decision) values ($1, 'approved')`,
            [one.dataset_export_id],
          ),
        ),
      ).rejects.toThrow('permission denied')
    }
  })

  test('are not made when the risk is larger than what was approved', async () => {
    const one = await measured(asking)
    await database.ownerQuery('alter table dataset_export disable trigger dataset_export_is_approved')
    await database.ownerQuery(
      `update dataset_export set measured = measured || '{"prosecutor_highest": 0.01}' where dataset_export_id = $1`,
      [one.dataset_export_id],
    )
    await database.ownerQuery('alter table dataset_export enable trigger dataset_export_is_approved')
    expect((await decide(other, one, { decision: 'approved' })).status).toBe(202)
    const found = await ended(other, one)
    expect([found.state, found.refusal?.code]).toEqual(['refused', 'risk_has_risen'])
    expect(await kept(one)).toHaveLength(0)
  })

  test('whoever asked sees how far the job of who approved it is, and that it was cancelled', async () => {
    const one = await measured(asking)
    const { isThere, goOn } = await pauseWorkerAt('The package is written.')
    const approved = datasetExportSchema.parse((await decide(other, one, { decision: 'approved' })).json())
    await isThere
    const seen = await asking.read(datasetExportSchema, `/dataset-exports/${one.dataset_export_id}`)
    expect([seen.state, seen.job]).toEqual(['running', null])
    await other.send('POST', `/api/v1/jobs/${approved.job?.job_id}/cancel`, {})
    goOn()
    expect((await ended(asking, one)).state).toBe('cancelled')
    expect(await kept(one)).toHaveLength(0)
    await restartWorker(async () => {})
  })

  test('a usual data set, and one that is not there, leave nothing to decide', async () => {
    const usual = await ended(director, await ask(director, { ...asked, k: 200 }))
    expect(await codeOf(decide(other, usual, { decision: 'approved' }))).toEqual([409, 'nothing_to_decide'])
    expect(
      await codeOf(decide(other, { ...usual, dataset_export_id: 99_999 }, { decision: 'approved' })),
    ).toEqual([404, 'data_set_not_found'])
  })
})

describe('what is not published', () => {
  test.each([
    'The least generalisation is searched: ',
    'The package is written.',
    'The package is read again and counted anew.',
    'The package is published.',
  ])('cancelled when "%s": no part of it, no person, and no file stays', async (at) => {
    const before = await drafts()
    const { isThere, goOn } = await pauseWorkerAt(at)
    // So many columns that the search takes longer than a slice.
    const { variables } = await researcher.read(datasetChoicesSchema, '/dataset-exports/choices')
    const everything = { ...asked, variables: variables.map(({ name }) => ({ name })) }
    const one = await ask(researcher, at.includes('searched') ? everything : asked)
    await isThere
    await researcher.send('POST', `/api/v1/jobs/${one.job?.job_id}/cancel`, {})
    goOn()
    const after = await ended(researcher, one)
    expect(after).toMatchObject({ state: 'cancelled', package: null, summary: null })
    expect(await kept(one)).toHaveLength(0)
    expect(await drafts()).toEqual(before)
  })

  test('a worker that ends in the middle leaves nothing, and the next one makes it', async () => {
    let first = true
    await restartWorker(async (message) => {
      if (message === 'The package is published.' && first) {
        first = false
        throw new Error('the machine went away')
      }
    })
    const one = await ask(researcher)
    const after = await ended(researcher, one)
    expect(after.state).toBe('published')
  })
})

describe('a worker that is killed', () => {
  let processes: WorkingProcesses

  beforeAll(async () => {
    processes = await compileWorkingProcess(makingProgram)
  })
  afterAll(() => processes.remove())

  test.each([
    ['while it writes', 'The package is read again and counted anew.'],
    ['before it publishes', 'The package is published.'],
  ])(
    '%s: nothing is half published, and the next worker makes it and takes away the draft',
    async (_, at) => {
      for (const worker of workers.splice(0)) await worker.stop()
      const before = await drafts()
      const one = await ask(researcher)
      const doomed = await processes.start(database.urls.worker, at)
      const left = (await drafts()).filter((name) => !before.includes(name))
      expect(left).toHaveLength(1)
      await doomed.kill()
      const library = await researcher.read(datasetExportSchema, `/dataset-exports/${one.dataset_export_id}`)
      expect(library).toMatchObject({ state: 'running', package: null, summary: null, refusal: null })
      expect(await kept(one)).toHaveLength(0)
      startWorker()
      const after = await ended(researcher, one)
      expect([after.state, after.refusal]).toEqual(['published', null])
      expect((await drafts()).filter((name) => left.includes(name))).toEqual([])
    },
    60_000,
  )

  test('leaves a draft no longer than until the next worker starts', async () => {
    const ended = spawnSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' })
    const host = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8)
    const nameOf = (pid: number | string) =>
      path.join(os.tmpdir(), `tidemark-draft-of-data-set-${host}-${pid}-abcdef`)
    const [left, running] = [nameOf(ended.stdout.trim()), nameOf(process.ppid)]
    for (const name of [left, running]) await mkdir(name)
    await forgetExpiredDatasets(database.worker.access, context)
    expect([existsSync(left), existsSync(running)]).toEqual([false, true])
    await rm(running, { recursive: true })
  })

  test('after it had refused: the next one says the same, and not that the data set is there', async () => {
    for (const worker of workers.splice(0)) await worker.stop()
    const one = await ask(director, { ...asked, k: 200 })
    await database.worker.access.run(context, (transaction) =>
      refuseExport(transaction, one.dataset_export_id, {
        code: 'too_few_persons',
        message: 'Fewer than that.',
      }),
    )
    startWorker()
    await until(async () => (await jobOf(one)).state === 'failed')
    expect((await jobOf(one)).message).toBe('Fewer than that.')
  })

  const jobOf = async ({ job }: DatasetExport) => {
    const [found] = await database.ownerQuery<{ state: string; message: string }>(
      'select state, message from job where job_id = $1',
      [job?.job_id],
    )
    return found ?? { state: 'none', message: '' }
  }
})

describe('who may not', () => {
  test('ids of members and groups are known by which a package is searched, in whatever case they were typed', async () => {
    await database.ownerQuery(`insert into member (member_code) values ('MIXED-Case-7')`)
    const known = await database.worker.access.run(context, queryKnownIds, { readOnly: true })
    const words = ['person-1', 'person-403', 'group-0', 'mixed-case-7', 'person-40300', 'north', 'female']
    expect(words.map((word) => known.has(word))).toEqual([true, true, true, true, false, false, false])
  })

  test('a researcher reads no member by any table behind data sets, and neither does anybody else', async () => {
    for (const role of ['researcher', 'director'] as const) {
      const grants = await database.ownerQuery<{ may: boolean }>(
        `select has_table_privilege($1, 'dataset_export_person', 'select') as may`,
        [`tidemark_${role}`],
      )
      expect(grants).toEqual([{ may: false }])
    }
    const onMembers = await database.ownerQuery<{ table: string }>(
      `select table_name as table from information_schema.role_table_grants
       where grantee = 'tidemark_researcher' and table_name in
         ('member', 'episode', 'response', 'attendance', 'episode_outcome', 'episode_measure_outcome', 'member_identity', 'treatment_group')`,
    )
    expect(onMembers).toEqual([])
  })

  test('another researcher sees the library, and neither the job nor the preview of somebody else', async () => {
    const other = await api.as(await makeUser(database, { role: 'researcher' }))
    const { dataset_exports } = await other.read(datasetExportListSchema, '/dataset-exports')
    expect(dataset_exports.length).toBeGreaterThan(1)
    for (const one of dataset_exports) expect([one.requested_by_you, one.job]).toEqual([false, null])
    const { preview_id } = await previewed(researcher)
    expect((await other.get(`${v1}/previews/${preview_id}`)).status).toBe(404)
  })

  test('what was published cannot be changed, and nobody publishes by hand', async () => {
    await expect(
      database.ownerQuery(`update dataset_export set purpose = 'another' where published_at is not null`),
    ).rejects.toThrow('kept as it was published')
    const caller = {
      actor: { kind: 'user', id: researcherUser.id },
      role: 'researcher',
      requestId: 'r',
    } as const
    await expect(
      database.application.access.run(caller, (transaction) =>
        transaction.query(`update dataset_export set summary = '{}'`),
      ),
    ).rejects.toThrow('permission denied')
  })

  test.each([
    ['k of 4', { k: 4 }],
    ['an odd year', { filter: { joined_from: 2021 } }],
    ['no variable', { variables: [] }],
    ['a variable twice', { variables: [{ name: 'arm' }, { name: 'arm' }] }],
    ['a variable that may not go out', { variables: [{ name: 'member_code' }] }],
    ['a site', { filter: { sites: ['north'] } }],
    ['a measure without bands', { measure: 'rosenberg' }],
  ])('%s is no request', async (_, change) => {
    const answer = await researcher.send('POST', `${v1}/preview`, { ...definition, ...change })
    expect([answer.status, Object(answer.json()).code]).toEqual([400, 'invalid_body'])
  })
})

describe('at the command line', () => {
  const command = async (...options: string[]) => {
    const said: string[] = []
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.push(String(text))
      return true
    })
    const exportCommand = new Command('export')
    addExportRunCommand(exportCommand, (work) => work({ access: database.access }), { now: () => api.now() })
    try {
      await exportCommand.parseAsync(
        ['run', '--purpose', 'Reliable change by age', '--recipient', 'A university', '--json', ...options],
        { from: 'user' },
      )
      return { said: JSON.parse(said.join('')), exitCode: process.exitCode }
    } finally {
      write.mockRestore()
      process.exitCode = 0
    }
  }

  test('the same data set is written into a file, and stands in the library without a package', async () => {
    const file = path.join(folder, 'by-command.zip')
    const variables = ['--variables', 'age_band,gender,arm']
    const { said, exitCode } = await command('--out', file, ...variables)
    expect([said.kind, exitCode]).toEqual(['published', 0])
    expect((await filesOf(file)).get('data.csv')?.toString('utf8').trim().split('\n')).toHaveLength(
      said.summary.rows + 1,
    )
    const [listed] = (await researcher.read(datasetExportListSchema, '/dataset-exports')).dataset_exports
    expect(listed).toMatchObject({ state: 'published', requested_role: 'command_line', package: null })
    expect(listed?.summary).toEqual(said.summary)
  })

  test('scores by phase are asked for, measured, and left to a director: no file', async () => {
    const phases = ['--profile', 'phases_wide', '--variables', 'structure', '--k', '5']
    const { said, exitCode } = await command(...phases)
    expect([said.kind, exitCode]).toEqual(['awaits_approval', 3])
    const found = await director.read(datasetExportSchema, `/dataset-exports/${said.dataset_export_id}`)
    expect([found.state, found.may_be_decided_by_you]).toEqual(['awaits_approval', true])
    expect(found.measured).toEqual(said.measured)
    const out = path.join(folder, 'never.zip')
    await expect(command(...phases, '--out', out)).rejects.toThrow('approved by a director first')
  })

  test.each(['0', '1', '4'])('k of %s is refused before anything is read', async (k) => {
    const out = path.join(folder, 'never.zip')
    await expect(command('--out', out, '--k', k)).rejects.toThrow('k: k is 5 at least; 11 is usual.')
  })

  test('a refusal says why, ends with 1 and writes no file', async () => {
    const { said, exitCode } = await command('--out', path.join(folder, 'never.zip'), '--k', '200')
    expect([said.code, exitCode]).toEqual(['too_few_persons', 1])
    expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([])
  })
})
