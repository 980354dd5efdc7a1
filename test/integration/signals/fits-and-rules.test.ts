// The expected response and the rules: what they are worked out from, and what follows for members in care.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { modelFitListSchema } from '../../../api/src/contracts/model-fits.js'
import { storedRuleSetSchema } from '../../../api/src/contracts/rule-sets.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import { JobCancelled, type RunningJob } from '../../../api/src/features/jobs/run-job.service.js'
import { keepUpWithCalendar, signalJobs } from '../../../api/src/features/signals/background.service.js'
import { anEpisode } from '../../builders/clinic.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { clinicOfToday, dayFromNow } from './clinic-of-today.js'

let database: TestDatabase
let api: TestApi
let director: TestUser
let asDirector: Caller
let asTherapist: Caller
const context = workerContext('jobs')

/** Ended a week ago, five weekly scores each, that do not all go the same way. */
const ended = (from: number, to: number, plannedEndOn = dayFromNow(-7)) =>
  Array.from({ length: to - from }, (_, place) => {
    const n = from + place
    const phq9 = [10 + (n % 9), 9 + ((n * 7) % 8), 8 + ((n * 5) % 9), 6 + ((n * 3) % 9), 4 + ((n * 11) % 12)]
    return anEpisode(`ended-${n}`, 'g1', {
      plannedEndOn,
      attendance: 'ppppp',
      forms: { phq9 },
    })
  })

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, {
    ...clinicOfToday,
    episodes: [...clinicOfToday.episodes, ...ended(0, 99), ...ended(99, 101, dayFromNow(30))],
  })
  api = await startTestApi(database, { now: new Date().toISOString() })
  director = await makeUser(database, { role: 'director', sites: ['north'] })
  asDirector = await api.as(director)
  asTherapist = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-g1' }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

/** The work of a job, as the worker does it. */
const work = (kind: 'fit_expected_response' | 'refresh_signals', progress: RunningJob['progress']) =>
  signalJobs(database.worker.access, context)[kind]({
    subject: null,
    signal: new AbortController().signal,
    progress,
  })
const goOn = async () => {}

const phq9Fit = async () => {
  const { model_fits } = await asDirector.read(modelFitListSchema, '/model-fits')
  return model_fits.find(({ measure }) => measure === 'phq9')
}

const versionsInCare = () =>
  database.ownerQuery<{ rules_version: number; fits: number }>(
    'select distinct rules_version, cardinality(model_fit_ids) as fits from episode_standing order by 1',
  )

describe('the expected response', () => {
  test('is off below 100 ended episodes, and says so', async () => {
    await work('fit_expected_response', goOn)
    const fit = await phq9Fit()
    expect(fit).toMatchObject({ state: 'off', episodes: 99, members: null, calibration: null })
    expect(fit?.message).toMatch(/100/)
  })

  test('that is stopped before its end has stored nothing', async () => {
    const before = await phq9Fit()
    const stopped = work('fit_expected_response', async ({ done, total }) => {
      if (done === total) throw new JobCancelled()
    })
    await expect(stopped).rejects.toThrow('cancelled')
    expect(await phq9Fit()).toEqual(before)
  })

  test('is on from 100, judged, and members in care stand by it; it says up to when records were seen', async () => {
    const begun = new Date()
    await database.ownerQuery(
      `update episode set planned_end_on = $1 from member
       where member.member_id = episode.member_id and member_code in ('ended-99', 'ended-100')`,
      [dayFromNow(-7)],
    )
    await work('fit_expected_response', goOn)
    const fit = await phq9Fit()
    expect(fit).toMatchObject({ state: 'on', episodes: 101, message: null, rules_version: 1 })
    expect(fit?.calibration?.all.scores).toBeGreaterThan(0)
    expect(fit?.calibration?.by_score_number.map(({ score_number }) => score_number)).toEqual([2, 3, 4, 5])
    expect(new Date(fit?.data_until ?? 0).getTime()).toBeGreaterThanOrEqual(begun.getTime() - 1000)
    const used = await database.ownerQuery(
      'select from episode_standing where not (model_fit_ids @> array[$1::bigint])',
      [fit?.model_fit_id],
    )
    expect(used).toEqual([])
    expect((await versionsInCare()).length).toBeGreaterThan(0)
  })
})

describe('a set of rules', () => {
  const rules = {
    no_reliable_change_after_sessions: 6,
    absences_in_a_row: 3,
    expected_measures: ['phq9', 'gad7'],
    reliable_change_points: {},
    switched_off: [],
  }
  const change = (body: object, caller = asDirector) => caller.send('POST', '/api/v1/rule-sets', body)

  test('is a director’s to change', async () => {
    expect((await change({ based_on: 1, rules, reason: 'Fewer calls' }, asTherapist)).status).toBe(403)
  })

  test('that cannot be is refused by field, and nothing is stored', async () => {
    const wrong = { ...rules, expected_measures: ['no-such-measure'] }
    const answer = await change({ based_on: 1, rules: wrong, reason: 'Fewer calls' })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('rules.expected_measures')
    expect(await database.ownerQuery('select version from rule_set')).toHaveLength(1)
  })

  test('is a new version with a record; members in care are worked out again by a job', async () => {
    const answer = await change({ based_on: 1, rules, reason: 'Two absences are common here' })
    expect(answer.status).toBe(201)
    const { rule_set, job_id } = storedRuleSetSchema.parse(answer.json())
    expect(rule_set).toMatchObject({ version: 2, rules, created_by: director.name })
    const [job] = await database.ownerQuery('select kind, state from job where job_id = $1', [job_id])
    expect(job).toEqual({ kind: 'refresh_signals', state: 'waiting' })
    const [record] = await database.ownerQuery<{ actor_id: string; detail: string }>(
      `select actor_id, detail from audit_event where action = 'setting.change' and target = 'rule_set:2'`,
    )
    expect(record?.actor_id).toBe(director.id)
    expect(JSON.parse(record?.detail ?? '')).toEqual({
      from: 1,
      to: 2,
      reason: 'Two absences are common here',
    })
    const missed = () =>
      database.ownerQuery(
        `select from signal join member using (member_id)
         where member_code = 'away' and kind = 'absent_2' and evidence_stands`,
      )
    expect(await missed()).toHaveLength(1)
    await work('refresh_signals', goOn)
    expect((await versionsInCare()).map(({ rules_version }) => rules_version)).toEqual([2])
    expect(await missed()).toEqual([])
  })

  test('based on one that is no longer in use is refused', async () => {
    const answer = await change({ based_on: 1, rules, reason: 'From an old screen' })
    expect([answer.status, Object(answer.json()).code]).toEqual([409, 'changed_meanwhile'])
    expect(await database.ownerQuery('select version from rule_set')).toHaveLength(2)
  })
})

test('the calendar ends what has ended: its standing goes, its signals close, item 9 still waits', async () => {
  await database.ownerQuery(
    `update episode set planned_end_on = $1 where member_id = (select member_id from member where member_code = 'harm')`,
    [dayFromNow(-1)],
  )
  const done = await keepUpWithCalendar(database.worker.access, workerContext('calendar'))
  expect(done.ended).toBe(1)
  const standing = await database.ownerQuery(
    `select from episode_standing join member using (member_id) where member_code = 'harm'`,
  )
  expect(standing).toEqual([])
  const open = await database.ownerQuery<{ kind: string }>(
    `select distinct kind from signal join member using (member_id)
     where member_code = 'harm' and state <> 'resolved'`,
  )
  expect(open).toEqual([{ kind: 'risk_item' }])
})
