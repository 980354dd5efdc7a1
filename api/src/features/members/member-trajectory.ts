/** The course of one member in one episode on one measure, as its page shows it. */

import type { EpisodeRow } from '../../contracts/groups.js'
import type { ExpectedScore } from '../../contracts/member-standing.js'
import type { MemberTrajectory, ResponseRow } from '../../contracts/members.js'
import { dayOfNumber, weeksBetween } from '../../core/calendar-day.js'
import { changeOfScore } from '../../core/change/change-of-score.js'
import { classifyChange } from '../../core/change/jacobson-truax.js'
import { reliableChangeThreshold } from '../../core/change/reliable-change.js'
import type { SuddenGain, SuddenLoss } from '../../core/change/sudden-gains.js'
import type { MeasureOutcome } from '../../core/episodes/measure-outcome.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import type { DeploymentLimits } from '../outcomes/episode-outcome.service.js'

type Course = Pick<
  MemberTrajectory,
  'points' | 'unscorable' | 'fitted' | 'reliable_change' | 'jacobson_truax' | 'sudden_gains' | 'sudden_losses'
>

/** The last week that a picture of the episode shows: of its sessions, forms and planned end. */
export function lastWeekOf(
  baselineOn: string,
  episode: Pick<EpisodeRow, 'planned_end_on' | 'exited_on'>,
  days: readonly string[],
): number {
  const ends = [episode.planned_end_on, episode.exited_on].filter((day) => day !== null)
  return Math.ceil(Math.max(0, ...[...ends, ...days].map((day) => weeksBetween(baselineOn, day))))
}

/**
 * @param outcome    of the measure in the episode; undefined without a valid score
 * @param responses  the episode's forms of the measure, in time order
 * @param limits     null while the deployment's baselines have no spread
 * @param expectedAt what was to be expected in a week since the baseline
 */
export function memberCourse(
  measure: MeasureDefinition,
  outcome: MeasureOutcome | undefined,
  responses: readonly ResponseRow[],
  limits: DeploymentLimits | null,
  expectedAt: (week: number) => ExpectedScore | null,
): Course {
  const counted = responses.filter((response) => !response.is_voided)
  return {
    points: counted.flatMap((response) => pointOf(measure, outcome, response, limits, expectedAt)),
    unscorable: counted
      .filter((response) => response.total === null)
      .map(({ response_id, responded_on, n_missing }) => ({ response_id, responded_on, n_missing })),
    fitted: fittedLine(outcome),
    reliable_change: reliableChangeMarks(measure, outcome, limits),
    jacobson_truax: jacobsonTruaxOf(outcome, limits),
    ...suddenSteps(outcome),
  }
}

function pointOf(
  measure: MeasureDefinition,
  outcome: MeasureOutcome | undefined,
  response: ResponseRow,
  limits: DeploymentLimits | null,
  expectedAt: (week: number) => ExpectedScore | null,
): Course['points'] {
  const { total } = response
  const week = response.weeks_since_baseline ?? 0
  if (outcome === undefined || total === null) return []
  return [
    {
      response_id: response.response_id,
      responded_on: response.responded_on,
      weeks_since_baseline: week,
      score: total,
      band: response.band,
      scoring: response.scoring,
      risk_item: response.risk_item,
      reliable_change: changeOfScore(measure, outcome.baseline, total, limits),
      expected: expectedAt(week),
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

function suddenSteps(outcome: MeasureOutcome | undefined): Pick<Course, 'sudden_gains' | 'sudden_losses'> {
  const { suddenGains = [], suddenLosses = [] } = outcome ?? {}
  return {
    sudden_gains: suddenGains.map((step) => ({ ...stepOnTheWire(step), gain: step.gainInPoints })),
    sudden_losses: suddenLosses.map((step) => ({ ...stepOnTheWire(step), loss: step.lossInPoints })),
  }
}

function stepOnTheWire(step: SuddenGain | SuddenLoss) {
  return {
    date_before: dayOfNumber(step.dayNumberBefore),
    date_after: dayOfNumber(step.dayNumberAfter),
    score_before: step.scoreBefore,
    score_after: step.scoreAfter,
    reversed: step.isReversed,
  }
}
