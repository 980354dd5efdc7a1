import { describe, expect, test } from '@jest/globals'
import {
  observedMeansBySession,
  observedMeansByWeek,
} from '../../../api/src/core/trajectories/observed-means.js'
import { observedMeansFromSums } from '../../../api/src/core/trajectories/observed-means-from-sums.js'
import { scoresByWeek } from '../../../api/src/core/trajectories/scores-by-week.js'

const at = (episodeKey: string, daysSinceBaseline: number, score: number) => ({
  episodeKey,
  daysSinceBaseline,
  score,
})

test('a week holds the scores within half a week either side', () => {
  // Week 1 holds days 4 to 10; day 3 belongs to week 0, day 11 to week 2.
  const course = observedMeansByWeek([
    at('a', 4, 10),
    at('b', 7, 12),
    at('c', 10, 14),
    at('d', 3, 0),
    at('e', 11, 0),
  ])
  expect(course).toEqual({
    points: [
      {
        at: 1,
        n: 3,
        mean: 12,
        standardDeviation: 2,
        // 12 -+ 4.302653 x 2 / sqrt(3)
        interval: {
          low: expect.closeTo(7.031725, 5),
          high: expect.closeTo(16.968275, 5),
          level: 0.95,
          method: 'student_t',
        },
      },
    ],
    pointsLeftOut: 2,
    nEpisodes: 5,
  })
})

test('two forms of one member in a week count once, by their mean', () => {
  const course = observedMeansByWeek([at('a', 6, 10), at('a', 8, 20), at('b', 7, 9), at('c', 7, 12)])
  expect(course.points[0]).toMatchObject({ n: 3, mean: 12 })
})

test('a point of two members is left out and counted', () => {
  expect(observedMeansByWeek([at('a', 0, 10), at('b', 0, 12)])).toEqual({
    points: [],
    pointsLeftOut: 1,
    nEpisodes: 2,
  })
})

test("a closed group runs on the group's own clock", () => {
  const scores = [1, 2, 3].flatMap((sessionNumber) =>
    ['a', 'b', 'c'].map((episodeKey) => ({ episodeKey, sessionNumber, score: 20 - sessionNumber })),
  )
  expect(observedMeansBySession(scores).points.map(({ at: session, mean }) => [session, mean])).toEqual([
    [1, 19],
    [2, 18],
    [3, 17],
  ])
})

describe('from sums by week', () => {
  test('an episode adds up the scores of each week', () => {
    const scores = [at('a', 8, 20), at('a', 0, 18), at('a', 6, 10), at('a', 11, 4)]
    expect(scoresByWeek(scores)).toEqual([
      { week: 0, nScores: 1, sumScore: 18 },
      { week: 1, nScores: 2, sumScore: 30 },
      { week: 2, nScores: 1, sumScore: 4 },
    ])
  })

  test('an episode with two scores in a week counts once, by their mean', () => {
    // 9, 12 and the mean of 10 and 20: mean 12, squared deviations 9 + 0 + 9, sd 3.
    const course = observedMeansFromSums(
      [
        { week: 1, scoresPerEpisode: 1, sums: { n: 2, sum: 21, sumSquared: 225 } },
        { week: 1, scoresPerEpisode: 2, sums: { n: 1, sum: 30, sumSquared: 900 } },
        { week: 2, scoresPerEpisode: 1, sums: { n: 2, sum: 10, sumSquared: 52 } },
      ],
      3,
    )
    expect(course).toMatchObject({
      points: [{ at: 1, n: 3, mean: 12, standardDeviation: 3 }],
      pointsLeftOut: 1,
      nEpisodes: 3,
    })
  })

  test('no scores make no points', () => {
    expect(observedMeansFromSums([], 0)).toEqual({ points: [], pointsLeftOut: 0, nEpisodes: 0 })
  })
})
