/** The course to be expected from a baseline: a mixed model of the scores after it. */

import {
  type ExpectedResponse,
  expectedResponse,
  type ResponseModel,
  responseModelOf,
} from '../../statistics/mixed-model/expected-response.js'
import { fitMixedModel, type MixedModelFit } from '../../statistics/mixed-model/fit.js'
import type { Method } from '../../statistics/mixed-model/profiled-deviance.js'
import { type Refusal, refuse } from '../../statistics/refusal.js'
import { designMatrix, interaction } from '../../statistics/regression/design-matrix.js'
import { mean } from '../../statistics/summary/moments.js'
import type { Course, LaterScore } from './course.js'

/** How time enters: weeks since baseline, or log(1 + week), which slows down. */
export type TimeFunction = 'week' | 'log_week'

/** Beyond the last week that this many episodes reached, the curve is held instead of drawn on. */
const EPISODES_THAT_REACH = 10

/** Plain numbers that can be stored. Scores are points from the best total: higher is worse. */
export interface ExpectedCourse {
  readonly timeFunction: TimeFunction
  /** Mean of the baselines, one an episode. */
  readonly meanBaseline: number
  /** Points at time 0 for the mean baseline. */
  readonly level: number
  /** Points for one unit of time, for the mean baseline. */
  readonly perTime: number
  /** Points at time 0 for each point of baseline. */
  readonly perBaselinePoint: number
  /** Points for one unit of time, for each point of baseline. */
  readonly perTimeAndBaselinePoint: number
  /** How members differ from it, and a score from its member's course. */
  readonly response: ResponseModel
  /** Weeks since baseline; the curve is held after it. */
  readonly lastWeek: number
  /** A spread of 0 or a correlation of 1: a correct answer on the boundary. */
  readonly isSingular: boolean
}

export interface TimeFunctionChoice {
  readonly kind: 'chosen'
  readonly timeFunction: TimeFunction
  /** By maximum likelihood; null where that model has no answer. The lower one is chosen, `week` at a tie. */
  readonly aic: { readonly week: number | null; readonly logWeek: number | null }
}

/**
 * Do scores fall by a straight line, or ever more slowly?
 *
 * @param courses  of ended episodes, any order
 * @returns        the function with the lower AIC, or the refusal of `week` when neither model has an answer
 */
export function chooseTimeFunction(courses: readonly Course[]): TimeFunctionChoice | Refusal {
  const week = fitCourses(courses, 'week', 'ml')
  const logWeek = fitCourses(courses, 'log_week', 'ml')
  const aic = { week: aicOf(week), logWeek: aicOf(logWeek) }
  if (week.kind === 'refused' && logWeek.kind === 'refused') return week
  const isLog = aic.logWeek !== null && (aic.week === null || aic.logWeek < aic.week)
  return { kind: 'chosen', timeFunction: isLog ? 'log_week' : 'week', aic }
}

/**
 * The course to be expected, by restricted maximum likelihood.
 *
 * score = (level + perTime f) + (perBaselinePoint + perTimeAndBaselinePoint f)(baseline - mean) + u0 + u1 f + e
 *
 * @param courses  of ended episodes, leavers included, any order
 * @returns        the course, or the refusal of `fitMixedModel`; `not_converged` when the search did not arrive
 * Assumes         normal deviations; members who left early would have gone on as their scores suggested
 * @source         Laird & Ware (1982), Biometrics 38:963-974
 * @verified       test/golden-shared/signals/expected-response.test.ts
 */
export function fitExpectedCourse(
  courses: readonly Course[],
  timeFunction: TimeFunction,
): ({ readonly kind: 'fitted' } & ExpectedCourse) | Refusal {
  const fit = fitCourses(courses, timeFunction, 'reml')
  if (fit.kind === 'refused') return fit
  if (fit.convergence.kind === 'not_converged') {
    return refuse('not_converged', `The expected course of ${courses.length} episodes could not be settled.`)
  }
  const [level = Number.NaN, perTime = Number.NaN, perBaselinePoint = Number.NaN, perBoth = Number.NaN] =
    fit.fixed.map(({ estimate }) => estimate)
  return {
    kind: 'fitted',
    timeFunction,
    meanBaseline: meanBaselineOf(courses),
    level,
    perTime,
    perBaselinePoint,
    perTimeAndBaselinePoint: perBoth,
    response: responseModelOf(fit),
    lastWeek: lastWeekOf(courses),
    isSingular: fit.isSingular,
  }
}

/**
 * The score to be expected of a member at one week.
 *
 * @param baseline  points from the best total
 * @param known     the member's later scores so far; empty: from the baseline alone, which is what limits use
 * @param week      since baseline
 * @returns         mean and spreads in points from the best total, not clamped to the scale
 */
export function expectedAt(
  course: ExpectedCourse,
  baseline: number,
  known: readonly LaterScore[],
  week: number,
): ExpectedResponse {
  const residuals = known.map((score) => ({
    time: timeAt(course, score.week),
    residual: score.points - averageAt(course, baseline, score.week),
  }))
  return expectedResponse(course.response, residuals, timeAt(course, week), averageAt(course, baseline, week))
}

function averageAt(course: ExpectedCourse, baseline: number, week: number): number {
  const time = timeAt(course, week)
  const level = course.level + course.perTime * time
  const perPoint = course.perBaselinePoint + course.perTimeAndBaselinePoint * time
  return level + perPoint * (baseline - course.meanBaseline)
}

function timeAt({ timeFunction, lastWeek }: ExpectedCourse, week: number): number {
  return timeOf(timeFunction, Math.min(week, lastWeek))
}

function timeOf(timeFunction: TimeFunction, week: number): number {
  return timeFunction === 'week' ? week : Math.log1p(week)
}

function fitCourses(
  courses: readonly Course[],
  timeFunction: TimeFunction,
  method: Method,
): MixedModelFit | Refusal {
  const centre = courses.length === 0 ? 0 : meanBaselineOf(courses)
  const rows = courses.flatMap(({ episodeKey, baseline, later }) =>
    later.map(({ week, points }) => ({
      points,
      time: timeOf(timeFunction, week),
      baseline: baseline - centre,
      episodeKey,
    })),
  )
  const time = { name: 'time', values: rows.map((row) => row.time) }
  const baseline = { name: 'baseline', values: rows.map((row) => row.baseline) }
  return fitMixedModel(
    {
      outcome: rows.map((row) => row.points),
      design: designMatrix(rows.length, [time, baseline, interaction(time, baseline)]),
      time: time.values,
      member: rows.map((row) => row.episodeKey),
      group: null,
    },
    { member: 'intercept_and_slope', group: null },
    method,
  )
}

function aicOf(fit: MixedModelFit | Refusal): number | null {
  return fit.kind === 'fitted' && fit.convergence.kind === 'converged' ? fit.aic : null
}

function meanBaselineOf(courses: readonly Course[]): number {
  return mean(courses.map(({ baseline }) => baseline))
}

function lastWeekOf(courses: readonly Course[]): number {
  const lastWeeks = courses.map(({ later }) => later.at(-1)?.week ?? 0).sort((one, other) => other - one)
  return lastWeeks[EPISODES_THAT_REACH - 1] ?? lastWeeks.at(-1) ?? 0
}
