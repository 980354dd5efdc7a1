import { describe, expect, test } from '@jest/globals'
import { baselineBands } from '../../../api/src/core/expected-response/baseline-bands.js'
import { courseOf, endedCourses } from '../../../api/src/core/expected-response/course.js'
import { type Crossing, crossingLevel } from '../../../api/src/core/expected-response/crossings.js'
import { type ExpectedCourse, expectedAt } from '../../../api/src/core/expected-response/expected-course.js'
import {
  type ExpectedResponseFit,
  fitExpectedResponse,
} from '../../../api/src/core/expected-response/fit-expected-response.js'
import { foldsByMember } from '../../../api/src/core/expected-response/folds.js'
import { forecastNoImprovement } from '../../../api/src/core/expected-response/forecast.js'
import { bandsWithOwnLimits, expectedRangeAt } from '../../../api/src/core/expected-response/limits.js'
import { scoringOccasions } from '../../../api/src/core/expected-response/scoring-occasions.js'
import { gad7 } from '../../../api/src/core/measures/gad-7.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import { AFTERWARDS, anEpisode, aResponse, JOINED_ON } from '../../builders/episodes.js'
import { simulatedCourses } from '../signals/support/simulated-courses.js'

function fitted(courses: Parameters<typeof fitExpectedResponse>[1]): ExpectedResponseFit {
  const fit = fitExpectedResponse(phq9, courses, 6)
  if (fit.kind === 'off') throw new Error(fit.message)
  return fit
}

/** m = 14 - week / 2 + baseline above 15; members' levels vary by 4, scores around their course by 5: s = 3. */
const course: ExpectedCourse = {
  timeFunction: 'week',
  meanBaseline: 15,
  level: 14,
  perTime: -0.5,
  perBaselinePoint: 1,
  perTimeAndBaselinePoint: 0,
  response: { member: { a: Math.sqrt(4 / 5), b: 0, c: 0 }, residualVariance: 5 },
  lastWeek: 10,
  isSingular: false,
}

describe('the scores of an episode', () => {
  test('are a baseline and one a day after it: of two forms of one day the last counts', () => {
    const episode = anEpisode()
      .withResponse(aResponse('phq9', 18, '2024-01-01', 0))
      .withResponse(aResponse('phq9', 11, '2024-01-01', 1))
      .withResponse(aResponse('phq9', 16, '2024-01-08', 2))
      .withResponse(aResponse('phq9', 14, '2024-01-08', 3))
      .build()
    const occasions = scoringOccasions(phq9, episode.responses)
    expect([occasions?.baseline.total, occasions?.later.map(({ total }) => total)]).toEqual([18, [14]])
  })
  test('are counted from the best total where higher is better', () => {
    const episode = anEpisode().withScoresOf('rses', 10, null, 18).build()
    expect(courseOf(rosenberg, episode)).toMatchObject({ baseline: 20, later: [{ week: 2, points: 12 }] })
  })
  test('make no course of a baseline alone, nor of forms without a score', () => {
    expect(courseOf(phq9, anEpisode().withScores(12).build())).toBeNull()
    expect(courseOf(phq9, anEpisode().withScores(null, null).build())).toBeNull()
  })
  test('run to the planned end, else to the exit, counted from the baseline', () => {
    const episode = anEpisode().withScores(null, 12, 10)
    // baseline on 8 January; 4 March is 8 weeks later
    expect(courseOf(phq9, episode.build())?.plannedWeeks).toBe(8)
    const left = episode.with({ plannedEndOn: null, exitedOn: '2024-01-22' })
    expect(courseOf(phq9, left.build())?.plannedWeeks).toBe(2)
    expect(courseOf(phq9, episode.with({ plannedEndOn: null }).build())?.plannedWeeks).toBeNull()
  })
  test('count for an expectation once the episode has ended, also by leaving', () => {
    const episode = anEpisode().withScores(12, 10)
    const histories = [
      episode.build(),
      episode.with({ plannedEndOn: null }).build(),
      episode.with({ plannedEndOn: '2031-01-01', exitedOn: '2024-02-01', exitReason: 'dropped_out' }).build(),
      episode.with({ plannedEndOn: '2031-01-01' }).build(),
    ]
    expect(endedCourses(phq9, histories, AFTERWARDS)).toHaveLength(2)
    expect(endedCourses(phq9, histories, JOINED_ON)).toHaveLength(0)
  })
})

