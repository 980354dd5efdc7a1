import { expect, test } from '@jest/globals'
import {
  observedMeansBySession,
  observedMeansByWeek,
} from '../../../api/src/core/trajectories/observed-means.js'

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
