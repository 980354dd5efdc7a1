/** How well does a rule tell, part of the way, who will not have improved reliably at the end? */

import { type Proportion, wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import { concordance } from '../../statistics/regression/logistic.js'

/** One member at one score number, by one rule. */
export interface JudgedPrediction {
  /** Higher: less likely to improve. */
  readonly rank: number
  readonly isAlert: boolean
  /** No reliable improvement at the last score. */
  readonly isEvent: boolean
}

export interface PredictionAccuracy {
  /** Baseline is 1. */
  readonly scoreNumber: number
  readonly n: number
  /** Probability that a member who does not improve is ranked above one who does; null when all end alike. */
  readonly auc: number | null
  /** Alerts among those who do not improve. */
  readonly sensitivity: Proportion
  /** Those who do not improve among the alerts. */
  readonly precision: Proportion
  /** Alerts among all. */
  readonly alertRate: Proportion
}

/** @param judged  one an episode */
export function predictionAccuracy(
  scoreNumber: number,
  judged: readonly JudgedPrediction[],
): PredictionAccuracy {
  const alerts = judged.filter(({ isAlert }) => isAlert)
  const events = judged.filter(({ isEvent }) => isEvent).length
  const found = alerts.filter(({ isEvent }) => isEvent).length
  return {
    scoreNumber,
    n: judged.length,
    auc: events === 0 || events === judged.length ? null : aucOf(judged),
    sensitivity: wilsonInterval(found, events),
    precision: wilsonInterval(found, alerts.length),
    alertRate: wilsonInterval(alerts.length, judged.length),
  }
}

function aucOf(judged: readonly JudgedPrediction[]): number {
  return concordance(
    Float64Array.from(judged, ({ rank }) => rank),
    Float64Array.from(judged, ({ isEvent }) => (isEvent ? 1 : 0)),
  )
}
