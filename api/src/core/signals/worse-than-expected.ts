/** The signal against the expected response: what this deployment's own members did who began as this one did. */

import type { AttendanceRecord } from '../episodes/episode-history.js'
import type { ScoredForm } from '../episodes/measure-outcome.js'
import { crossingLevel } from '../expected-response/crossings.js'
import { inTotals } from '../expected-response/expected-totals.js'
import type { ExpectedResponseFit } from '../expected-response/fit-expected-response.js'
import type { ScoringOccasions } from '../expected-response/scoring-occasions.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { scoreOnDay } from './change-signals.js'
import { scoreCrossing } from './score-standing.js'
import { worseThanExpectedSentence } from './sentences.js'
import type { SignalInputs, SignalOf } from './signal.js'

const DAYS_PER_WEEK = 7

/**
 * Red: above the 90 % limit at the latest two scores. Amber: above it at the latest, or above the 84 % limit at the
 * latest two. A score in remission is never too high, whatever the curve says of low baselines.
 *
 * @param attendance  of the episode, any order: it names the session of the latest score
 */
export function worseThanExpectedSignal(
  measure: MeasureDefinition,
  { baseline, later }: ScoringOccasions,
  attendance: readonly AttendanceRecord[],
  fit: ExpectedResponseFit,
  rulesVersion: number,
): SignalOf<'worse_than_expected'> | null {
  const judged = later.map((score) => ({
    score,
    ...scoreCrossing(
      measure,
      {
        baseline: baseline.total,
        total: score.total,
        weeksSinceBaseline: weeksBetween(baseline, score),
      },
      fit,
    ),
  }))
  const { level, run } = crossingLevel(judged.map(({ crossing }) => crossing))
  const latest = judged.at(-1)
  const first = judged.at(-run)
  if (level === 'within' || latest === undefined || first === undefined) return null
  const { score, range, points, crossing } = latest
  const limit = crossing.isAbove90 ? range.p90 : range.p84
  const inputs: SignalInputs['worse_than_expected'] = {
    baseline: scoreOnDay(baseline),
    latest: scoreOnDay(score),
    ...inTotals(measure, range),
    isAbove90: crossing.isAbove90,
    scoresInARow: run,
    pointsBeyond: points - Math.floor(limit),
    sessionNumber: sessionNumberOn(attendance, score),
    weeksSinceBaseline: weeksBetween(baseline, score),
    fittedEpisodes: fit.episodes,
  }
  return {
    kind: 'worse_than_expected',
    level,
    measureCode: measure.code,
    since: first.score.on,
    rulesVersion,
    inputs,
    sentence: worseThanExpectedSentence(measure, inputs),
  }
}

/** How many sessions of the member had been held by then, this one included; null before the first. */
function sessionNumberOn(attendance: readonly AttendanceRecord[], { on }: ScoredForm): number | null {
  const held = attendance.filter(({ sessionOn }) => sessionOn <= on).length
  return held === 0 ? null : held
}

function weeksBetween(one: ScoredForm, other: ScoredForm): number {
  return (other.dayNumber - one.dayNumber) / DAYS_PER_WEEK
}
