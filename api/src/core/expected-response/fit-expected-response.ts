/** The expected response of a deployment on one measure: course, limits and forecast, fitted together. */

import type { Refusal, RefusalReason } from '../../statistics/refusal.js'
import { CALCULATION_VERSION } from '../calculation-version.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { type BaselineBand, baselineBands } from './baseline-bands.js'
import type { Course } from './course.js'
import {
  chooseTimeFunction,
  type ExpectedCourse,
  fitExpectedCourse,
  type TimeFunctionChoice,
} from './expected-course.js'
import { FOLDS } from './folds.js'
import { calibrateForecast, type ForecastModel } from './forecast.js'
import { heldOutCourses } from './held-out.js'
import { bandsWithOwnLimits, calibrateLimits, type ExpectedLimits } from './limits.js'

/** Below this many ended episodes with a score after baseline there is no expected response. */
const FEWEST_EPISODES = 100
/** A level and a slope of each member cannot be told from chance by fewer scores. */
const SCORES_AN_EPISODE = 2

/** Plain numbers that can be stored as JSON. Scores are points from the best total: higher is worse. */
export interface ExpectedResponseFit {
  readonly kind: 'fitted'
  readonly measureCode: string
  readonly calculationVersion: number
  /** Ended episodes with a score after baseline, their members, and these scores. */
  readonly episodes: number
  readonly members: number
  readonly scores: number
  readonly aic: TimeFunctionChoice['aic']
  readonly course: ExpectedCourse
  readonly limits: ExpectedLimits
  /** null: without a threshold of reliable change, or these episodes support none (`forecastOff` says why). */
  readonly forecast: ForecastModel | null
  readonly forecastOff: string | null
}

/** No expected response, and why: shown to whoever looks for it. */
export interface ExpectedResponseOff {
  readonly kind: 'off'
  readonly measureCode: string
  readonly reason: 'too_few_episodes' | 'constant_baselines' | RefusalReason
  /** One sentence: what was found, and what is needed. */
  readonly message: string
  readonly episodes: number
}

/**
 * What is to be expected of the next members, from those who have ended?
 *
 * @param courses         of ended episodes, leavers included, any order
 * @param reliablePoints  whole points at and beyond which an improvement is reliable; null: no forecast
 * @returns               the fit, or `off`: fewer than 100 episodes or 5 members, no more than 2 later scores an
 *                        episode, all baselines equal, or the refusal of the mixed model
 * @verified              test/golden-shared/signals/expected-response.test.ts
 */
export function fitExpectedResponse(
  measure: MeasureDefinition,
  courses: readonly Course[],
  reliablePoints: number | null,
): ExpectedResponseFit | ExpectedResponseOff {
  const refusal = refuseCourses(measure, courses)
  if (refusal !== null) return refusal
  const bands = bandsWithOwnLimits(baselineBands(measure), courses)
  return fitWithBands(measure, courses, reliablePoints, bands)
}

/** null when a fit may be tried. */
function refuseCourses(measure: MeasureDefinition, courses: readonly Course[]): ExpectedResponseOff | null {
  const { shortName } = measure
  const off = (reason: ExpectedResponseOff['reason'], message: string) =>
    offBecause(measure, courses, { reason, message })
  const episodes = courses.length
  if (episodes < FEWEST_EPISODES) {
    const needed = `It needs ${FEWEST_EPISODES} ended episodes with a ${shortName} score after the first`
    return off('too_few_episodes', `${needed}; there are ${episodes}.`)
  }
  const members = new Set(courses.map(({ memberId }) => memberId)).size
  if (members < FOLDS) return off('too_few_members', `It needs ${FOLDS} members; there are ${members}.`)
  const scores = scoresOf(courses)
  if (scores <= SCORES_AN_EPISODE * episodes) {
    const needed = `It needs more than ${SCORES_AN_EPISODE} ${shortName} scores an episode after the first`
    return off('too_few_scores', `${needed}; there are ${scores} of ${episodes} episodes.`)
  }
  const [first] = courses
  if (first !== undefined && courses.every(({ baseline }) => baseline === first.baseline)) {
    const found = `All ${episodes} episodes began with the same ${shortName} score`
    return off('constant_baselines', `${found}: it cannot say what a baseline means.`)
  }
  return null
}

/** The fit without its first checks, with the bands decided: for judging the procedure on part of the episodes. */
export function fitWithBands(
  measure: MeasureDefinition,
  courses: readonly Course[],
  reliablePoints: number | null,
  bands: readonly BaselineBand[],
): ExpectedResponseFit | ExpectedResponseOff {
  // sums in one order, so that the order of the rows changes no digit
  const inOrder = [...courses].sort((one, other) => (one.episodeKey < other.episodeKey ? -1 : 1))
  const choice = chooseTimeFunction(inOrder)
  if (choice.kind === 'refused') return offBecause(measure, courses, choice)
  const course = fitExpectedCourse(inOrder, choice.timeFunction)
  if (course.kind === 'refused') return offBecause(measure, courses, course)
  const heldOut = heldOutCourses(inOrder, choice.timeFunction)
  if (heldOut.kind === 'refused') return offBecause(measure, courses, heldOut)
  const limits = calibrateLimits(heldOut.courses, bands)
  if (limits === null) {
    const message = `${courses.length} episodes have too few scores for limits.`
    return offBecause(measure, courses, { reason: 'too_few_scores', message })
  }
  const forecast = reliablePoints === null ? null : calibrateForecast(heldOut.courses, reliablePoints)
  const { kind: _, ...expected } = course
  return {
    kind: 'fitted',
    measureCode: measure.code,
    calculationVersion: CALCULATION_VERSION,
    episodes: inOrder.length,
    members: new Set(inOrder.map(({ memberId }) => memberId)).size,
    scores: scoresOf(inOrder),
    aic: choice.aic,
    course: expected,
    limits,
    ...forecastOrReason(measure, reliablePoints, forecast),
  }
}

function forecastOrReason(
  measure: MeasureDefinition,
  reliablePoints: number | null,
  forecast: ForecastModel | Refusal | null,
): Pick<ExpectedResponseFit, 'forecast' | 'forecastOff'> {
  if (reliablePoints === null) {
    return { forecast: null, forecastOff: `${measure.shortName} has no threshold of reliable change.` }
  }
  if (forecast === null) {
    return { forecast: null, forecastOff: 'The scores of these members foretell nothing about the last one.' }
  }
  if ('kind' in forecast) return { forecast: null, forecastOff: forecast.message }
  return { forecast, forecastOff: null }
}

function scoresOf(courses: readonly Course[]): number {
  return courses.reduce((sum, { later }) => sum + later.length, 0)
}

function offBecause(
  { code: measureCode }: MeasureDefinition,
  { length: episodes }: readonly Course[],
  { reason, message }: Pick<ExpectedResponseOff, 'reason' | 'message'>,
): ExpectedResponseOff {
  return { kind: 'off', measureCode, reason, message: `The expected response is off. ${message}`, episodes }
}
