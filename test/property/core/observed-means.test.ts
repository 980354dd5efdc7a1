import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { observedMeansByWeek } from '../../../api/src/core/trajectories/observed-means.js'
import {
  observedMeansFromSums,
  type WeekSums,
} from '../../../api/src/core/trajectories/observed-means-from-sums.js'
import { scoresByWeek } from '../../../api/src/core/trajectories/scores-by-week.js'

const courses = fc.array(
  fc.array(fc.record({ daysSinceBaseline: fc.nat({ max: 40 }), score: fc.nat({ max: 27 }) }), {
    minLength: 1,
    maxLength: 12,
  }),
  { maxLength: 25 },
)

test('sums by week give the same course as the scores themselves', () => {
  fc.assert(
    fc.property(courses, (episodes) => {
      const direct = observedMeansByWeek(
        episodes.flatMap((scores, place) => scores.map((score) => ({ episodeKey: String(place), ...score }))),
      )
      const fromSums = observedMeansFromSums(weekSums(episodes.map(scoresByWeek)), episodes.length)
      expect({ ...fromSums, points: null }).toEqual({ ...direct, points: null })
      expect(fromSums.points.map(({ at, n }) => [at, n])).toEqual(direct.points.map(({ at, n }) => [at, n]))
      for (const [place, point] of fromSums.points.entries()) {
        const other = direct.points[place]
        // Both round differently in the last places of scores up to 27.
        expect(point.mean).toBeCloseTo(other?.mean ?? Number.NaN, 10)
        expect(point.standardDeviation).toBeCloseTo(other?.standardDeviation ?? Number.NaN, 6)
        expect(point.interval?.low).toBeCloseTo(other?.interval?.low ?? Number.NaN, 5)
      }
    }),
  )
})

function weekSums(episodes: readonly ReturnType<typeof scoresByWeek>[]): WeekSums[] {
  // One entry an episode and week: entries of one week are put together whatever their number.
  return episodes.flatMap((weeks) =>
    weeks.map(({ week, nScores, sumScore }) => ({
      week,
      scoresPerEpisode: nScores,
      sums: { n: 1, sum: sumScore, sumSquared: sumScore * sumScore },
    })),
  )
}
