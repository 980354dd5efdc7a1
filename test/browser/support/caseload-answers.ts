import type { Caseload, CaseloadRow } from '../../../api/src/contracts/signals.js'
import {
  aDeterioration,
  aLife,
  aMissingForm,
  anAbsence,
  aRiskItem,
  noReliableChange,
  riskItemOf,
  tooFewScores,
} from './signal-answers.js'

const FIRST_DAY = Date.parse('2026-10-06T00:00:00Z')
const WEEK = 7 * 86_400_000

/** Weekly scores on a measure where lower is better; a range from the second on. */
export function aStanding(measure: string, totals: readonly number[]): CaseloadRow['measures'][number] {
  const scores = totals.map((total, week) => ({
    total,
    on: new Date(FIRST_DAY + week * WEEK).toISOString().slice(0, 10),
    expected_range: week === 0 ? null : { expected: 12 - week, limit_84: 15 - week, limit_90: 17 - week },
  }))
  const plain = scores.map(({ total, on }) => ({ total, on }))
  const baseline = plain[0] ?? null
  const latest = plain.length < 2 ? null : (plain.at(-1) ?? null)
  return {
    measure,
    status: latest === null ? 'insufficient_data' : 'on_track',
    n_scores: scores.length,
    baseline,
    latest,
    change: baseline === null || latest === null ? null : baseline.total - latest.total,
    probability_of_no_improvement: null,
    scores,
  }
}

/** A member of a Tuesday group after six sessions, on track unless the test says otherwise. */
export function aRow(over: Partial<CaseloadRow> = {}): CaseloadRow {
  return {
    member_id: '1001',
    full_name: 'Hazel Testmoor',
    initials: 'H.T.',
    episode_id: 501,
    group_id: 'tue-cbt',
    group_name: 'Tuesday CBT',
    site_id: 'north',
    joined_on: '2026-10-06',
    planned_end_on: '2026-12-22',
    is_open: true,
    sessions: { held: 6, attended: 6 },
    last_session: { session_number: 6, session_date: '2026-11-17' },
    status: 'on_track',
    probability_of_no_improvement: null,
    sentence: '',
    measures: [aStanding('phq9', [14, 12, 11, 9, 9, 8]), aStanding('gad7', [11, 10, 8, 8, 7, 6])],
    signals: [],
    risk_item: null,
    ...over,
  }
}

export function aCaseload(over: Partial<Caseload> = {}): Caseload {
  const fitted = {
    is_on: true,
    message: null,
    fitted_episodes: 412,
    fitted_at: '2026-11-01T03:00:00.000Z',
  }
  return {
    as_of: '2026-12-01T09:00:00.000Z',
    tiles: { not_on_track: { n: 0, of: 0 }, item_9_new: 0, form_missing: 0, absent_twice: 0 },
    members: [],
    on_track: [],
    last_import: { at: '2026-12-01T08:12:00.000Z', rejected: 2 },
    crisis_line: 'call or text 988',
    rules_version: 3,
    expected_response: [
      { measure: 'phq9', ...fitted },
      { measure: 'gad7', ...fitted },
    ],
    ...over,
  }
}

/** A day with one of everything: item 9, no change, absences, too few scores, and two on track, one without a form. */
export function theirDay(): Caseload {
  const waiting = aLife({ escalates_at: '2026-12-02T08:00:00.000Z' })
  return aCaseload({
    tiles: { not_on_track: { n: 2, of: 6 }, item_9_new: 1, form_missing: 1, absent_twice: 1 },
    members: [
      aRow({
        member_id: '1042',
        full_name: 'Ada Testwood',
        initials: 'A.T.',
        episode_id: 601,
        status: 'not_on_track',
        measures: [aStanding('phq9', [12, 14, 13, 16, 17, 19]), aStanding('gad7', [9, 9, 10, 9, 10, 10])],
        signals: [
          { evidence: aRiskItem(), life: waiting },
          { evidence: aDeterioration(), life: aLife({ signal_id: 42 }) },
        ],
        risk_item: riskItemOf('yes', [{ answer: 1, on: '2026-11-17', life: waiting }]),
      }),
      aRow({
        member_id: '0987',
        full_name: 'Juniper Testmere',
        initials: 'J.T.',
        episode_id: 602,
        status: 'not_on_track',
        sessions: { held: 8, attended: 8 },
        measures: [aStanding('phq9', [17, 17, 16, 17, 16, 16, 17, 16]), aStanding('gad7', [8, 8, 7, 8])],
        signals: [{ evidence: noReliableChange(), life: aLife({ signal_id: 43 }) }],
      }),
      aRow({
        member_id: '1088',
        full_name: 'Rowan Testfell',
        initials: 'R.T.',
        episode_id: 603,
        status: 'watch',
        signals: [{ evidence: anAbsence(), life: aLife({ signal_id: 44 }) }],
      }),
      aRow({
        member_id: '1120',
        full_name: null,
        initials: null,
        episode_id: 604,
        status: 'insufficient_data',
        sessions: { held: 2, attended: 1 },
        measures: [aStanding('phq9', [11]), aStanding('gad7', [])],
        signals: [{ evidence: tooFewScores(), life: null }],
      }),
    ],
    on_track: [
      aRow(),
      aRow({ member_id: '1200', episode_id: 606, signals: [{ evidence: aMissingForm(), life: null }] }),
    ],
  })
}
