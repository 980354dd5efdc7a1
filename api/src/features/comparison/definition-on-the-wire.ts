/** A definition between the words of the wire and those of the domain. */

import type { StudyDefinitionContract } from '../../contracts/studies.js'
import type { StudyDefinition } from '../../core/comparison/study-definition.js'

export function definitionFromWire(wire: StudyDefinitionContract): StudyDefinition {
  const { outcome } = wire
  return {
    name: wire.name,
    measureCode: wire.measure,
    baselineThreshold: wire.baseline_threshold,
    graceDays: wire.grace_days,
    combinations: wire.combinations,
    isEachCombinationApart: wire.combinations_apart,
    landmarkDay: wire.landmark_day,
    outcome:
      outcome.kind === 'last'
        ? { kind: 'last' }
        : { kind: 'window', week: outcome.week, halfWidthWeeks: outcome.half_width_weeks },
    followUpWeeks: wire.follow_up_weeks,
    covariates: wire.covariates,
    estimand: wire.estimand,
    marginInPoints: wire.margin,
  }
}

export function definitionOnTheWire(definition: StudyDefinition): StudyDefinitionContract {
  const { outcome } = definition
  return {
    name: definition.name,
    measure: definition.measureCode,
    baseline_threshold: definition.baselineThreshold,
    time_zero: 'joining',
    grace_days: definition.graceDays,
    combinations: [...definition.combinations],
    combinations_apart: definition.isEachCombinationApart,
    landmark_day: definition.landmarkDay,
    outcome:
      outcome.kind === 'last'
        ? { kind: 'last' }
        : { kind: 'window', week: outcome.week, half_width_weeks: outcome.halfWidthWeeks },
    follow_up_weeks: definition.followUpWeeks,
    covariates: [...definition.covariates],
    estimand: definition.estimand,
    margin: definition.marginInPoints,
  }
}
