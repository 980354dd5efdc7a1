import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { groupBoardSchema, groupTrajectorySchema } from '../../../api/src/contracts/groups.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { clinicOfToday, inCare, START } from './clinic-of-today.js'

let database: TestDatabase
let api: TestApi
let asTherapist: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, {
    ...clinicOfToday,
    episodes: [
      ...clinicOfToday.episodes,
      inCare('left', 'g1', { attendance: 'pp', forms: { phq9: [18, 11] }, exitedOn: START, riskAnswer: 1 }),
    ],
  })
  api = await startTestApi(database, { now: new Date().toISOString() })
  asTherapist = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-g1' }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const board = () => asTherapist.read(groupBoardSchema, '/groups/g1/board')
const group = (query = '') => asTherapist.read(groupTrajectorySchema, `/groups/g1/trajectory${query}`)

describe('a group says how its members stand now', () => {
  test('as the caseload does, on the board and in the list; who has left stands nowhere', async () => {
    const standings = (await board()).rows.map(({ member_id, standing }) => [
      member_id,
      standing.now?.status ?? null,
      standing.item_9_open,
    ])
    expect(standings).toEqual([
      ['away', 'watch', 0],
      ['formless', 'on_track', 0],
      ['harm', 'not_on_track', 1],
      ['left', null, 0],
      ['new', 'insufficient_data', 0],
      ['stuck', 'not_on_track', 0],
      ['well', 'on_track', 0],
      ['worse', 'not_on_track', 0],
    ])
    const { standings: listed, episodes } = await group()
    expect(listed.map(({ episode_id }) => episode_id)).toEqual(episodes.map(({ episode_id }) => episode_id))
    const worse = episodes.find(({ member_id }) => member_id === 'worse')
    expect(listed.find(({ episode_id }) => episode_id === worse?.episode_id)?.now).toEqual({
      status: 'not_on_track',
      sentence: '7 points worse than at the start (12 then, 19 now)',
    })
  })

  test('each score is judged against the first one, which is judged by nothing', async () => {
    const { rows, has_expected_response } = await board()
    const judged = (member: string) =>
      rows
        .find(({ member_id }) => member_id === member)
        ?.cells.flatMap(({ score, reliable_change }) => (score === null ? [] : [[score, reliable_change]]))
    expect(judged('worse')).toEqual([
      [12, null],
      [14, 'no_reliable_change'],
      [13, 'no_reliable_change'],
      [19, 'reliably_deteriorated'],
    ])
    expect(judged('well')?.at(-1)).toEqual([7, 'reliably_improved'])
    // Nobody's episode has ended: there is nothing to expect.
    expect(has_expected_response).toBe(false)
    expect(rows.flatMap(({ cells }) => cells).every(({ to_expected }) => to_expected === null)).toBe(true)
  })

  test('who came and whose form is there, session by session', async () => {
    const { sessions } = await board()
    const third = sessions.find(({ session_number }) => session_number === 3)
    // Came: formless (without a form), stuck, well, worse; away was absent.
    expect(third).toMatchObject({ n_eligible: 5, n_attended: 4, n_scored: 3 })
  })

  test('on either clock, with how many stand behind each point', async () => {
    expect((await group()).clock).toBe('session_number')
    const byWeeks = await group('?clock=weeks_since_baseline')
    expect(byWeeks.clock).toBe('weeks_since_baseline')
    expect(byWeeks.counts[0]).toEqual({ x: 0, n: byWeeks.members.length })
    // Session 8: stuck, and new on the first day.
    expect((await group()).counts.find(({ x }) => x === 8)).toEqual({ x: 8, n: 2 })
    expect((await asTherapist.get('/api/v1/groups/g1/trajectory?clock=moon')).status).toBe(400)
  })
})