describe('the expected course', () => {
  test('rests on the baseline alone when no later score is known', () => {
    // 14 - 4/2 + (18 - 15) = 15; s = sqrt(4 + 5) = 3
    expect(expectedAt(course, 18, [], 4)).toMatchObject({
      mean: expect.closeTo(15, 12),
      newScoreSd: expect.closeTo(3, 12),
    })
  })
  test('moves towards the member with each known score', () => {
    // one score 9 above the mean: 4 / (4 + 5) of it is the member's own
    expect(expectedAt(course, 18, [{ week: 2, points: 25 }], 4).mean).toBeCloseTo(15 + 4, 10)
  })
  test('is held beyond the last week that ten episodes reached', () => {
    expect(expectedAt(course, 18, [], 40)).toEqual(expectedAt(course, 18, [], 10))
  })
  test('slows down where time enters by its logarithm', () => {
    const slowing = { ...course, timeFunction: 'log_week' as const }
    // 14 - log(1 + 7) / 2
    expect(expectedAt(slowing, 15, [], 7).mean).toBeCloseTo(14 - Math.log(8) / 2, 12)
  })
})

describe('the expected range', () => {
  const bands = [{ label: '15-19', low: 15, high: 19, p84: 1, p90: 1.5 }]
  const limits = { overall: { p84: 1.2, p90: 2 }, byBand: bands }

  test('ends at m + q s with the q of the band of the baseline', () => {
    expect(expectedRangeAt(course, limits, 18, 4)).toEqual({ expected: 15, p84: 18, p90: 19.5 })
  })
  test('takes the q of all where the band has none of its own', () => {
    const range = expectedRangeAt(course, limits, 12, 4)
    expect([range.p84, range.p90]).toEqual([expect.closeTo(12.6, 12), expect.closeTo(15, 12)])
  })
})

describe('baseline bands', () => {
  test('of PHQ-9 and GAD-7 take the two mildest as one', () => {
    expect(baselineBands(phq9).map(({ label }) => label)).toEqual(['0-9', '10-14', '15-19', '20+'])
    expect(baselineBands(gad7).map(({ label }) => label)).toEqual(['0-9', '10-14', '15+'])
  })
  test('of a measure without bands are none', () => {
    expect(baselineBands(rosenberg)).toEqual([])
  })
  test('run from the mildest also where higher is better', () => {
    const mirrored = {
      ...phq9,
      direction: 'higher_is_better' as const,
      bands: phq9.bands.map((band) => ({ ...band, low: 27 - band.high, high: 27 - band.low })).reverse(),
    }
    expect(baselineBands(mirrored)).toEqual([
      { low: 0, high: 9, label: '18-27' },
      { low: 10, high: 14, label: '13-17' },
      { low: 15, high: 19, label: '8-12' },
      { low: 20, high: 27, label: '0-7' },
    ])
  })
  test('have limits of their own from 400 episodes on, and from 100 members in the band', () => {
    const bands = baselineBands(phq9)
    const courses = (n: number, members: number, baseline: number) =>
      simulatedCourses({ episodes: n, members, baseline, scores: 1 })
    const labels = (...parts: ReturnType<typeof courses>[]) =>
      bandsWithOwnLimits(bands, parts.flat()).map(({ label }) => label)
    expect(labels(courses(300, 300, 12), courses(99, 99, 22))).toEqual([])
    expect(labels(courses(300, 300, 12), courses(100, 100, 22))).toEqual(['10-14', '20+'])
    expect(labels(courses(300, 300, 12), courses(100, 99, 22))).toEqual(['10-14'])
  })
})

describe('folds', () => {
  test('are five, even, and the same whatever the order', () => {
    const ids = Array.from({ length: 203 }, (_, place) => `M${place}`)
    const folds = foldsByMember(ids)
    const sizes = [0, 1, 2, 3, 4].map((fold) => [...folds.values()].filter((each) => each === fold).length)
    expect(sizes).toEqual([41, 41, 41, 40, 40])
    expect(foldsByMember([...ids, ...ids].reverse())).toEqual(folds)
  })
})

describe('scores above the limits', () => {
  const within: Crossing = { isAbove84: false, isAbove90: false }
  const amber: Crossing = { isAbove84: true, isAbove90: false }
  const red: Crossing = { isAbove84: true, isAbove90: true }

  test.each([
    { crossings: [], level: 'within', run: 0 },
    { crossings: [amber], level: 'within', run: 0 },
    { crossings: [red], level: 'watch', run: 1 },
    { crossings: [amber, amber], level: 'watch', run: 2 },
    { crossings: [red, amber], level: 'watch', run: 2 },
    { crossings: [amber, red], level: 'watch', run: 2 },
    { crossings: [within, red, red], level: 'not_on_track', run: 2 },
    { crossings: [red, red, red], level: 'not_on_track', run: 3 },
    { crossings: [red, within, red], level: 'watch', run: 1 },
    { crossings: [red, red, within], level: 'within', run: 0 },
    { crossings: [red, red, amber], level: 'watch', run: 3 },
  ])('$level after a run of $run ($#)', ({ crossings, level, run }) => {
    expect(crossingLevel(crossings)).toEqual({ level, run })
  })
})

