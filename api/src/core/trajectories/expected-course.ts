/** Which scores are to be expected of a member, given what the member has scored so far? */

import type { Interval } from '../../statistics/interval.js'
import { bilinear } from '../../statistics/linear-algebra/matrix.js'
import {
  type ExpectedResponse,
  expectedResponse,
  newScoreInterval,
  type ResponseModel,
  responseModelOf,
} from '../../statistics/mixed-model/expected-response.js'
import type { MixedModelFit } from '../../statistics/mixed-model/fit.js'

/** Probability with which a new score falls inside each band. */
const USUAL = 0.8
const ALMOST_ALL = 0.95

/** What is kept of a fitted straight course for prediction: plain numbers that can be stored. */
export interface CourseModel {
  /** Average score at baseline, in points. */
  readonly intercept: number
  /** Average change, in points a week, raw sign. */
  readonly slopePerWeek: number
  readonly response: ResponseModel
}

export interface KnownScore {
  readonly weeksSinceBaseline: number
  readonly score: number
}

export interface ExpectedScore extends ExpectedResponse {
  readonly weeksSinceBaseline: number
  /** Where a new score falls 8 times in 10; not clamped to the scale. */
  readonly usual: Interval<'normal'>
  /** Where it falls 19 times in 20. */
  readonly almostAll: Interval<'normal'>
}

/**
 * The part of a fit that prediction needs.
 *
 * @param fit  of `fitGrowthModel` with a straight course
 * @throws     RangeError for a model with other columns
 */
export function courseModelOf(fit: MixedModelFit): CourseModel {
  const [level, slope] = fit.fixed
  if (level === undefined || slope === undefined || fit.fixed.length !== 2) {
    throw new RangeError('A course is predicted from a level and a slope; fit a straight course.')
  }
  return { intercept: level.estimate, slopePerWeek: slope.estimate, response: responseModelOf(fit) }
}

/**
 * The score to be expected at one week.
 *
 * Between the average course and the member's own: the more scores are known, the nearer to the member's own.
 *
 * @param model  estimates are taken as known, so that bands are a little too narrow where the fit had few members
 * @param known  the member's scores so far, any order; empty: the expectation of somebody new
 * @param week   since baseline
 * @returns      points of the measure, with the spread of the true course and of a new score around the mean
 * @verified     test/golden/core/reference-outcomes.test.ts
 */
export function expectedScore(model: CourseModel, known: readonly KnownScore[], week: number): ExpectedScore {
  const average = (at: number) => model.intercept + model.slopePerWeek * at
  const residuals = known.map(({ weeksSinceBaseline, score }) => ({
    time: weeksSinceBaseline,
    residual: score - average(weeksSinceBaseline),
  }))
  const expected = expectedResponse(model.response, residuals, week, average(week))
  return {
    ...expected,
    weeksSinceBaseline: week,
    usual: newScoreInterval(expected, USUAL),
    almostAll: newScoreInterval(expected, ALMOST_ALL),
  }
}

/** Standard error of the average course at one week, in points. @param fit  with a straight course */
export function averageStandardError(fit: MixedModelFit, week: number): number {
  const at = Float64Array.of(1, week)
  return Math.sqrt(bilinear(at, fit.fixedCovariance, at))
}
