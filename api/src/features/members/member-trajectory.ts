/** The course of one member in one episode on one measure, as its page shows it. */

import type { MemberTrajectory, ResponseRow } from '../../contracts/members.js'
import { dayOfNumber } from '../../core/calendar-day.js'
import { changeOfScore } from '../../core/change/change-of-score.js'
import { classifyChange } from '../../core/change/jacobson-truax.js'
import { reliableChangeThreshold } from '../../core/change/reliable-change.js'
import type { MeasureOutcome } from '../../core/episodes/measure-outcome.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import type { DeploymentLimits } from '../outcomes/episode-outcome.service.js'

type Course = Pick<
  MemberTrajectory,
  'points' | 'unscorable' | 'fitted' | 'reliable_change' | 'jacobson_truax' | 'sudden_gains'
>

/**
 * @param outcome    of the measure in the episode; undefined without a valid score
 * @param responses  the episode's forms of the measure, in time order
 * @param limits     null while the deployment's baselines have no spread
 */
export function memberCourse(
  measure: MeasureDefinition,
  outcome: MeasureOutcome | undefined,
  responses: readonly ResponseRow[],
  limits: DeploymentLimits | null,
): Course {
  const counted = responses.filter((response) => !response.is_voided)
  return {
    points: counted.flatMap((response) => pointOf(measure, outcome, response, limits)),
    unscorable: counted
      .filter((response) => response.total === null)
      .map(({ response_id, responded_on, n_missing }) => ({ response_id, responded_on, n_missing })),
    fitted: fittedLine(outcome),
    reliable_change: reliableChangeMarks(measure, outcome, limits),
    jacobson_truax: jacobsonTruaxOf(outcome, limits),
    sudden_gains: suddenGains(outcome),
  }
}

function pointOf(
  measure: MeasureDefinition,
  outcome: MeasureOutcome | undefined,
  response: ResponseRow,
  limits: DeploymentLimits | null,
): Course['points'] {
  const { total } = response
  if (outcome === undefined || total === null) return []
  return [
    {
      response_id: response.response_id,
      responded_on: response.responded_on,
      weeks_since_baseline: response.weeks_since_baseline ?? 0,
      score: total,
      band: response.band,
      scoring: response.scoring,
      risk_item: response.risk_item,
      reliable_change: changeOfScore(measure, outcome.baseline, total, limits),
    },
  ]
}

function fittedLine(outcome: MeasureOutcome | undefined): Course['fitted'] {
  if (outcome?.fitted === null || outcome?.fitted === undefined) return null
  const { intercept, slopePerWeek, standardError } = outcome.fitted
  return { intercept, slope_per_week: slopePerWeek, standard_error: standardError, n: outcome.nScores }
}

function reliableChangeMarks(
  measure: MeasureDefinition,
  outcome: MeasureOutcome | undefined,
  limits: DeploymentLimits | null,
): Course['reliable_change'] {
  const fixed = reliableChangeThreshold(measure)
  const threshold = fixed ?? limits?.minimumChange ?? null
  if (outcome === undefined || threshold === null) return null
  const better = measure.direction === 'lower_is_better' ? -1 : 1
  return {
    threshold,
    improved_at: outcome.baseline + better * threshold,
    deteriorated_at: outcome.baseline - better * threshold,
    rule:
      fixed === null
        ? `Jacobson-Truax: more than ${threshold.toFixed(1)} points from baseline (reliability ${limits?.reliability}, SD of ${limits?.nReference} baselines)`
        : `${fixed} points or more from baseline`,
  }
}

function jacobsonTruaxOf(
  outcome: MeasureOutcome | undefined,
  limits: DeploymentLimits | null,
): Course['jacobson_truax'] {
  if (outcome === undefined || outcome.changeInPoints === null || limits === null) return null
  const change = classifyChange(limits, outcome.baseline, outcome.last)
  return {
    class: change.class,
    index: change.index,
    reliability: limits.reliability,
    sd_baseline: limits.standardDeviation,
    n_reference: limits.nReference,
  }
}

function suddenGains(outcome: MeasureOutcome | undefined): Course['sudden_gains'] {
  return (outcome?.suddenGains ?? []).map((gain) => ({
    date_before: dayOfNumber(gain.dayNumberBefore),
    date_after: dayOfNumber(gain.dayNumberAfter),
    score_before: gain.scoreBefore,
    score_after: gain.scoreAfter,
    gain: gain.gainInPoints,
    reversed: gain.isReversed,
  }))
}
