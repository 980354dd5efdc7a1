import type { StudyResultContract } from '../../../api/src/contracts/studies.js'
import { formatNumber } from '../format/number.js'
import { type TimeToEventModel, timeToEvent } from './time-to-event.model.js'

export const ARM_LABELS = { group_only: 'group only', combined: 'combined' } as const

/** Of a study: the share of each arm in whom a reliable improvement had been seen by each day. */
export function timeToImprovement(result: StudyResultContract): TimeToEventModel {
  return timeToEvent(
    `Share reliably improved, by days since ${improvementSince(result)}`,
    result.time_to_improvement.curves.map(({ arm, n, events, steps, stopped_at, risk }) => ({
      key: arm,
      label: ARM_LABELS[arm],
      n,
      events,
      stoppedAt: stopped_at,
      steps: steps.map(({ time, not_improved, low, high }) => ({
        time,
        share: 1 - not_improved,
        low: high === null ? null : 1 - high,
        high: low === null ? null : 1 - low,
      })),
      risk: risk.map(({ time, at_risk }) => ({ time, atRisk: at_risk })),
    })),
  )
}

/** From when the days count. */
export function improvementSince({ definition }: StudyResultContract): string {
  return definition.landmark_day === null ? 'the first score' : `day ${formatNumber(definition.landmark_day)}`
}
