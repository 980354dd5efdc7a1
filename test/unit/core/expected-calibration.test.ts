import { describe, expect, test } from '@jest/globals'
import { alertBurden } from '../../../api/src/core/expected-response/alert-burden.js'
import { calibrateExpectedResponse } from '../../../api/src/core/expected-response/calibrate.js'
import type { Course } from '../../../api/src/core/expected-response/course.js'
import { fitWithBands } from '../../../api/src/core/expected-response/fit-expected-response.js'
import { foldsByMember } from '../../../api/src/core/expected-response/folds.js'
import { expectedRangeAt } from '../../../api/src/core/expected-response/limits.js'
import { predictionAccuracy } from '../../../api/src/core/expected-response/prediction-accuracy.js'
import { type JudgedScore, sharesAbove } from '../../../api/src/core/expected-response/share-above.js'
import { changeAt, probabilityByChange } from '../../../api/src/core/expected-response/simple-change.js'
import type { MeasureDefinition } from '../../../api/src/core/measures/measure-definition.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import { simulatedCourses } from '../signals/support/simulated-courses.js'

/** One letter a score: w within, a above 84 %, r above 90 %. */
function judged(memberId: string, letters: string): JudgedScore[] {
  return Array.from(letters, (letter, place) => ({
    memberId,
    episodeKey: memberId,
    baseline: 15,
    scoreNumber: place + 2,
    crossing: { isAbove84: letter !== 'w', isAbove90: letter === 'r' },
  }))
}

function calibrated(
  courses: readonly Course[],
  measure: MeasureDefinition = phq9,
  points: number | null = 6,
) {
  const steps = calibrateExpectedResponse(measure, courses, points)
  const said: number[] = []
  let step = steps.next()
  while (!step.done) {
    said.push(step.value.done)
    step = steps.next()
  }
  return { said, result: step.value }
}

/** Scores above the 84 % limits that were fitted on the members of the four other folds. */
function aboveLimitsOfOthers(courses: readonly Course[], bands: Parameters<typeof fitWithBands>[3]): number {
  const folds = foldsByMember(courses.map(({ memberId }) => memberId))
  return [0, 1, 2, 3, 4].reduce((sum, fold) => {
    const isIn = ({ memberId }: Course) => folds.get(memberId) === fold
    const fit = fitWithBands(
      phq9,
      courses.filter((course) => !isIn(course)),
      6,
      bands,
    )
    if (fit.kind === 'off') throw new Error(fit.message)
    const above = courses
      .filter(isIn)
      .flatMap(({ baseline, later }) =>
        later.filter(
          ({ week, points }) => points > expectedRangeAt(fit.course, fit.limits, baseline, week).p84,
        ),
      )
    return sum + above.length
  }, 0)
}

describe('the share above a limit', () => {
  test('counts scores, with the error of members whose scores go together', () => {
    const scores = [...judged('A', 'rrrr'), ...['B', 'C', 'D', 'E'].flatMap((id) => judged(id, 'wwww'))]
    const { scores: n, p84 } = sharesAbove(scores)
    expect([n, p84.numerator, p84.proportion]).toEqual([20, 4, 0.2])
    // K/(K - 1) sum (x - p m)^2 / n^2 = 5/4 (3.2^2 + 4 x .8^2) / 400 = .04
    expect(p84.standardError).toBeCloseTo(0.2, 12)
  })
  test('is off by more than 2 points and 2 standard errors only', () => {
    const members = Array.from({ length: 200 }, (_, place) =>
      judged(`M${place}`, place < 60 ? 'rwww' : 'wwww'),
    )
    // 60 of 800 = .075: off from .16 by .085, from .10 by .025 with 2 errors of about .02
    const { p84, p90 } = sharesAbove(members.flat())
    expect([p84.isOff, p90.isOff]).toEqual([true, true])
    const few = sharesAbove(members.slice(0, 3).flat())
    expect([few.p84.isOff, few.p84.standardError]).toEqual([false, null])
  })
  test('of no score is not known', () => {
    expect(sharesAbove([]).p84).toMatchObject({ proportion: null, standardError: null, isOff: false })
  })
})

