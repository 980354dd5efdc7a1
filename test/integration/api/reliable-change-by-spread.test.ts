import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { episodeListSchema, memberTrajectorySchema } from '../../../api/src/contracts/members.js'
import { aGroup, anEpisode, aSite } from '../../builders/clinic.js'
import { asDirector } from '../support/as-director.js'
import { insertClinic } from '../support/insert-clinic.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let api: TestApi
let director: Caller

// By hand: baselines 10, 14, 18 have an SD of 4; with alpha .88 a change of more than
// 1.96 x sqrt(2) x 4 x sqrt(1 - .88) = 3.8408 points is reliable, up being better.
beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, {
    sites: [aSite('north')],
    groups: [aGroup('g1', 'north')],
    episodes: [
      anEpisode('rises-by-4', 'g1', { attendance: 'pp', forms: { rses: [10, 14] } }),
      anEpisode('rises-by-3', 'g1', { attendance: 'pp', forms: { rses: [14, 17] } }),
      anEpisode('falls-by-4', 'g1', { attendance: 'pp', forms: { rses: [18, 14] } }),
    ],
  })
  api = await startTestApi(database)
  director = await asDirector(api)
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

describe('a measure without a fixed threshold is judged by the spread of the deployment’s baselines', () => {
  test('in lists', async () => {
    const { episodes } = await director.read(episodeListSchema, '/episodes?measure=rses')
    expect(Object.fromEntries(episodes.map((row) => [row.member_id, row.reliable_change]))).toEqual({
      'rises-by-4': 'reliably_improved',
      'rises-by-3': 'no_reliable_change',
      'falls-by-4': 'reliably_deteriorated',
    })
  })

  test('on the page of a member, with the limits and where they come from', async () => {
    const course = await director.read(memberTrajectorySchema, '/members/rises-by-4/trajectory?measure=rses')
    expect(course.points.map((point) => point.reliable_change)).toEqual([
      'no_reliable_change',
      'reliably_improved',
    ])
    expect(course.reliable_change?.threshold).toBeCloseTo(3.8408, 4)
    expect(course.reliable_change?.improved_at).toBeCloseTo(13.8408, 4)
    expect(course.reliable_change?.rule).toBe(
      'Jacobson-Truax: more than 3.8 points from baseline (reliability 0.88, SD of 3 baselines)',
    )
  })
})
