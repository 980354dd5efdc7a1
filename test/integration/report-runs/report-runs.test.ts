// Reports as they are asked for, frozen in the name of who asked, made by another process, and downloaded.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { programmeCompletenessSchema } from '../../../api/src/contracts/completeness.js'
import { groupBoardSchema, groupTrajectorySchema } from '../../../api/src/contracts/groups.js'
import { memberTrajectorySchema } from '../../../api/src/contracts/members.js'
import { programmeOutcomesSchema } from '../../../api/src/contracts/programme.js'
import {
  controlChartSchema,
  funnelSchema,
  timeToChangeSchema,
} from '../../../api/src/contracts/programme-charts.js'
import { equitySchema, flowSchema, missingDataSchema } from '../../../api/src/contracts/programme-parts.js'
import { type ReportContent, reportContentSchema } from '../../../api/src/contracts/report-content.js'
import {
  type ReportRun,
  reportRunListSchema,
  reportRunSchema,
} from '../../../api/src/contracts/report-runs.js'
import { caseloadSchema } from '../../../api/src/contracts/signals.js'
import type { JobQueue } from '../../../api/src/database/job-queue/run-job-queue.js'
import type { Renderer } from '../../../api/src/features/report-runs/make/render-report.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { until } from '../jobs/worker.js'
import { compileWorkingProcess } from '../jobs/working-process.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { reportProgram } from './report-program.js'
import { type FakeRenderers, fakeRenderers, startReportWorker, WHOLE } from './report-worker.js'

const NOW = '2026-06-01T12:00:00Z'

let database: TestDatabase
let api: TestApi
let renderers: FakeRenderers
let whole: Renderer
let director: TestUser
let asDirector: Caller
let asTherapist: Caller
let therapist: TestUser
const workers: JobQueue[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  await database.ownerQuery(
    `insert into member_identity (member_id, full_name) select member_id, 'Maria of ' || member_code from member`,
  )
  api = await startTestApi(database, { now: NOW })
  director = await makeUser(database, { role: 'director', sites: ['north', 'south'] })
  therapist = await makeUser(database, { role: 'therapist', therapistId: 'T-g2' })
  asDirector = await api.as(director)
  asTherapist = await api.as(therapist)
  renderers = await fakeRenderers()
  whole = await renderers.script(WHOLE)
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
})
afterAll(async () => {
  await renderers.remove()
  await api.close()
  await database.drop()
})

const worker = (renderer = whole, onFailed: (error: unknown) => void = () => {}) =>
  workers.push(startReportWorker(database, renderer, NOW, onFailed))

async function ask(caller: Caller, request: object): Promise<ReportRun> {
  const answer = await caller.send('POST', '/api/v1/report-runs', request)
  if (answer.status !== 202) throw new Error(`${answer.status}: ${answer.text}`)
  return reportRunSchema.parse(answer.json())
}

const see = (caller: Caller, id: number) => caller.read(reportRunSchema, `/report-runs/${id}`)

async function ended(caller: Caller, id: number): Promise<ReportRun> {
  await until(async () => !['waiting', 'running'].includes((await see(caller, id)).state))
  return see(caller, id)
}

async function made(caller: Caller, request: object): Promise<ReportRun> {
  worker()
  const run = await ended(caller, (await ask(caller, request)).report_run_id)
  expect([run.state, run.message]).toEqual(['done', null])
  return run
}

async function frozenJson({ report_run_id }: ReportRun): Promise<string> {
  const [row] = await database.ownerQuery<{ content: string }>(
    'select content from report_run where report_run_id = $1',
    [report_run_id],
  )
  return row?.content ?? ''
}

async function contentOf<Definition extends ReportContent['definition']>(
  run: ReportRun,
  definition: Definition,
): Promise<Extract<ReportContent, { definition: Definition }>> {
  const content = reportContentSchema.parse(JSON.parse(await frozenJson(run)))
  if (!isOf(content, definition)) throw new Error(`It is ${content.definition}.`)
  return content
}

function isOf<Definition extends ReportContent['definition']>(
  content: ReportContent,
  definition: Definition,
): content is Extract<ReportContent, { definition: Definition }> {
  return content.definition === definition
}

