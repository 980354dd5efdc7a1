/** Signals from the change since baseline: reliably worse, and not reliably better in time. */

import type { Day } from '../calendar-day.js'
import { improvementInPoints, isCase } from '../change/direction.js'
import type { AttendanceRecord } from '../episodes/episode-history.js'
import type { ScoredForm } from '../episodes/measure-outcome.js'
import type { ScoringOccasions } from '../expected-response/scoring-occasions.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { isAttended } from '../vocabulary.js'
import { sessionsInOrder } from './attendance-signals.js'
import { deteriorationSentence, noReliableChangeSentence } from './sentences.js'
import type { ScoreOnDay, SignalOf } from './signal.js'
import { isSwitchedOn, type SignalRules } from './signal-rules.js'

/** The latest score is worse than the baseline by a reliable change. */
export function deteriorationSignal(
  measure: MeasureDefinition,
  { baseline, later }: ScoringOccasions,
  reliablePoints: number,
  rulesVersion: number,
): SignalOf<'reliably_deteriorated'> | null {
  const run = runAtEnd(
    later,
    ({ total }) => improvementInPoints(measure, baseline.total, total) <= -reliablePoints,
  )
  const [first] = run
  const latest = run.at(-1)
  if (first === undefined || latest === undefined) return null
  const inputs = {
    baseline: scoreOnDay(baseline),
    latest: scoreOnDay(latest),
    pointsWorse: -improvementInPoints(measure, baseline.total, latest.total),
    reliablePoints,
  }
  return {
    kind: 'reliably_deteriorated',
    level: 'not_on_track',
    measureCode: measure.code,
    since: first.on,
    rulesVersion,
    inputs,
    sentence: deteriorationSentence(inputs),
  }
}

/**
 * k sessions or more attended, a case at baseline and at the latest score, and no reliable improvement at it. Who is
 * below caseness is on track, also where so large a fall was never possible.
 *
 * @param attendance  of the episode, any order
 */
export function noReliableChangeSignal(
  measure: MeasureDefinition,
  { baseline, later }: ScoringOccasions,
  attendance: readonly AttendanceRecord[],
  reliablePoints: number,
  rules: SignalRules,
): SignalOf<'no_reliable_change_by_k'> | null {
  const afterSessions = rules.noReliableChangeAfterSessions
  const attended = sessionsInOrder(attendance).filter(({ status }) => isAttended(status))
  const kth = attended[afterSessions - 1]
  const isCaseAtStart = isCase(measure, baseline.total) === true
  if (kth === undefined || !isCaseAtStart || !isSwitchedOn(rules, 'no_reliable_change_by_k')) return null
  const run = runAtEnd(
    later,
    ({ total }) =>
      isCase(measure, total) === true && improvementInPoints(measure, baseline.total, total) < reliablePoints,
  )
  const [first] = run
  const latest = run.at(-1)
  if (first === undefined || latest === undefined) return null
  const inputs = {
    baseline: scoreOnDay(baseline),
    latest: scoreOnDay(latest),
    attendedSessions: attended.length,
    afterSessions,
    reliablePoints,
  }
  return {
    kind: 'no_reliable_change_by_k',
    level: 'not_on_track',
    measureCode: measure.code,
    since: laterOf(first.on, kth.sessionOn),
    rulesVersion: rules.version,
    inputs,
    sentence: noReliableChangeSentence(inputs),
  }
}

export function scoreOnDay({ total, on }: ScoredForm): ScoreOnDay {
  return { total, on }
}

/** The scores in a row, up to the latest, for which it holds. */
function runAtEnd(later: readonly ScoredForm[], holds: (score: ScoredForm) => boolean): ScoredForm[] {
  return later.slice(later.findLastIndex((score) => !holds(score)) + 1)
}

function laterOf(one: Day, other: Day): Day {
  return one > other ? one : other
}
