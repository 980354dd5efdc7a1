import type { SignalEvidence } from '../../../api/src/contracts/signal-evidence.js'
import type { CaseloadRow, SignalLife } from '../../../api/src/contracts/signals.js'

type EvidenceOf<Kind extends SignalEvidence['kind']> = Extract<SignalEvidence, { kind: Kind }>

const ABOUT = { measure: 'phq9', since: '2026-11-17', rules_version: 3, model_fit_id: null } as const

export function aRiskItem(over: Partial<EvidenceOf<'risk_item'>['inputs']> = {}): EvidenceOf<'risk_item'> {
  return {
    ...ABOUT,
    kind: 'risk_item',
    level: 'not_on_track',
    sentence: 'Item 9, thoughts of self-harm: answered 1 (several days)',
    inputs: { item_number: 9, answer: 1, answered_on: '2026-11-17', is_unanswered_since: false, ...over },
  }
}

export function aDeterioration(): EvidenceOf<'reliably_deteriorated'> {
  return {
    ...ABOUT,
    kind: 'reliably_deteriorated',
    level: 'not_on_track',
    sentence: '7 points worse than at the start (12 then, 19 now)',
    inputs: {
      baseline: { total: 12, on: '2026-10-06' },
      latest: { total: 19, on: '2026-11-17' },
      points_worse: 7,
      reliable_points: 6,
    },
  }
}

export function aScoreWorseThanExpected(): EvidenceOf<'worse_than_expected'> {
  return {
    ...ABOUT,
    kind: 'worse_than_expected',
    level: 'not_on_track',
    model_fit_id: 12,
    sentence: '5 points above the expected range at session 6, for the second time in a row',
    inputs: {
      baseline: { total: 14, on: '2026-10-06' },
      latest: { total: 20, on: '2026-11-17' },
      expected: 10.24,
      limit_84: 13.9,
      limit_90: 15.12,
      is_above_90: true,
      scores_in_a_row: 2,
      points_beyond: 5,
      session_number: 6,
      weeks_since_baseline: 6,
      fitted_episodes: 1412,
    },
  }
}

export function noReliableChange(): EvidenceOf<'no_reliable_change_by_k'> {
  return {
    ...ABOUT,
    kind: 'no_reliable_change_by_k',
    level: 'not_on_track',
    sentence: 'Less than 6 points of improvement after 8 sessions (17 at the start, 16 now)',
    inputs: {
      baseline: { total: 17, on: '2026-09-22' },
      latest: { total: 16, on: '2026-11-17' },
      attended_sessions: 8,
      after_sessions: 6,
      reliable_points: 6,
    },
  }
}

export function anAbsence(): EvidenceOf<'absent_2'> {
  return {
    ...ABOUT,
    kind: 'absent_2',
    level: 'watch',
    measure: null,
    sentence: 'Missed the last 2 sessions, 1 without notice',
    inputs: { missed_in_a_row: 2, missed_without_notice: 1, last_attended_on: '2026-11-03' },
  }
}

export function aMissingForm(): EvidenceOf<'measure_missing'> {
  return {
    ...ABOUT,
    kind: 'measure_missing',
    level: 'badge',
    sentence: 'Came to the last session, but no PHQ-9 form has come in',
    inputs: { session_id: 'tue-cbt-8', session_on: '2026-11-17' },
  }
}

export function tooFewScores(): EvidenceOf<'insufficient_data'> {
  return {
    ...ABOUT,
    kind: 'insufficient_data',
    level: 'insufficient_data',
    sentence: 'Not enough data (1 score)',
    inputs: { n_scores: 1 },
  }
}

/** Open and true of the member, unless the test says otherwise. */
export function aLife(over: Partial<SignalLife> = {}): SignalLife {
  return {
    signal_id: 41,
    version: 3,
    state: 'open',
    raised_at: '2026-11-17T17:10:00.000Z',
    opened_at: '2026-11-17T17:10:00.000Z',
    snoozed_until: null,
    evidence_stands: true,
    escalated_at: null,
    escalates_at: null,
    last_action: null,
    ...over,
  }
}

/** What a person did last. */
export function lastAction(
  over: Partial<NonNullable<SignalLife['last_action']>> = {},
): NonNullable<SignalLife['last_action']> {
  return {
    event: 'acknowledge',
    taken: null,
    note: null,
    by: 'Dr. Ines Brandt',
    at: '2026-11-18T08:30:00.000Z',
    ...over,
  }
}

/** Item 9 as the latest form says it, with the answers that wait. */
export function riskItemOf(
  latest: NonNullable<CaseloadRow['risk_item']>['latest'],
  open: readonly { answer: number; on: string; life: SignalLife }[] = [],
): NonNullable<CaseloadRow['risk_item']> {
  return {
    measure: 'phq9',
    latest,
    latest_on: '2026-11-17',
    to_acknowledge: open.map(({ answer, on, life }) => ({
      answer,
      on,
      life,
      sentence: `Item 9, thoughts of self-harm: answered ${answer} (several days)`,
    })),
  }
}