describe('what is frozen is what the pages show', () => {
  test('of a programme: every part is the answer of its route under the same filters', async () => {
    const filters = { site: 'south', from: '2026-01-01' }
    const run = await made(asDirector, { definition: 'programme_outcomes', filters, rules: 'gad7_5' })
    const { parts, ...head } = await contentOf(run, 'programme_outcomes')
    const query = 'site=south&from=2026-01-01'
    const read = (path: string, more = '&rules=gad7_5') => `/programme/${path}?${query}${more}`
    expect(parts.outcomes).toEqual(await asDirector.read(programmeOutcomesSchema, read('outcomes')))
    expect(parts.control_charts[0]).toEqual(
      await asDirector.read(
        controlChartSchema,
        read('control-chart', '&rules=gad7_5&metric=reliable_recovery'),
      ),
    )
    expect(parts.times_to_change[0]).toEqual(
      await asDirector.read(timeToChangeSchema, read('time-to-change')),
    )
    expect(parts.funnels).toEqual([await asDirector.read(funnelSchema, read('funnel'))])
    expect(parts.missing_data).toEqual(await asDirector.read(missingDataSchema, read('missing-data')))
    expect(parts.equity).toEqual(await asDirector.read(equitySchema, read('equity')))
    expect(parts.flow).toEqual(await asDirector.read(flowSchema, read('flow', '')))
    expect(parts.completeness).toEqual(
      await asDirector.read(programmeCompletenessSchema, read('completeness', '')),
    )
    expect(head).toMatchObject({
      filters,
      names: { site: 'Site south', group: null },
      period: { from: '2026-01-01', to: null, basis: 'episode_end' },
      as_of: '2026-06-01',
      made_by: { name: 'Person of director', role: 'director' },
      outcome_rules: { code: 'gad7_5' },
    })
  })

  test('of a group, a member and a caseload: the same as on their pages, and no name of a member', async () => {
    const group = await contentOf(
      await made(asTherapist, { definition: 'group_progress', group: 'g2' }),
      'group_progress',
    )
    const [trajectory] = group.parts.trajectories
    expect(trajectory).toEqual(await asTherapist.read(groupTrajectorySchema, '/groups/g2/trajectory'))
    expect(group.parts.boards[0]).toEqual(
      await asTherapist.read(groupBoardSchema, '/groups/g2/board?measure=phq9'),
    )
    expect(group.parts.trajectories.map(({ measure }) => measure)).toEqual(['phq9', 'gad7', 'rses'])
    const member = await contentOf(
      await made(asTherapist, { definition: 'member_progress_clinical', member: 'goes-on' }),
      'member_progress_clinical',
    )
    expect(member.parts.trajectories[0]).toEqual(
      await asTherapist.read(memberTrajectorySchema, '/members/goes-on/trajectory'),
    )
    const review = await made(asTherapist, { definition: 'caseload_review' })
    const { caseload } = (await contentOf(review, 'caseload_review')).parts
    const onScreen = await asTherapist.read(caseloadSchema, '/caseload')
    expect(onScreen.members.concat(onScreen.on_track)[0]?.full_name).toContain('Maria')
    expect({ ...caseload, members: [], on_track: [] }).toEqual({ ...onScreen, members: [], on_track: [] })
    for (const run of [review]) expect(await frozenJson(run)).not.toContain('Maria')
  })

  test('the hash is of the bytes that were frozen, and stands in every file', async () => {
    const run = await made(asDirector, { definition: 'completeness' })
    const json = await frozenJson(run)
    const hash = createHash('sha256').update(json).digest('hex')
    expect(run.frozen).toMatchObject({ sha256: hash, at: new Date(NOW).toISOString() })
    expect(run.files.map(({ format }) => format)).toEqual(['csv', 'html', 'pdf', 'xlsx'])
    for (const { format, bytes, sha256 } of run.files) {
      const { text, status } = await asDirector.get(
        `/api/v1/report-runs/${run.report_run_id}/file?format=${format}`,
      )
      expect([status, text.includes(hash), Buffer.byteLength(text)]).toEqual([200, true, bytes])
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
    }
  })

  test('nobody changes what was frozen, nor a file of it', async () => {
    const { report_run_id: id } = await made(asDirector, { definition: 'completeness' })
    const tries = [
      `update report_run set content = '{}' where report_run_id = ${id}`,
      `update report_run set site_ids = '{}' where report_run_id = ${id}`,
      `delete from report_run where report_run_id = ${id}`,
      `update report_file set content = '' where report_run_id = ${id}`,
      `delete from report_file where report_run_id = ${id}`,
    ]
    for (const statement of tries)
      await expect(database.ownerQuery(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('who may make and see a report', () => {
  test('each role makes what it sees on its pages, and nothing else', async () => {
    const makes = async (caller: Caller) =>
      (await caller.read(reportRunListSchema, '/report-runs')).may_make.join(' ')
    const asCoordinator = await api.as(await makeUser(database, { role: 'coordinator', sites: ['north'] }))
    expect(await makes(asTherapist)).toBe(
      'group_progress member_progress member_progress_clinical caseload_review',
    )
    expect(await makes(asCoordinator)).toBe('completeness')
    expect(await makes(asDirector)).toBe(
      'programme_outcomes programme_outcomes_public group_progress member_progress member_progress_clinical comparison completeness',
    )
    const refused: [Caller, object][] = [
      [asTherapist, { definition: 'programme_outcomes' }],
      [asCoordinator, { definition: 'group_progress', group: 'g1' }],
      [asDirector, { definition: 'caseload_review' }],
    ]
    for (const [caller, request] of refused)
      expect((await caller.send('POST', '/api/v1/report-runs', request)).status).toBe(403)
  })

  test('what is out of reach, or not there, is refused when it is asked for', async () => {
    const requests: [object, number][] = [
      [{ definition: 'group_progress', group: 'g1' }, 404],
      [{ definition: 'member_progress', member: 'improves' }, 404],
      [{ definition: 'member_progress', member: 'goes-on', episode: 999 }, 404],
      [{ definition: 'member_progress', member: 'goes-on', measure: 'nothing' }, 400],
      [{ definition: 'group_progress', group: 'g2', names: true }, 400],
      [{ definition: 'everything' }, 400],
    ]
    for (const [request, status] of requests) {
      const answer = await asTherapist.send('POST', '/api/v1/report-runs', request)
      expect([request, answer.status]).toEqual([request, status])
    }
    const study = await asDirector.send('POST', '/api/v1/report-runs', {
      definition: 'comparison',
      study: 999,
    })
    expect(study.status).toBe(404)
  })

  test('counts of whole sites are seen by every director of all these sites, other reports by their maker alone', async () => {
    const ofBoth = await made(asDirector, { definition: 'programme_outcomes' })
    const ofSouth = await made(asDirector, { definition: 'completeness', filters: { site: 'south' } })
    const ofGroup = await made(asDirector, { definition: 'group_progress', group: 'g2' })
    const ofMember = await made(asTherapist, { definition: 'member_progress', member: 'goes-on' })
    const asSouth = await api.as(await makeUser(database, { role: 'director', sites: ['south'] }))
    const asBoth = await api.as(await makeUser(database, { role: 'director', sites: ['north', 'south'] }))
    const asCoordinator = await api.as(
      await makeUser(database, { role: 'coordinator', sites: ['north', 'south'] }),
    )
    const status = async (caller: Caller, { report_run_id: id }: ReportRun) => [
      (await caller.get(`/api/v1/report-runs/${id}`)).status,
      (await caller.get(`/api/v1/report-runs/${id}/file?format=pdf`)).status,
    ]
    const [yes, no] = [
      [200, 200],
      [404, 404],
    ]
    const expected: [Caller, ReportRun, number[]][] = [
      [asBoth, ofBoth, yes],
      [asSouth, ofBoth, no],
      [asSouth, ofSouth, yes],
      [asBoth, ofGroup, no],
      [asSouth, ofMember, no],
      [asTherapist, ofMember, yes],
      [asTherapist, ofGroup, no],
      [asCoordinator, ofSouth, no],
      [asDirector, ofGroup, yes],
    ]
    for (const [caller, run, answer] of expected)
      expect([run.about, await status(caller, run)]).toEqual([run.about, answer])
    const [seen] = (await asSouth.read(reportRunListSchema, '/report-runs?definition=completeness'))
      .report_runs
    expect(seen).toMatchObject({
      report_run_id: ofSouth.report_run_id,
      is_own: false,
      job: null,
      state: 'done',
    })
  })

  test('a maker who loses the group loses the reports of it', async () => {
    const other = await makeUser(database, { role: 'therapist', therapistId: 'T-g3' })
    const lead = (therapistId: string) =>
      database.ownerQuery(
        `insert into group_therapist (group_id, therapist_id, part) values ('g2', $1, 'co_lead') on conflict do nothing`,
        [therapistId],
      )
    await lead('T-g3')
    const asOther = await api.as(other)
    const run = await made(asOther, { definition: 'member_progress', member: 'goes-on' })
    await database.ownerQuery(`delete from group_therapist where therapist_id = 'T-g3' and group_id = 'g2'`)
    expect((await asOther.get(`/api/v1/report-runs/${run.report_run_id}`)).status).toBe(404)
    expect((await asOther.get(`/api/v1/report-runs/${run.report_run_id}/file?format=pdf`)).status).toBe(404)
    expect((await asOther.read(reportRunListSchema, '/report-runs')).total).toBe(0)
  })

  test('reach is asked again when the report is made: who is disabled by then gets nothing', async () => {
    const gone = await makeUser(database, { role: 'director', sites: ['north'] })
    const run = await ask(await api.as(gone), { definition: 'programme_outcomes' })
    await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [gone.id])
    worker()
    await until(async () => (await jobOf(run)).state === 'failed')
    expect((await jobOf(run)).message).toContain('no longer has a login')
    expect(await frozenJson(run)).toBe('')
  })

  test('a site that was taken away meanwhile is not in it', async () => {
    const changed = await makeUser(database, { role: 'director', sites: ['north', 'south'] })
    const asChanged = await api.as(changed)
    const { report_run_id: id } = await ask(asChanged, { definition: 'completeness' })
    await database.ownerQuery(`delete from user_site where user_id = $1 and site_id = 'south'`, [changed.id])
    worker()
    const { parts, names } = await contentOf(await ended(asChanged, id), 'completeness')
    expect(names.sites.map(({ site_id }) => site_id)).toEqual(['north'])
    expect(parts.completeness.sites.map(({ site_id }) => site_id)).toEqual(['north'])
  })
})

async function jobOf({ report_run_id: id }: ReportRun): Promise<{ state: string; message: string | null }> {
  const [job] = await database.ownerQuery<{ state: string; message: string | null }>(
    `select state, message from job where subject = 'report_run:' || $1::text`,
    [id],
  )
  return job ?? { state: 'none', message: null }
}

describe('a file is there whole or not at all', () => {
  test.each([
    ['dies', `process.kill(process.pid, 'SIGKILL')`],
    ['stops in the middle', `writeFileSync(OUT, '%PDF-1.7 and then'); process.exit(0)`],
    ['leaves nothing', `process.exit(0)`],
  ])('when the renderer %s, it is tried again and nothing is stored', async (_, body) => {
    const failures: unknown[] = []
    worker(await renderers.script(body), (error) => failures.push(error))
    const { report_run_id: id } = await ask(asDirector, { definition: 'completeness' })
    await until(async () => failures.length > 0)
    const run = await see(asDirector, id)
    expect([run.files, run.finished_at]).toEqual([[], null])
    expect((await asDirector.get(`/api/v1/report-runs/${id}/file?format=pdf`)).status).toBe(404)
    // Numbers that were frozen stay the same, whatever becomes of the files.
    expect(run.frozen).not.toBeNull()
    await asDirector.send('POST', `/api/v1/jobs/${run.job?.job_id}/cancel`)
  })

  test('when the renderer says why, the person reads it, and it is not tried again', async () => {
    worker(await renderers.script(`console.error('The disk is full.'); process.exit(2)`))
    const run = await ended(asDirector, (await ask(asDirector, { definition: 'completeness' })).report_run_id)
    expect([run.state, run.message, run.files]).toEqual(['failed', 'The disk is full.', []])
  })

  test('cancelled while it is rendered: the renderer is killed, and nothing of it is left', async () => {
    const marker = path.join(os.tmpdir(), `tidemark-cancel-${process.pid}`)
    worker(
      await renderers.script(
        `writeFileSync('${marker}.out', OUT); writeFileSync('${marker}', String(process.pid)); setInterval(() => {}, 1000)`,
      ),
    )
    const { report_run_id: id, job } = await ask(asDirector, { definition: 'completeness' })
    const pid = await untilWritten(marker)
    expect((await asDirector.send('POST', `/api/v1/jobs/${job?.job_id}/cancel`)).status).toBe(200)
    const run = await ended(asDirector, id)
    expect([run.state, run.files]).toEqual(['cancelled', []])
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    const folder = path.dirname(await readFile(`${marker}.out`, 'utf8'))
    expect([path.basename(folder), existsSync(folder)]).toEqual([
      expect.stringMatching(/^tidemark-report-/),
      false,
    ])
  })

  test('a worker that stops in the middle hands it on; the next one freezes nothing again and makes what is missing', async () => {
    const marker = path.join(os.tmpdir(), `tidemark-handed-${process.pid}`)
    const slowAtXlsx = `${WHOLE}
      appendFileSync('${marker}.made', FORMAT + '\\n')
      if (FORMAT === 'xlsx') { writeFileSync('${marker}', String(process.pid)); setInterval(() => {}, 1000) }`
    worker(await renderers.script(slowAtXlsx))
    const { report_run_id: id } = await ask(asDirector, { definition: 'completeness' })
    await untilWritten(marker)
    const before = await see(asDirector, id)
    expect(before.files.map(({ format }) => format)).toEqual(['pdf'])
    await workers.splice(0)[0]?.stop()
    // What is corrected in between is not in it: the numbers were frozen.
    await database.ownerQuery(
      `update attendance set status = 'late', version = version + 1 where status = 'present'`,
    )
    worker()
    const run = await ended(asDirector, id)
    expect([run.state, run.frozen]).toEqual(['done', before.frozen])
    expect(run.files).toHaveLength(4)
    expect(run.files.find(({ format }) => format === 'pdf')).toEqual(before.files[0])
    expect(await readFile(`${marker}.made`, 'utf8')).toBe('pdf\nxlsx\n')
    await writeFile(`${marker}.made`, '')
  })

  test('a worker that is killed while it renders leaves whole files alone; the next one makes the others of the same numbers', async () => {
    const marker = path.join(os.tmpdir(), `tidemark-killed-${process.pid}`)
    const script = await renderers.scriptFile(`${WHOLE}
      if (FORMAT === 'xlsx') { writeFileSync('${marker}', String(process.pid)); setInterval(() => {}, 1000) }`)
    const processes = await compileWorkingProcess(reportProgram)
    try {
      const { report_run_id: id } = await ask(asDirector, { definition: 'completeness' })
      const working = await processes.start(database.worker.url, NOW, script)
      const renderer = await untilWritten(marker)
      await working.kill()
      process.kill(renderer, 'SIGKILL')
      const between = await see(asDirector, id)
      expect([between.state, between.files.map(({ format }) => format)]).toEqual(['running', ['pdf']])
      worker()
      const run = await ended(asDirector, id)
      expect([run.state, run.frozen, run.files.length]).toEqual(['done', between.frozen, 4])
      expect(run.files.find(({ format }) => format === 'pdf')).toEqual(between.files[0])
    } finally {
      await processes.remove()
    }
  }, 60_000)
})

async function untilWritten(file: string): Promise<number> {
  let pid = Number.NaN
  await until(async () => {
    pid = Number(await readFile(file, 'utf8').catch(() => 'not yet'))
    return Number.isInteger(pid) && pid > 0
  })
  await writeFile(file, '')
  return pid
}

test('asked for twice while it waits, it is made once', async () => {
  const request = { definition: 'completeness', filters: { site: 'north' } }
  const [first, second] = [await ask(asDirector, request), await ask(asDirector, request)]
  expect(second.report_run_id).toBe(first.report_run_id)
  expect((await ask(asDirector, { definition: 'completeness' })).report_run_id).not.toBe(first.report_run_id)
  await asDirector.send('POST', `/api/v1/jobs/${first.job?.job_id}/cancel`)
  expect((await see(asDirector, first.report_run_id)).state).toBe('cancelled')
})

test('a download is an attachment that runs nothing, and leaves a record of whose rows went out', async () => {
  const run = await made(asTherapist, { definition: 'member_progress', member: 'goes-on' })
  const { headers } = await asTherapist.get(`/api/v1/report-runs/${run.report_run_id}/file?format=html`)
  expect(headers['content-disposition']).toBe('attachment; filename="member-progress-2026-06-01.html"')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['cache-control']).toContain('no-store')
  const records = await database.ownerQuery(
    `select action, actor_id, detail::json ->> 'format' as format,
       array(select member_code from member where member_id = any (member_ids)) as members
     from audit_event where target = $1 order by chain_day, number`,
    [`report_run:${run.report_run_id}`],
  )
  expect(records).toEqual([
    { action: 'record.create', actor_id: therapist.id, format: null, members: [] },
    { action: 'member.read', actor_id: therapist.id, format: null, members: ['goes-on'] },
    { action: 'export.download', actor_id: therapist.id, format: 'html', members: ['goes-on'] },
  ])
})

test('the library is filtered by definition, state, maker and day', async () => {
  const count = async (query: string) =>
    (await asDirector.read(reportRunListSchema, `/report-runs?${query}`)).report_runs
  expect(
    (await count('definition=programme_outcomes')).every(
      ({ definition }) => definition === 'programme_outcomes',
    ),
  ).toBe(true)
  expect((await count('state=failed')).map(({ state }) => state)).toContain('failed')
  expect((await count('state=done')).every(({ state }) => state === 'done')).toBe(true)
  expect((await count('by=me')).every(({ is_own }) => is_own)).toBe(true)
  expect(await count('from=2999-01-01')).toEqual([])
  expect(await count('superseded=yes')).toEqual([])
  expect((await asDirector.get('/api/v1/report-runs?state=lost')).status).toBe(400)
})
