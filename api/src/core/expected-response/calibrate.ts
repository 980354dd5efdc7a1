/** The expected response judged by members whom it has not seen: the figures of the calibration page. */

import { isCase } from '../change/direction.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { type AlertBurden, alertBurden } from './alert-burden.js'
import { bandOfBaseline, baselineBands } from './baseline-bands.js'
import type { Course } from './course.js'
import type { Crossing } from './crossings.js'
import {
  type ExpectedResponseFit,
  type ExpectedResponseOff,
  fitExpectedResponse,
  fitWithBands,
} from './fit-expected-response.js'
import { FOLDS, foldsByMember } from './folds.js'
import { canImproveReliably, endsWithoutImprovement, forecastNoImprovement } from './forecast.js'
import { expectedRangeAt } from './limits.js'
import { type JudgedPrediction, type PredictionAccuracy, predictionAccuracy } from './prediction-accuracy.js'
import { type JudgedScore, type SharesAbove, sharesAbove } from './share-above.js'
import { changeAt, probabilityByChange } from './simple-change.js'

/** Where the rules are held against each other. */
const SCORE_NUMBERS = [2, 4, 6]
/** Above this probability of no reliable improvement a member counts as an alert. */
const ALERT_PROBABILITY = 0.6

export type PredictionRule = 'forecast' | 'simpleChange' | 'naive'

export interface Calibration {
  readonly kind: 'calibrated'
  /** Of all episodes: what would be used from now on. */
  readonly fit: ExpectedResponseFit
  readonly shareAbove: SharesAbove
  /** From the mildest; bands with a score only; empty for a measure without bands. */
  readonly byBaselineBand: readonly (SharesAbove & { readonly band: string })[]
  /** Baseline is 1, so that the first is 2. */
  readonly byScoreNumber: readonly (SharesAbove & { readonly scoreNumber: number })[]
  readonly alertBurden: AlertBurden
  /**
   * At the second, fourth and sixth score, of members at caseness at baseline with a score still to come. Forecast and
   * simple change alert above a probability of .6; naive: whoever has not improved reliably yet. Empty without a
   * threshold of reliable change.
   */
  readonly predictions: Readonly<Record<PredictionRule, readonly PredictionAccuracy[]>>
}

export interface CalibrationProgress {
  readonly done: number
  readonly total: number
}

/**
 * Do the limits hold, and does the forecast rank, for members it has not seen?
 *
 * Five folds by member. The whole procedure (choice of time, course, limits and recalibration by its own inner folds)
 * runs on four folds and judges the fifth; the bands with limits of their own are those of all episodes.
 *
 * @param courses         of ended episodes, leavers included, any order
 * @param reliablePoints  points of a reliable improvement; null: no predictions
 * @returns               a generator that yields after each fit, so that the caller can report and stop; at its end the
 *                        figures, or why the expected response is off
 * @verified              test/golden-shared/signals/calibration.test.ts
 */
export function* calibrateExpectedResponse(
  measure: MeasureDefinition,
  courses: readonly Course[],
  reliablePoints: number | null,
): Generator<CalibrationProgress, Calibration | ExpectedResponseOff> {
  const fit = fitExpectedResponse(measure, courses, reliablePoints)
  if (fit.kind === 'off') return fit
  yield { done: 1, total: 1 + FOLDS }
  const folds = foldsByMember(courses.map(({ memberId }) => memberId))
  const scoresByFold: JudgedScore[][] = []
  const predictionsByFold: NamedPrediction[][] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeldOut = ({ memberId }: Course) => folds.get(memberId) === fold
    const others = courses.filter((course) => !isHeldOut(course))
    const unseen = courses.filter(isHeldOut)
    const ofOthers = fitWithBands(measure, others, reliablePoints, fit.limits.byBand)
    if (ofOthers.kind === 'off') return { ...ofOthers, episodes: courses.length }
    scoresByFold.push(unseen.flatMap((course) => judgeScores(ofOthers, course)))
    if (reliablePoints !== null) {
      predictionsByFold.push(judgePredictions(measure, ofOthers, others, unseen, reliablePoints))
    }
    yield { done: 2 + fold, total: 1 + FOLDS }
  }
  const scores = scoresByFold.flat()
  const predictions = predictionsByFold.flat()
  return {
    kind: 'calibrated',
    fit,
    shareAbove: sharesAbove(scores),
    byBaselineBand: byBaselineBand(measure, scores),
    byScoreNumber: byScoreNumber(scores),
    alertBurden: alertBurden(scores),
    predictions: {
      forecast: accuracies(predictions, 'forecast'),
      simpleChange: accuracies(predictions, 'simpleChange'),
      naive: accuracies(predictions, 'naive'),
    },
  }
}

