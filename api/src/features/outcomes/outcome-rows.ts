/** What core says of an episode, as the rows of `episode_outcome` and `episode_measure_outcome`. */

import type { Day } from '../../core/calendar-day.js'
import type { ReliableChange } from '../../core/change/reliable-change.js'
import type { MeasureOutcome } from '../../core/episodes/measure-outcome.js'
import { summariseEpisode } from '../../core/episodes/summarise-episode.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { countForms } from '../../core/programme/form-completeness.js'
import { isNotAtCaseness } from '../../core/programme/national-rates.js'
import type { RiskItemState } from '../../core/scoring/score-answers.js'
import type { StoredHistory } from './episode-histories.query.js'

export interface OutcomeRow {
  readonly member_id: number
  readonly episode_id: number
  readonly sessions_eligible: number
  readonly sessions_attended: number
  readonly trailing_absences: number
  readonly last_attended_index: number
  readonly last_attended_on: Day | null
  readonly first_eligible_on: Day | null
  readonly last_eligible_on: Day | null
  /** Returned forms of measures without any score in the episode, which no row of a measure counts. */
  readonly forms_unscored: number
  readonly has_started: boolean
  readonly has_dropped_out: boolean | null
  readonly has_paired_scores: boolean
  readonly is_case_at_start: boolean | null
  readonly is_recovered: boolean | null
  readonly is_reliably_improved: boolean | null
  readonly is_reliably_deteriorated: boolean | null
  readonly is_reliably_recovered: boolean | null
  readonly risk_item: RiskItemState | null
  readonly is_not_at_caseness: boolean
  readonly phq9_change: number | null
  readonly gad7_change: number | null
  readonly calculation_version: number
}

export interface MeasureOutcomeRow {
  readonly member_id: number
  readonly episode_id: number
  readonly measure_code: string
  readonly n_scores: number
  readonly sum_days: number
  readonly sum_days_squared: number
  readonly sum_score: number
  readonly sum_days_score: number
  readonly sum_score_squared: number
  readonly baseline: number
  readonly baseline_on: Day
  readonly last: number
  readonly last_on: Day
  readonly best: number
  readonly change_in_points: number | null
  readonly reliable_change: ReliableChange
  readonly is_case_at_start: boolean | null
  readonly is_case_at_end: boolean | null
  readonly fitted_slope_per_week: number | null
  readonly fitted_slope_standard_error: number | null
  readonly fitted_intercept: number | null
  readonly n_sudden_gains: number
  readonly forms_returned: number
  readonly forms_valid: number
  /** Three lists of one length: the weeks since baseline with a score, how many scores each has, and their sum. */
  readonly week_numbers: readonly number[]
  readonly week_n_scores: readonly number[]
  readonly week_sum_scores: readonly number[]
  /** Two lists of one length: every new best improvement, in points, and the day since baseline of it. */
  readonly improved_points: readonly number[]
  readonly improved_days: readonly number[]
  /** The same of improvements that the next valid score held. */
  readonly held_points: readonly number[]
  readonly held_days: readonly number[]
  readonly calculation_version: number
}

export interface OutcomeRows {
  readonly outcome: OutcomeRow
  readonly measures: readonly MeasureOutcomeRow[]
}

/**
 * Later than any record: stored rows do not depend on today. `has_dropped_out` is therefore what it will be once the
 * episode has ended; whether it has is asked when it is read (docs/decisions/0006-outcomes-without-a-calendar.md).
 */
const END_OF_CALENDAR: Day = '9999-12-31'

export function outcomeRows({ memberId, episodeId, history }: StoredHistory): OutcomeRows {
  const { attendance, paired, ...outcome } = summariseEpisode(history, END_OF_CALENDAR)
  const key = { member_id: memberId, episode_id: episodeId }
  const version = { calculation_version: outcome.calculationVersion }
  return {
    outcome: {
      ...key,
      sessions_eligible: attendance.eligible,
      sessions_attended: attendance.attended,
      trailing_absences: attendance.trailingAbsences,
      last_attended_index: attendance.lastAttendedIndex,
      last_attended_on: attendance.lastAttendedOn,
      first_eligible_on: attendance.firstEligibleOn,
      last_eligible_on: attendance.lastEligibleOn,
      forms_unscored: countUnscoredForms(history, outcome.measures),
      has_started: attendance.hasStarted,
      has_dropped_out: outcome.hasDroppedOut,
      has_paired_scores: paired.hasPairedScores,
      is_case_at_start: paired.isCaseAtStart,
      is_recovered: paired.isRecovered,
      is_reliably_improved: paired.isReliablyImproved,
      is_reliably_deteriorated: paired.isReliablyDeteriorated,
      is_reliably_recovered: paired.isReliablyRecovered,
      risk_item: outcome.riskItem,
      is_not_at_caseness: isNotAtCaseness(outcome),
      phq9_change: changeOn(outcome.measures, 'phq9'),
      gad7_change: changeOn(outcome.measures, 'gad7'),
      ...version,
    },
    measures: outcome.measures.map((measure) => {
      const forms = countForms(requireMeasure(measure.measureCode), [history])
      return {
        ...key,
        ...measureColumns(measure),
        forms_returned: forms.returned,
        forms_valid: forms.valid,
        ...version,
      }
    }),
  }
}

function changeOn(measures: readonly MeasureOutcome[], code: string): number | null {
  return measures.find((measure) => measure.measureCode === code)?.changeInPoints ?? null
}

function countUnscoredForms(
  history: StoredHistory['history'],
  scored: readonly Pick<MeasureOutcome, 'measureCode'>[],
): number {
  const codes = new Set(history.responses.map((response) => response.measureCode))
  for (const { measureCode } of scored) codes.delete(measureCode)
  return [...codes].reduce((sum, code) => sum + countForms(requireMeasure(code), [history]).returned, 0)
}

function measureColumns(outcome: MeasureOutcome) {
  return {
    measure_code: outcome.measureCode,
    n_scores: outcome.nScores,
    sum_days: outcome.sumDays,
    sum_days_squared: outcome.sumDaysSquared,
    sum_score: outcome.sumScore,
    sum_days_score: outcome.sumDaysScore,
    sum_score_squared: outcome.sumScoreSquared,
    baseline: outcome.baseline,
    baseline_on: outcome.baselineOn,
    last: outcome.last,
    last_on: outcome.lastOn,
    best: outcome.best,
    week_numbers: outcome.byWeek.map(({ week }) => week),
    week_n_scores: outcome.byWeek.map(({ nScores }) => nScores),
    week_sum_scores: outcome.byWeek.map(({ sumScore }) => sumScore),
    improved_points: outcome.improvements.map(({ points }) => points),
    improved_days: outcome.improvements.map(({ days }) => days),
    held_points: outcome.heldImprovements.map(({ points }) => points),
    held_days: outcome.heldImprovements.map(({ days }) => days),
    change_in_points: outcome.changeInPoints,
    reliable_change: outcome.reliableChange,
    is_case_at_start: outcome.isCaseAtStart,
    is_case_at_end: outcome.isCaseAtEnd,
    fitted_slope_per_week: outcome.fitted?.slopePerWeek ?? null,
    fitted_slope_standard_error: outcome.fitted?.standardError ?? null,
    fitted_intercept: outcome.fitted?.intercept ?? null,
    n_sudden_gains: outcome.suddenGains.length,
  }
}
