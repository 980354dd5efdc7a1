/** How a member stands on one measure: its signals, its forecast, its place in a list. */

import { type Day, dayNumber } from '../calendar-day.js'
import { improvementInPoints } from '../change/direction.js'
import type { ReliableChangeLimits } from '../change/jacobson-truax.js'
import type { EpisodeHistory } from '../episodes/episode-history.js'
import { courseOf } from '../expected-response/course.js'
import type { ExpectedResponseFit } from '../expected-response/fit-expected-response.js'
import { forecastNoImprovement } from '../expected-response/forecast.js'
import { type ScoringOccasions, scoringOccasions } from '../expected-response/scoring-occasions.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { missingFormSignal } from './attendance-signals.js'
import { deteriorationSignal, noReliableChangeSignal, scoreOnDay } from './change-signals.js'
import { reliableChangePoints } from './reliable-change-points.js'
import { type RiskItemReading, readRiskItem, riskItemSignal } from './risk-item.js'
import { insufficientDataSentence } from './sentences.js'
import { type ScoreOnDay, type Signal, type Status, worstFirst } from './signal.js'
import { isSwitchedOn, type SignalRules } from './signal-rules.js'
import { worseThanExpectedSignal } from './worse-than-expected.js'

/** With fewer there is no change to judge. */
export const FEWEST_SCORES = 2
const EARLY_DAYS = 28

export interface SignalContext {
  /** Sessions and forms after this day are left out. */
  readonly asOf: Day
  readonly rules: SignalRules
  /** By measure code; a measure without one is judged by the other rules alone. */
  readonly expectedResponses: ReadonlyMap<string, ExpectedResponseFit>
  /** By measure code, for measures whose reliable change rests on the deployment's own spread. */
  readonly reliableChangeLimits: ReadonlyMap<string, ReliableChangeLimits>
}

/** How the member stands on one measure. */
export interface MeasureStanding {
  readonly measureCode: string
  /** The worst of its signals, of item 9 of any measure, and of attendance. Never `on_track` with fewer than 2 scores. */
  readonly status: Status
  /** Days with a valid score. */
  readonly nScores: number
  /** null without a score. */
  readonly baseline: ScoreOnDay | null
  /** null below 2 scores. */
  readonly latest: ScoreOnDay | null
  /** Baseline and later days with a score, in time order. */
  readonly scores: readonly ScoreOnDay[]
  /** Positive = improvement; null below 2 scores. */
  readonly changeInPoints: number | null
  /** Of the measure, worst first; those of attendance and of other measures' risk items are the episode's. */
  readonly signals: readonly Signal[]
  /** null for a measure without a risk item, and without a form. */
  readonly riskItem: RiskItemReading | null
  /**
   * Probability, 0 to 1, that the last score will show no reliable improvement; orders a list. null below 2 scores,
   * without a fitted forecast, and where no reliable improvement is possible from the baseline.
   */
  readonly probabilityOfNoImprovement: number | null
  /** Reliable improvement seen within 4 weeks of baseline; null while that is open, and without a score in them. */
  readonly hasEarlyResponse: boolean | null
}

/**
 * What does this measure say of the member?
 *
 * @param history  as known on the day asked about (`historyAsOf`)
 * @returns        everything but the status, which item 9 and attendance have a part in
 */
export function judgeMeasure(
  measure: MeasureDefinition,
  history: EpisodeHistory,
  context: SignalContext,
): Omit<MeasureStanding, 'status'> {
  const { rules } = context
  const occasions = scoringOccasions(measure, history.responses)
  const latest = occasions?.later.at(-1)
  const riskItem = readRiskItem(measure, history.responses)
  const nScores = occasions === null ? 0 : 1 + occasions.later.length
  const signals = [
    riskItem === null ? null : riskItemSignal(measure, riskItem, rules.version),
    ...(occasions === null ? [] : scoreSignals(measure, occasions, history, context)),
    nScores < FEWEST_SCORES ? insufficientData(measure, history, occasions, rules) : null,
    missingFormSignal(measure, history, rules),
  ]
  return {
    measureCode: measure.code,
    nScores,
    baseline: occasions === null ? null : scoreOnDay(occasions.baseline),
    latest: latest === undefined ? null : scoreOnDay(latest),
    scores: occasions === null ? [] : [occasions.baseline, ...occasions.later].map(scoreOnDay),
    changeInPoints:
      occasions === null || latest === undefined
        ? null
        : improvementInPoints(measure, occasions.baseline.total, latest.total),
    signals: worstFirst(signals.filter((signal) => signal !== null)),
    riskItem,
    probabilityOfNoImprovement: forecastOf(measure, history, context),
    hasEarlyResponse: occasions === null ? null : earlyResponse(measure, occasions, context),
  }
}

function scoreSignals(
  measure: MeasureDefinition,
  occasions: ScoringOccasions,
  { attendance }: EpisodeHistory,
  context: SignalContext,
): (Signal | null)[] {
  const { rules } = context
  const points = pointsOf(measure, context)
  const fit = context.expectedResponses.get(measure.code)
  return [
    points === null ? null : deteriorationSignal(measure, occasions, points, rules.version),
    fit === undefined || !isSwitchedOn(rules, 'worse_than_expected')
      ? null
      : worseThanExpectedSignal(measure, occasions, attendance, fit, rules.version),
    points === null ? null : noReliableChangeSignal(measure, occasions, attendance, points, rules),
  ]
}

function insufficientData(
  measure: MeasureDefinition,
  { joinedOn }: EpisodeHistory,
  occasions: ScoringOccasions | null,
  rules: SignalRules,
): Signal {
  const inputs = { nScores: occasions === null ? 0 : 1 }
  return {
    kind: 'insufficient_data',
    level: 'insufficient_data',
    measureCode: measure.code,
    since: occasions?.baseline.on ?? joinedOn,
    rulesVersion: rules.version,
    inputs,
    sentence: insufficientDataSentence(inputs),
  }
}

function forecastOf(
  measure: MeasureDefinition,
  history: EpisodeHistory,
  { expectedResponses }: SignalContext,
): number | null {
  const fit = expectedResponses.get(measure.code)
  const course = courseOf(measure, history)
  if (fit === undefined || fit.forecast === null || course === null) return null
  return forecastNoImprovement(fit.course, fit.forecast, { ...course, known: course.later })
}

function earlyResponse(
  measure: MeasureDefinition,
  { baseline, later }: ScoringOccasions,
  context: SignalContext,
): boolean | null {
  const points = pointsOf(measure, context)
  const until = baseline.dayNumber + EARLY_DAYS
  const early = later.filter(({ dayNumber: day }) => day <= until)
  if (points === null || early.length === 0) return null
  if (early.some(({ total }) => improvementInPoints(measure, baseline.total, total) >= points)) return true
  return dayNumber(context.asOf, 'The day asked about') >= until ? false : null
}

function pointsOf(measure: MeasureDefinition, { rules, reliableChangeLimits }: SignalContext): number | null {
  return reliableChangePoints(measure, rules, reliableChangeLimits.get(measure.code) ?? null)
}
