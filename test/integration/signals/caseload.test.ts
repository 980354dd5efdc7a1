import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  type Caseload,
  caseloadSchema,
  caseloadTilesSchema,
  escalatedSchema,
} from '../../../api/src/contracts/signals.js'
import { expectation } from '../../unit/signals/support/expectation.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { changeRecords, clinicOfToday, dayFromNow, START } from './clinic-of-today.js'

let database: TestDatabase
let api: TestApi
let asTherapist: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, clinicOfToday)
  await database.ownerQuery(
    `insert into member_identity (member_id, full_name) select member_id, 'Ana María ' || member_code from member
     where member_code <> 'new'`,
  )
  api = await startTestApi(database, { now: new Date().toISOString() })
  asTherapist = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-g1' }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const today = () => asTherapist.read(caseloadSchema, '/caseload')
const rowOf = (caseload: Caseload, member: string) =>
  [...caseload.members, ...caseload.on_track].find(({ member_id }) => member_id === member)

describe('a therapist sees without a click', () => {
  test('who is not on track, the worst first, those on track apart, and nobody of another group', async () => {
    const { members, on_track, tiles } = await today()
    expect(members.map(({ member_id, status }) => [member_id, status])).toEqual([
      // An answer to item 9 waits: before everything else.
      ['harm', 'not_on_track'],
      ['stuck', 'not_on_track'],
      ['worse', 'not_on_track'],
      ['away', 'watch'],
      ['new', 'insufficient_data'],
    ])
    expect(on_track.map(({ member_id }) => member_id)).toEqual(['formless', 'well'])
    expect(tiles).toEqual({
      not_on_track: { n: 3, of: 7 },
      item_9_new: 1,
      form_missing: 1,
      absent_twice: 1,
    })
  })

  test('why, in one line and in numbers', async () => {
    const stuck = rowOf(await today(), 'stuck')
    expect(stuck).toMatchObject({
      full_name: 'Ana María stuck',
      initials: 'A.S.',
      group_id: 'g1',
      group_name: 'Group g1',
      site_id: 'north',
      joined_on: START,
      is_open: true,
      sessions: { held: 8, attended: 8 },
      last_session: { session_number: 8, session_date: dayFromNow(-7) },
      sentence: 'Less than 6 points of improvement after 8 sessions (17 at the start, 16 now)',
      signals: [
        {
          evidence: {
            kind: 'no_reliable_change_by_k',
            level: 'not_on_track',
            measure: 'phq9',
            since: dayFromNow(-21),
            inputs: {
              baseline: { total: 17, on: START },
              latest: { total: 16, on: dayFromNow(-7) },
              attended_sessions: 8,
              after_sessions: 6,
              reliable_points: 6,
            },
            model_fit_id: null,
          },
          life: { state: 'open', version: 1, evidence_stands: true, last_action: null, escalates_at: null },
        },
      ],
      risk_item: { measure: 'phq9', latest: 'no', to_acknowledge: [] },
    })
    expect(stuck?.measures[0]).toMatchObject({
      measure: 'phq9',
      n_scores: 8,
      baseline: { total: 17 },
      latest: { total: 16 },
      change: 1,
    })
    expect(stuck?.measures[0]?.scores.map(({ total }) => total)).toEqual([17, 17, 16, 17, 16, 16, 17, 16])
  })

  test('who has one score, grey and with a sentence; without a name the id has to do', async () => {
    expect(rowOf(await today(), 'new')).toMatchObject({
      full_name: null,
      initials: null,
      status: 'insufficient_data',
      sentence: 'PHQ-9: not enough data (1 score); GAD-7: not enough data (1 score)',
      signals: [
        { evidence: { kind: 'insufficient_data' }, life: null },
        { evidence: { kind: 'insufficient_data' }, life: null },
      ],
    })
  })

  test('whether an expected response is there, and why not', async () => {
    expect((await today()).expected_response).toEqual([
      {
        measure: 'phq9',
        is_on: false,
        message: 'The expected response of PHQ-9 was never fitted.',
        fitted_episodes: null,
        fitted_at: null,
      },
      {
        measure: 'gad7',
        is_on: false,
        message: 'The expected response of GAD-7 was never fitted.',
        fitted_episodes: null,
        fitted_at: null,
      },
    ])
    const ranges = rowOf(await today(), 'stuck')?.measures[0]?.scores.map((score) => score.expected_range)
    expect(new Set(ranges)).toEqual(new Set([null]))
  })

  test('item 9 with what was answered and until when it is waited for', async () => {
    const item = rowOf(await today(), 'harm')?.risk_item
    expect(item).toMatchObject({ measure: 'phq9', latest: 'yes', latest_on: dayFromNow(-49) })
    expect(item?.to_acknowledge).toMatchObject([
      {
        answer: 1,
        on: dayFromNow(-49),
        sentence: 'Item 9, thoughts of self-harm: answered 1 (several days)',
        life: { state: 'open', escalated_at: null },
      },
    ])
    const life = item?.to_acknowledge[0]?.life
    const hours = Date.parse(life?.escalates_at ?? '') - Date.parse(life?.opened_at ?? '')
    expect(hours).toBe(24 * 3_600_000)
  })
})

