/** Evidence and its life in the words of the contract. */

import type { SignalEvidence } from '../../../contracts/signal-evidence.js'
import type { RaisedSignal, SignalLife } from '../../../contracts/signals.js'
import type { StandingSignal } from '../refresh/standing-row.js'
import type { StoredLife } from './signal-life.query.js'

/** Evidence as stored with a standing or with a signal. */
export function evidenceOnTheWire(signal: StandingSignal): SignalEvidence {
  const about = {
    level: signal.level,
    measure: signal.measureCode,
    since: signal.since,
    sentence: signal.sentence,
    rules_version: signal.rulesVersion,
    model_fit_id: signal.modelFitId,
  }
  switch (signal.kind) {
    case 'risk_item': {
      const { itemNumber, answer, answeredOn, isUnansweredSince } = signal.inputs
      const inputs = {
        item_number: itemNumber,
        answer,
        answered_on: answeredOn,
        is_unanswered_since: isUnansweredSince,
      }
      return { ...about, kind: signal.kind, inputs }
    }
    case 'reliably_deteriorated': {
      const { baseline, latest, pointsWorse, reliablePoints } = signal.inputs
      const inputs = { baseline, latest, points_worse: pointsWorse, reliable_points: reliablePoints }
      return { ...about, kind: signal.kind, inputs }
    }
    case 'worse_than_expected': {
      const { baseline, latest, expected, limit84, limit90, isAbove90, ...rest } = signal.inputs
      const inputs = {
        baseline,
        latest,
        expected,
        limit_84: limit84,
        limit_90: limit90,
        is_above_90: isAbove90,
        scores_in_a_row: rest.scoresInARow,
        points_beyond: rest.pointsBeyond,
        session_number: rest.sessionNumber,
        weeks_since_baseline: rest.weeksSinceBaseline,
        fitted_episodes: rest.fittedEpisodes,
      }
      return { ...about, kind: signal.kind, inputs }
    }
    case 'no_reliable_change_by_k': {
      const { baseline, latest, attendedSessions, afterSessions, reliablePoints } = signal.inputs
      const inputs = {
        baseline,
        latest,
        attended_sessions: attendedSessions,
        after_sessions: afterSessions,
        reliable_points: reliablePoints,
      }
      return { ...about, kind: signal.kind, inputs }
    }
    case 'absent_2': {
      const { missedInARow, missedWithoutNotice, lastAttendedOn } = signal.inputs
      const inputs = {
        missed_in_a_row: missedInARow,
        missed_without_notice: missedWithoutNotice,
        last_attended_on: lastAttendedOn,
      }
      return { ...about, kind: signal.kind, inputs }
    }
    case 'measure_missing': {
      const { sessionId, sessionOn } = signal.inputs
      return { ...about, kind: signal.kind, inputs: { session_id: sessionId, session_on: sessionOn } }
    }
    case 'insufficient_data':
      return { ...about, kind: signal.kind, inputs: { n_scores: signal.inputs.nScores } }
  }
}

/** @param names  of staff, by actor (`user:..`) */
export function lifeOnTheWire(life: StoredLife, names: ReadonlyMap<string, string>): SignalLife {
  const { last_action: last } = life
  return {
    signal_id: life.signal_id,
    version: life.version,
    state: life.state,
    raised_at: instant(life.raised_at),
    opened_at: instant(life.opened_at),
    snoozed_until: life.state === 'snoozed' ? life.snoozed_until : null,
    evidence_stands: life.evidence_stands,
    escalated_at: life.escalated_at === null ? null : instant(life.escalated_at),
    escalates_at: life.escalates_at === null ? null : instant(life.escalates_at),
    last_action:
      last === null
        ? null
        : {
            event: last.event,
            taken: last.taken,
            note: last.note,
            by: nameOf(last.actor, names),
            at: instant(last.acted_at),
          },
  }
}

/** People by name; everything that is not a person is the system. */
export function nameOf(actor: string, names: ReadonlyMap<string, string>): string {
  return names.get(actor) ?? 'system'
}

export function raised(
  signal: StandingSignal,
  life: StoredLife | null,
  names: ReadonlyMap<string, string>,
): RaisedSignal {
  return {
    evidence: evidenceOnTheWire(signal),
    life: life === null ? null : lifeOnTheWire(life, names),
  }
}

/** PostgreSQL writes instants into JSON with its own offset. */
function instant(text: string): string {
  return new Date(text).toISOString()
}
