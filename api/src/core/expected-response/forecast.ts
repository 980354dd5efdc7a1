/** How likely is it that a member will not have improved reliably by the planned end? It orders the list. */

import { normalUpperTail } from '../../statistics/distributions/normal.js'
import type { Refusal } from '../../statistics/refusal.js'
import { designMatrix } from '../../statistics/regression/design-matrix.js'
import { logisticRegression } from '../../statistics/regression/logistic.js'
import { median } from '../../statistics/summary/moments.js'
import type { Course, LaterScore } from './course.js'
import { type ExpectedCourse, expectedAt } from './expected-course.js'
import type { HeldOutCourse } from './held-out.js'

/** Half a point: scores are whole, the normal distribution is not. */
const CONTINUITY = 0.5
/** A probability is kept this far from 0 and 1, so that its log odds are finite. */
const NEAREST_TO_CERTAIN = 1e-6

/** Plain numbers that can be stored. */
export interface ForecastModel {
  /** An improvement of this many points is reliable. */
  readonly reliablePoints: number
  /** Recalibration: log odds = intercept + slope x log odds of the model; slope above 0. */
  readonly intercept: number
  readonly slope: number
  /** Median from baseline to the planned end, for members without one; weeks. */
  readonly usualWeeks: number
}

/** What is known of a member on the day of a forecast. */
export interface CourseSoFar {
  /** Points from the best total. */
  readonly baseline: number
  /** In time order. */
  readonly known: readonly LaterScore[]
  readonly plannedWeeks: number | null
}

/** Could a member who begins here improve reliably at all? @param baseline  points from the best total */
export function canImproveReliably(baseline: number, reliablePoints: number): boolean {
  return baseline >= reliablePoints
}

/** Does the last score show no reliable improvement? */
export function endsWithoutImprovement({ baseline, later }: Course, reliablePoints: number): boolean {
  const last = later.at(-1)
  return last === undefined || baseline - last.points < reliablePoints
}

/**
 * How to turn the model's probability into one that held-out members bear out.
 *
 * Logistic regression of "no reliable improvement at the last score" on the log odds that the model gave at each
 * earlier score, pooled over score numbers.
 *
 * @param heldOut         of `heldOutCourses`
 * @param reliablePoints  points of a reliable improvement
 * @returns               the model; the refusal of `logisticRegression` where it has none; null when the model's
 *                        probabilities rank no better than chance (a slope of 0 or less)
 * Assumes                the last score stands for the planned end, also of members who left before it
 * @source                Cox (1958), Biometrika 45:562-565
 * @verified              test/golden-shared/signals/expected-response.test.ts
 */
export function calibrateForecast(
  heldOut: readonly HeldOutCourse[],
  reliablePoints: number,
): ForecastModel | Refusal | null {
  const usualWeeks = usualWeeksOf(heldOut.map(({ course }) => course))
  const logOdds: number[] = []
  const outcome: number[] = []
  for (const { course, expected } of heldOut) {
    if (!canImproveReliably(course.baseline, reliablePoints)) continue
    const isEvent = endsWithoutImprovement(course, reliablePoints) ? 1 : 0
    for (let known = 1; known < course.later.length; known += 1) {
      const soFar = { ...course, known: course.later.slice(0, known) }
      logOdds.push(logOddsOf(modelProbability(expected, soFar, { reliablePoints, usualWeeks })))
      outcome.push(isEvent)
    }
  }
  const design = designMatrix(logOdds.length, [{ name: 'log_odds', values: logOdds }])
  const fit = logisticRegression(design, outcome)
  if (fit.kind === 'refused') return fit
  const [intercept = Number.NaN, slope = Number.NaN] = fit.coefficients.map(({ estimate }) => estimate)
  return slope > 0 ? { reliablePoints, intercept, slope, usualWeeks } : null
}

/**
 * The probability that this member's last score will show no reliable improvement.
 *
 * 1 - Phi((baseline - points + 0.5 - m) / s), m and s of a new score at the planned end given the scores so far; then
 * recalibrated.
 *
 * @param soFar  at least one score after the baseline; the end is never before the latest of them
 * @returns      0 to 1; null when no reliable improvement is possible from this baseline
 */
export function forecastNoImprovement(
  course: ExpectedCourse,
  model: ForecastModel,
  soFar: CourseSoFar,
): number | null {
  if (soFar.known.length === 0 || !canImproveReliably(soFar.baseline, model.reliablePoints)) return null
  const logOdds = model.intercept + model.slope * logOddsOf(modelProbability(course, soFar, model))
  return 1 / (1 + Math.exp(-logOdds))
}

function modelProbability(
  course: ExpectedCourse,
  { baseline, known, plannedWeeks }: CourseSoFar,
  { reliablePoints, usualWeeks }: Pick<ForecastModel, 'reliablePoints' | 'usualWeeks'>,
): number {
  const endWeek = Math.max(plannedWeeks ?? usualWeeks, known.at(-1)?.week ?? 0)
  const { mean, newScoreSd } = expectedAt(course, baseline, known, endWeek)
  return normalUpperTail((baseline - reliablePoints + CONTINUITY - mean) / newScoreSd)
}

function usualWeeksOf(courses: readonly Course[]): number {
  const weeks = courses.map(({ plannedWeeks, later }) => plannedWeeks ?? later.at(-1)?.week ?? 0)
  return weeks.length === 0 ? 0 : median(weeks)
}

function logOddsOf(probability: number): number {
  const inside = Math.min(1 - NEAREST_TO_CERTAIN, Math.max(NEAREST_TO_CERTAIN, probability))
  return Math.log(inside / (1 - inside))
}