test('the counts alone are those of the caseload, and name nobody', async () => {
  expect(await asTherapist.read(caseloadTilesSchema, '/caseload/tiles')).toEqual((await today()).tiles)
})

test('a fitted expected response draws its range behind every score but the baseline', async () => {
  const fit = { ...expectation, episodes: 240 }
  await database.ownerQuery(
    `insert into model_fit (measure_code, is_on, episodes, as_of, data_until, rules_version, calculation_version,
       content, fitted_by, fitted_at)
     values ('phq9', true, 240, $1, now(), 1, 1, $2, 'test', '2026-11-01T03:00:00Z')`,
    [dayFromNow(0), JSON.stringify({ fit, reliableChangeLimits: null })],
  )
  const caseload = await today()
  expect(caseload.expected_response[0]).toEqual({
    measure: 'phq9',
    is_on: true,
    message: null,
    fitted_episodes: 240,
    fitted_at: '2026-11-01T03:00:00.000Z',
  })
  // A point a week less than 17, limits 3 and 5 points above it.
  const ranges = rowOf(caseload, 'stuck')?.measures[0]?.scores.map((score) => score.expected_range)
  expect(ranges?.slice(0, 3)).toEqual([
    null,
    { expected: 16, limit_84: 19, limit_90: 21 },
    { expected: 15, limit_84: 18, limit_90: 20 },
  ])
  await database.ownerQuery('delete from model_fit')
})

test('a director is told how many answers to item 9 have waited too long, not those that wait in time', async () => {
  const asDirector = await api.as(await makeUser(database, { role: 'director', sites: ['north'] }))
  const escalated = async () => (await asDirector.read(escalatedSchema, '/signals/escalated')).n
  expect(await escalated()).toBe(0)
  const backBy = (hours: number) =>
    database.ownerQuery(
      `update signal set opened_at = opened_at - make_interval(hours => $1) from member
       where member.member_id = signal.member_id and kind = 'risk_item' and state = 'open'
         and member_code in ('harm', 'far')`,
      [hours],
    )
  await backBy(25)
  // The answer of the other site is another director's.
  expect(await escalated()).toBe(1)
  await backBy(-25)
})

test('who has left care is listed while an answer to item 9 waits, and counts for nothing else', async () => {
  await changeRecords(
    database,
    'harm',
    `update episode set exited_on = $1, exit_reason = 'moved_away'
     where member_id = (select member_id from member where member_code = 'harm')`,
    [dayFromNow(-1)],
  )
  const caseload = await today()
  expect(caseload.tiles).toMatchObject({ not_on_track: { n: 2, of: 6 }, item_9_new: 1 })
  expect(caseload.members[0]).toMatchObject({
    member_id: 'harm',
    is_open: false,
    status: 'not_on_track',
    sentence: 'Item 9, thoughts of self-harm: answered 1 (several days)',
    measures: [],
  })
})

test('the last import that brought records of these groups, with the rows that did not come in', async () => {
  expect((await today()).last_import).toBeNull()
  await database.ownerQuery(
    `insert into import_batch (source_system, mode, is_dry_run, is_committed, actor, finished_at, report)
     select 'file', 'accept-valid', false, true, 'test', ('2026-01-0' || n || 'T08:12:00Z')::timestamptz, json_build_object('rejected', n)
     from generate_series(1, 2) as n`,
  )
  // The later one brought a form of another site alone.
  for (const [batch, group] of [
    [1, 'g1'],
    [2, 'g2'],
  ]) {
    await database.ownerQuery(
      `update response set import_batch_id = $1 from episode
       where (episode.member_id, episode.episode_id) = (response.member_id, response.episode_id) and group_id = $2`,
      [batch, group],
    )
  }
  expect((await today()).last_import).toEqual({ at: '2026-01-01T08:12:00.000Z', rejected: 1 })
})

test('a substitute sees the caseload of the colleague who is away, and only on these days', async () => {
  await database.ownerQuery(
    `insert into therapist (therapist_id, display_name, site_id) values ('T-sub', 'Substitute', 'north')`,
  )
  const substitute = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-sub' }))
  const mine = async () =>
    (await substitute.read(caseloadSchema, '/caseload')).members.map((row) => row.member_id)
  expect(await mine()).toEqual([])
  await database.ownerQuery(
    `insert into therapist_cover (covered_therapist_id, substitute_therapist_id, from_on, to_on, reason, created_by)
     values ('T-g4', 'T-sub', $1, $1, 'ill', 'test')`,
    [dayFromNow(0)],
  )
  expect(await mine()).toEqual(['neighbour'])
  await database.ownerQuery('update therapist_cover set from_on = $1, to_on = $1', [dayFromNow(-1)])
  expect(await mine()).toEqual([])
})
