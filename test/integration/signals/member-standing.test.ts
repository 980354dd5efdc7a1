// What the page of a member says of signals and of the expected response.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type MemberTrajectory, memberTrajectorySchema } from '../../../api/src/contracts/members.js'
import { expectation } from '../../unit/signals/support/expectation.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { addForm, changeRecords, clinicOfToday, dayFromNow, signalId } from './clinic-of-today.js'

let database: TestDatabase
let api: TestApi
let asTherapist: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, clinicOfToday)
  api = await startTestApi(database, { now: new Date().toISOString() })
  asTherapist = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-g1' }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const courseOf = (member: string, query = ''): Promise<MemberTrajectory> =>
  asTherapist.read(memberTrajectorySchema, `/members/${member}/trajectory${query}`)

describe('before an expected response was fitted', () => {
  test('the page says why there is none, and no score is held against it', async () => {
    const { expected_response, points } = await courseOf('worse')
    expect(expected_response).toEqual({
      kind: 'off',
      reason: 'The expected response of PHQ-9 was never fitted.',
    })
    expect(points.map(({ expected }) => expected)).toEqual([null, null, null, null])
  })
})

describe('with an expected response of a point less a week', () => {
  beforeAll(async () => {
    await database.ownerQuery(
      `insert into model_fit (measure_code, is_on, episodes, as_of, data_until, rules_version, calculation_version,
         content, fitted_by)
       values ('phq9', true, 240, $1, now(), 1, 1, $2, 'worker')`,
      [dayFromNow(-1), JSON.stringify({ fit: expectation, reliableChangeLimits: null, reliablePoints: 6 })],
    )
    // A form that changes nothing: where the member stands is worked out anew.
    await changeRecords(database, 'worse', `select from member where member_code = $1`, ['worse'])
  })

  test('the range follows from the baseline alone, with the fit that it comes from', async () => {
    const { expected_response, points } = await courseOf('worse')
    if (expected_response.kind === 'off') throw new Error(expected_response.reason)
    expect(expected_response).toMatchObject({ episodes: 240, as_of: dayFromNow(-1), last_week: 12 })
    // Began at 12: expected 11, 10, 9 .. and limits 3 and 5 above; the weeks go on to the planned end.
    expect(expected_response.weeks.slice(0, 3)).toEqual([
      { week: 1, expected: near(11), limit_84: near(14), limit_90: near(16) },
      { week: 2, expected: near(10), limit_84: near(13), limit_90: near(15) },
      { week: 3, expected: near(9), limit_84: near(12), limit_90: near(14) },
    ])
    expect(expected_response.weeks).toHaveLength(17)
    expect(points[0]?.expected).toBeNull()
    expect(points[3]?.expected).toEqual({ expected: near(9), limit_84: near(12), limit_90: near(14) })
  })

  test('the numbers of the picture are those of the signal', async () => {
    const { standing, points } = await courseOf('worse')
    const signal = standing.signals.find(({ evidence }) => evidence.kind === 'worse_than_expected')
    expect(signal?.evidence.inputs).toMatchObject({ latest: { total: 19 }, ...points[3]?.expected })
    expect(signal?.evidence.sentence).toBe('5 points above the expected range at session 4')
    expect(signal?.life).toMatchObject({ state: 'open', version: 1 })
  })

  test('a measure that was never fitted says so for itself', async () => {
    const { expected_response } = await courseOf('worse', '?measure=gad7')
    expect(expected_response).toEqual({
      kind: 'off',
      reason: 'The expected response of GAD-7 was never fitted.',
    })
  })
})

describe('where a member stands', () => {
  test('status, sentence and rules are those of the caseload', async () => {
    const { standing } = await courseOf('stuck')
    expect(standing).toMatchObject({
      status: 'not_on_track',
      sentence: 'Less than 6 points of improvement after 8 sessions (17 at the start, 16 now)',
      rules_version: 1,
      risk_item: { measure: 'phq9', latest: 'no', to_acknowledge: [] },
    })
  })

  test('an answer above zero to item 9 waits on the page of the member, whichever measure is looked at', async () => {
    const { standing } = await courseOf('harm', '?measure=gad7')
    expect(standing.risk_item?.to_acknowledge.map(({ answer }) => answer)).toEqual([1])
  })

  test('what was done stands there, the latest first, with who did it', async () => {
    const id = await signalId(database, 'stuck', 'no_reliable_change_by_k')
    const note = 'Looked at the aims'
    for (const action of [
      { action: 'acknowledge', version: 1 },
      { action: 'act', taken: 'plan_reviewed', note, version: 2 },
    ]) {
      expect((await asTherapist.send('POST', `/api/v1/signals/${id}/actions`, action)).status).toBe(200)
    }
    const { what_was_done, standing } = await courseOf('stuck')
    expect(what_was_done.map(({ event, taken, note: said, kind }) => [event, taken, said, kind])).toEqual([
      ['act', 'plan_reviewed', note, 'no_reliable_change_by_k'],
      ['acknowledge', null, null, 'no_reliable_change_by_k'],
      ['raised', null, null, 'no_reliable_change_by_k'],
    ])
    expect(what_was_done.map(({ by }) => by === 'system')).toEqual([false, false, true])
    expect(standing.signals[0]?.life?.state).toBe('acknowledged')
  })

  test('an episode that has ended is neither on track nor off it, and keeps what was done', async () => {
    await changeRecords(
      database,
      'stuck',
      `update episode set exited_on = $2, exit_reason = 'completed' from member
       where member.member_id = episode.member_id and member_code = $1`,
      ['stuck', dayFromNow(-1)],
    )
    const { standing, what_was_done } = await courseOf('stuck')
    expect(standing).toMatchObject({ status: null, sentence: '', signals: [] })
    expect(what_was_done[0]).toMatchObject({ event: 'episode_ended', by: 'system' })
  })
})

test('a sudden loss is told as one once two scores bear it out', async () => {
  // 12, 14, 13, 19: one score after the step says nothing yet.
  expect(await courseOf('worse')).toMatchObject({ sudden_gains: [], sudden_losses: [] })
  await addForm(database, 'worse', 20, { on: dayFromNow(-28) })
  await addForm(database, 'worse', 21, { on: dayFromNow(-21) })
  const { sudden_gains, sudden_losses } = await courseOf('worse')
  expect(sudden_gains).toEqual([])
  expect(sudden_losses).toEqual([
    {
      date_before: dayFromNow(-42),
      date_after: dayFromNow(-35),
      score_before: 13,
      score_after: 19,
      loss: 6,
      reversed: false,
    },
  ])
})

/** The course is worked out through a mixed model's matrices: not exact in the last digits. */
function near(value: number) {
  return expect.closeTo(value, 9)
}