describe('the accuracy of a rule', () => {
  test('is counted among those who do not improve, among the alerts, and among all', () => {
    const rows = [
      { rank: 0.9, isAlert: true, isEvent: true },
      { rank: 0.7, isAlert: true, isEvent: false },
      { rank: 0.5, isAlert: false, isEvent: true },
      { rank: 0.2, isAlert: false, isEvent: false },
      { rank: 0.1, isAlert: false, isEvent: false },
    ]
    const accuracy = predictionAccuracy(4, rows)
    // of 2 x 3 pairs the ranks are right in 5 (.5 against .7 is wrong)
    expect(accuracy).toMatchObject({
      scoreNumber: 4,
      n: 5,
      auc: expect.closeTo(5 / 6, 12),
      sensitivity: { numerator: 1, denominator: 2 },
      precision: { numerator: 1, denominator: 2 },
      alertRate: { numerator: 2, denominator: 5 },
    })
  })
  test('has no area under the curve where all end alike', () => {
    expect(predictionAccuracy(2, [{ rank: 1, isAlert: true, isEvent: true }]).auc).toBeNull()
    expect(predictionAccuracy(2, []).precision.proportion).toBeNull()
  })
})

describe('simple change', () => {
  test('is asked where another score follows', () => {
    const [course] = simulatedCourses({ episodes: 1, scores: 3, baseline: 20 })
    if (course === undefined) throw new Error('one course was asked for')
    const points = course.later.map((score) => score.points)
    expect(changeAt(course, 2)).toBe(20 - (points[0] ?? Number.NaN))
    expect(changeAt(course, 3)).toBe(20 - (points[1] ?? Number.NaN))
    expect(changeAt(course, 4)).toBeNull()
  })
  test('gives a higher probability the less was gained', () => {
    const byChange = probabilityByChange(simulatedCourses({ episodes: 300 }), 4, 6)
    if (byChange === null) throw new Error('both outcomes are there')
    expect(byChange(0)).toBeGreaterThan(byChange(3))
    expect(byChange(3)).toBeGreaterThan(byChange(9))
  })
  test('cannot be learned where all end alike', () => {
    expect(probabilityByChange([], 2, 6)).toBeNull()
  })
})

describe('the burden of alerts', () => {
  test('is counted a score and an episode', () => {
    const burden = alertBurden([...judged('A', 'wrrr'), ...judged('B', 'wraw'), ...judged('C', 'wwww')])
    // A: within, watch, red, red. B: within, watch, watch, within.
    expect(burden.notOnTrack.perScore).toMatchObject({ numerator: 2, denominator: 12 })
    expect(burden.notOnTrack.perEpisode).toMatchObject({ numerator: 1, denominator: 3 })
    expect(burden.watch.perScore).toMatchObject({ numerator: 3, denominator: 12 })
    expect(burden.watch.perEpisode).toMatchObject({ numerator: 2, denominator: 3 })
    expect(burden.everAbove90).toMatchObject({ numerator: 2, denominator: 3 })
  })
})

describe('a calibration', () => {
  test('says how far it has come after each of six fits', () => {
    expect(calibrated(simulatedCourses({ episodes: 120 })).said).toEqual([1, 2, 3, 4, 5, 6])
  })
  test('judges every score once, by limits that have not seen its member', () => {
    const courses = simulatedCourses({ episodes: 600, scores: 5, seed: 3 })
    const { result } = calibrated(courses)
    if (result.kind === 'off') throw new Error(result.message)
    expect(result.shareAbove.scores).toBe(3000)
    expect(result.byScoreNumber.map(({ scoreNumber, scores }) => [scoreNumber, scores])).toEqual(
      [2, 3, 4, 5, 6].map((number) => [number, 600]),
    )
    expect(result.byBaselineBand.reduce((sum, { scores }) => sum + scores, 0)).toBe(3000)
    expect(result.shareAbove.p90.proportion).toBeGreaterThan(0.08)
    expect(result.shareAbove.p90.proportion).toBeLessThan(0.12)
    const { fit, shareAbove } = result
    expect(shareAbove.p84.numerator).toBe(aboveLimitsOfOthers(courses, fit.limits.byBand))
    const cases = courses.filter(({ baseline }) => baseline >= 10).length
    expect(result.predictions.forecast[0]?.n).toBe(cases)
    // five scores after baseline: at the sixth score none is still to come
    expect(result.predictions.forecast.map(({ n }) => n > 0)).toEqual([true, true, false])
  })
  test('is off where the fit is', () => {
    expect(calibrated([]).result).toMatchObject({ kind: 'off', reason: 'too_few_episodes' })
    expect(calibrated(simulatedCourses({ episodes: 120, members: 1 })).result.kind).toBe('off')
  })
  test('has no predictions for a measure without a threshold', () => {
    const { result } = calibrated(simulatedCourses({ episodes: 120 }), rosenberg, null)
    if (result.kind === 'off') throw new Error(result.message)
    expect(result.byBaselineBand).toEqual([])
    expect(result.predictions.forecast.map(({ n }) => n)).toEqual([0, 0, 0])
  })
})