describe('a fit', () => {
  const courses = simulatedCourses({ episodes: 150 })

  test('finds the course that the scores were drawn from', () => {
    const { course: found } = fitted(simulatedCourses({ episodes: 3000, seed: 7 }))
    expect(found.timeFunction).toBe('week')
    expect(found.perTime).toBeGreaterThan(-0.55)
    expect(found.perTime).toBeLessThan(-0.45)
    expect(found.response.residualVariance).toBeGreaterThan(5.8)
    expect(found.response.residualVariance).toBeLessThan(6.8)
  })
  test('is plain numbers: stored and read again it says the same', () => {
    const fit = fitted(courses)
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit)
  })
  test('has one limit for all below 400 episodes, and one a band of 100 members from there on', () => {
    expect(fitted(courses).limits.byBand).toEqual([])
    expect(fitted(simulatedCourses({ episodes: 450 })).limits.byBand.map(({ label }) => label)).toEqual([
      '10-14',
      '15-19',
    ])
  })
  test('has no forecast without a threshold of reliable change, and says so', () => {
    expect(fitExpectedResponse(rosenberg, courses, null)).toMatchObject({
      kind: 'fitted',
      forecast: null,
      forecastOff: 'Rosenberg has no threshold of reliable change.',
    })
  })
  test('has no forecast where everybody improves', () => {
    const better = courses.map((each) => ({
      ...each,
      baseline: each.baseline + 8,
      later: each.later.map(({ week, points }) => ({ week, points: Math.min(points, each.baseline) })),
    }))
    expect(fitted(better).forecastOff).toContain('needs both outcomes')
  })
})

describe('the expected response is off, and says why,', () => {
  test.each([
    { of: [], reason: 'too_few_episodes', says: 'there are 0' },
    { of: simulatedCourses({ episodes: 99 }), reason: 'too_few_episodes', says: 'needs 100 ended episodes' },
    { of: simulatedCourses({ episodes: 120, members: 1 }), reason: 'too_few_members', says: 'there are 1' },
    {
      of: simulatedCourses({ episodes: 120, baseline: 14 }),
      reason: 'constant_baselines',
      says: 'began with the same PHQ-9 score',
    },
    {
      of: simulatedCourses({ episodes: 120, scores: 2 }),
      reason: 'too_few_scores',
      says: 'there are 240 of 120 episodes',
    },
    {
      of: simulatedCourses({ episodes: 120 }).map((each) => ({
        ...each,
        later: each.later.map((score) => ({ ...score, points: 9 })),
      })),
      reason: 'constant_outcome',
      says: 'The expected response is off. A mixed model needs scores that differ',
    },
  ])('for $reason', ({ of, reason, says }) => {
    const off = fitExpectedResponse(phq9, of, 6)
    expect(off).toMatchObject({ kind: 'off', reason, episodes: of.length })
    expect(off.kind === 'off' && off.message).toContain(says)
  })
})

describe('the forecast', () => {
  const model = { reliablePoints: 6, intercept: 0, slope: 1, usualWeeks: 10 }
  const soFar = { baseline: 18, known: [{ week: 2, points: 25 }], plannedWeeks: 4 }

  test('is the probability that a score at the planned end shows no reliable improvement', () => {
    // mean 19 at week 4 (above); level variance left 4 x 5/9, so s^2 = 20/9 + 5; (18 - 6 + .5 - 19) / 2.6874 = -2.4187
    expect(forecastNoImprovement(course, model, soFar)).toBeCloseTo(0.99221, 5)
  })
  test('looks to the usual end without a planned one, and never behind the latest score', () => {
    const usual = { ...soFar, plannedWeeks: null }
    expect(forecastNoImprovement(course, model, usual)).toBe(
      forecastNoImprovement(course, model, { ...soFar, plannedWeeks: 10 }),
    )
    expect(forecastNoImprovement(course, model, { ...soFar, plannedWeeks: 1 })).toBe(
      forecastNoImprovement(course, model, { ...soFar, plannedWeeks: 2 }),
    )
  })
  test('is not made where no reliable improvement is possible, nor from a baseline alone', () => {
    expect(forecastNoImprovement(course, model, { ...soFar, baseline: 5 })).toBeNull()
    expect(forecastNoImprovement(course, model, { ...soFar, known: [] })).toBeNull()
  })
})
