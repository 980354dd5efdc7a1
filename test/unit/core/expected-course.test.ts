import { describe, expect, test } from '@jest/globals'
import {
  type CourseModel,
  courseModelOf,
  expectedScore,
} from '../../../api/src/core/trajectories/expected-course.js'
import { fitGrowthModel } from '../../../api/src/core/trajectories/growth-model.js'

/** Members differ in level alone, with a variance of 4; a score differs from its course with a variance of 4. */
const model: CourseModel = {
  intercept: 16,
  slopePerWeek: -0.5,
  response: { member: { a: 1, b: 0, c: 0 }, residualVariance: 4 },
}

describe('the score to be expected', () => {
  test('of somebody new lies on the average course, with the spread of members and of scores', () => {
    const expected = expectedScore(model, [], 8)
    expect(expected.mean).toBe(12)
    expect(expected.trueScoreSd).toBe(2)
    expect(expected.newScoreSd).toBeCloseTo(Math.sqrt(8), 12)
    // 12 -+ 1.281552 x 2.828427
    expect(expected.usual.low).toBeCloseTo(8.375225, 5)
    expect(expected.usual.high).toBeCloseTo(15.624775, 5)
  })
  test('goes half way to the member after one score, and three quarters after three', () => {
    const known = [0, 1, 2].map((week) => ({ weeksSinceBaseline: week, score: 20 - 0.5 * week }))
    expect(expectedScore(model, known.slice(0, 1), 8)).toMatchObject({ mean: 14, interceptDeviation: 2 })
    expect(expectedScore(model, known, 8)).toMatchObject({ mean: 15, interceptDeviation: 3, trueScoreSd: 1 })
  })
  test('is not asked of a model without a slope', () => {
    const scores = [3, 9, 4, 8, 2, 7].map((score, i) => ({
      label: `M${i % 3}`,
      groupId: 'G1',
      arm: null,
      weeksSinceBaseline: i,
      score,
    }))
    const fit = fitGrowthModel(scores, {
      course: 'level',
      structure: { member: 'intercept', group: null },
      method: 'reml',
    })
    if (fit.kind === 'refused') throw new Error(fit.message)
    expect(() => courseModelOf(fit)).toThrow('fit a straight course')
  })
})