interface NamedPrediction extends JudgedPrediction {
  readonly rule: PredictionRule
  readonly scoreNumber: number
}

function judgeScores(fit: ExpectedResponseFit, course: Course): JudgedScore[] {
  const { memberId, episodeKey, baseline } = course
  return course.later.map(({ week, points }, place) => {
    const { p84, p90 } = expectedRangeAt(fit.course, fit.limits, baseline, week)
    const crossing: Crossing = { isAbove84: points > p84, isAbove90: points > p90 }
    return { memberId, episodeKey, baseline, scoreNumber: place + 2, crossing }
  })
}

function judgePredictions(
  measure: MeasureDefinition,
  fit: ExpectedResponseFit,
  others: readonly Course[],
  unseen: readonly Course[],
  reliablePoints: number,
): NamedPrediction[] {
  const judged = unseen.filter(({ baseline }) => isJudged(measure, baseline, reliablePoints))
  return SCORE_NUMBERS.flatMap((scoreNumber) => {
    const byChange = probabilityByChange(others, scoreNumber, reliablePoints)
    return judged.flatMap((course): NamedPrediction[] => {
      const change = changeAt(course, scoreNumber)
      if (change === null) return []
      const about = { scoreNumber, isEvent: endsWithoutImprovement(course, reliablePoints) }
      const hasNotImproved = change < reliablePoints
      const forecast = forecastAt(fit, course, scoreNumber)
      return [
        { ...about, rule: 'naive', rank: hasNotImproved ? 1 : 0, isAlert: hasNotImproved },
        ...(byChange === null
          ? []
          : [{ ...about, rule: 'simpleChange' as const, rank: -change, isAlert: isAlert(byChange(change)) }]),
        ...(forecast === null
          ? []
          : [{ ...about, rule: 'forecast' as const, rank: forecast, isAlert: isAlert(forecast) }]),
      ]
    })
  })
}

function forecastAt(fit: ExpectedResponseFit, course: Course, scoreNumber: number): number | null {
  const known = course.later.slice(0, scoreNumber - 1)
  return fit.forecast === null ? null : forecastNoImprovement(fit.course, fit.forecast, { ...course, known })
}

/** At caseness at baseline; where the measure has no cut-off, far enough from the best total to improve reliably. */
function isJudged(measure: MeasureDefinition, baseline: number, reliablePoints: number): boolean {
  const { low, high } = measure.totalRange
  const total = measure.direction === 'lower_is_better' ? low + baseline : high - baseline
  return canImproveReliably(baseline, reliablePoints) && isCase(measure, total) !== false
}

function isAlert(probability: number): boolean {
  return probability > ALERT_PROBABILITY
}

function accuracies(predictions: readonly NamedPrediction[], rule: PredictionRule): PredictionAccuracy[] {
  return SCORE_NUMBERS.map((scoreNumber) =>
    predictionAccuracy(
      scoreNumber,
      predictions.filter((each) => each.rule === rule && each.scoreNumber === scoreNumber),
    ),
  )
}

function byBaselineBand(
  measure: MeasureDefinition,
  scores: readonly JudgedScore[],
): Calibration['byBaselineBand'] {
  return baselineBands(measure).flatMap((band) => {
    const within = scores.filter(({ baseline }) => bandOfBaseline([band], baseline) !== undefined)
    return within.length === 0 ? [] : [{ band: band.label, ...sharesAbove(within) }]
  })
}

function byScoreNumber(scores: readonly JudgedScore[]): Calibration['byScoreNumber'] {
  const byNumber = new Map<number, JudgedScore[]>()
  for (const score of scores) {
    const known = byNumber.get(score.scoreNumber)
    if (known === undefined) byNumber.set(score.scoreNumber, [score])
    else known.push(score)
  }
  return [...byNumber]
    .sort(([one], [other]) => one - other)
    .map(([scoreNumber, judged]) => ({ scoreNumber, ...sharesAbove(judged) }))
}
