// The expected response of the simulated clinic "small" against numpy and scipy: make_expected_response.py beside this
// file, which shares no code with the product.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { clinicCases, latestDay } from '../../../api/src/core/appendix/clinic-episodes.js'
import { type Course, endedCourses } from '../../../api/src/core/expected-response/course.js'
import {
  type ExpectedResponseFit,
  fitExpectedResponse,
} from '../../../api/src/core/expected-response/fit-expected-response.js'
import { foldsByMember } from '../../../api/src/core/expected-response/folds.js'
import { forecastNoImprovement } from '../../../api/src/core/expected-response/forecast.js'
import { expectedRangeAt } from '../../../api/src/core/expected-response/limits.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { readReferenceClinic } from '../../builders/reference-clinic.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const answer = JSON.parse(readFileSync(path('expected-response-small.json'), 'utf8'))

let courses: Course[]
let fit: ExpectedResponseFit

beforeAll(() => {
  const records = readReferenceClinic(path('../../fixtures/reference-small/data'))
  const asOf = latestDay(records) ?? ''
  const histories = clinicCases(records, asOf).cases.map(({ history }) => history)
  courses = endedCourses(phq9, histories, asOf)
  const fitted = fitExpectedResponse(phq9, courses, 6)
  if (fitted.kind === 'off') throw new Error(fitted.message)
  fit = fitted
})

describe('the expected response of a clinic of 115 ended episodes', () => {
  test('chooses weeks by the same two AIC', () => {
    expect([fit.episodes, fit.scores, fit.course.timeFunction]).toEqual([
      answer.episodes,
      answer.scores,
      answer.time_function,
    ])
    // criteria are flat at their minimum: what two optimisers could hold
    expect(fit.aic.week).toBeCloseTo(answer.aic.week, 6)
    expect(fit.aic.logWeek).toBeCloseTo(answer.aic.log_week, 6)
  })
  test('has the same course: coefficients to 1e-5, variances to a relative 1e-4', () => {
    const { level, perTime, perBaselinePoint, perTimeAndBaselinePoint, meanBaseline, response } = fit.course
    const coefficients = [level, perTime, perBaselinePoint, perTimeAndBaselinePoint]
    for (const [place, value] of coefficients.entries()) {
      expect(value).toBeCloseTo(answer.coefficients[place], 5)
    }
    expect(meanBaseline).toBeCloseTo(answer.mean_baseline, 10)
    const { a, b, c } = response.member
    const scale = response.residualVariance
    const [[v00, v01], [, v11]] = answer.member_covariance
    expect(scale / answer.residual_variance).toBeCloseTo(1, 4)
    expect((scale * a * a) / v00).toBeCloseTo(1, 4)
    expect(scale * a * b).toBeCloseTo(v01, 4)
    expect((scale * (b * b + c * c)) / v11).toBeCloseTo(1, 4)
  })
  test('deals members into the same folds', () => {
    const folds = foldsByMember(courses.map(({ memberId }) => memberId))
    for (const [member, fold] of Object.entries(answer.folds)) expect(folds.get(member)).toBe(fold)
  })
  test('has the same cross-conformal multipliers, one for all baselines', () => {
    expect(fit.limits.byBand).toEqual([])
    expect(fit.limits.overall.p84).toBeCloseTo(answer.multipliers.p84, 5)
    expect(fit.limits.overall.p90).toBeCloseTo(answer.multipliers.p90, 5)
  })
  test('expects the same of four baselines at four weeks, the last of them beyond the curve', () => {
    expect(fit.course.lastWeek).toBe(answer.last_week)
    for (const { baseline, week, expected, p84, p90 } of answer.ranges) {
      const range = expectedRangeAt(fit.course, fit.limits, baseline, week)
      expect(range.expected).toBeCloseTo(expected, 4)
      expect(range.p84).toBeCloseTo(p84, 4)
      expect(range.p90).toBeCloseTo(p90, 4)
    }
  })
  test('forecasts the same for twelve members after each of their scores', () => {
    const { forecast } = fit
    if (forecast === null) throw new Error(fit.forecastOff ?? 'no forecast')
    expect(forecast.intercept).toBeCloseTo(answer.recalibration.intercept, 4)
    expect(forecast.slope).toBeCloseTo(answer.recalibration.slope, 4)
    expect(answer.forecasts.length).toBeGreaterThan(50)
    for (const { member, known, probability } of answer.forecasts) {
      const course = courses.find(({ memberId }) => memberId === member)
      if (course === undefined) throw new Error(`no course of ${member}`)
      const soFar = { ...course, known: course.later.slice(0, known) }
      expect(forecastNoImprovement(fit.course, forecast, soFar)).toBeCloseTo(probability, 4)
    }
  })
})
