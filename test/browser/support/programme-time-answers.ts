import type { ProgrammeCompleteness } from '../../../api/src/contracts/completeness.js'
import type {
  DoseResponse,
  SurvivalStratum,
  TimeToChange,
} from '../../../api/src/contracts/programme-charts.js'
import { aShare, PROVENANCE } from './programme-answers.js'

/** Invented curves, bars and shares: nothing here tests arithmetic. */

const DAYS = [0, 28, 56, 84, 112]

/** A curve that rises to `end` in four equal steps of four weeks; 5 or more at risk until week 16. */
export function aStratum(
  stratum: string,
  n: number,
  end: number,
  changes: Partial<SurvivalStratum> = {},
): SurvivalStratum {
  const query = { ...(stratum === 'all' ? {} : { arm: stratum }), period: 'joining_date' }
  const rows = (more: Record<string, string>) => ({
    path: '/episodes' as const,
    query: { ...query, ...more },
  })
  const at = (state: string, time: number) =>
    rows({ timed: 'first_observed', timed_state: state, timed_at: String(time) })
  const steps = DAYS.slice(1).map((time, place) => ({ time, share: (end * (place + 1)) / 4 }))
  const half = steps.find(({ share }) => share >= 0.5)?.time ?? null
  return {
    stratum,
    n,
    events: Math.round(n * end),
    competing_events: Math.round(n * 0.1),
    censored: n - Math.round(n * end) - Math.round(n * 0.1),
    median: { time: half, low: half === null ? null : half - 7, high: null },
    half: {
      time: half,
      low: half === null ? null : half - 7,
      high: half === null ? null : half + 7,
    },
    curve: steps.map(({ time, share }) => ({
      time,
      at_risk: n - time,
      share_without: 1 - share,
      low: Math.max(0, 0.9 - share),
      high: Math.min(1, 1.1 - share),
    })),
    incidence: steps.map(({ time, share }) => ({
      time,
      at_risk: n - time,
      event: share,
      low: Math.max(0, share - 0.1),
      high: Math.min(1, share + 0.1),
      competing: 0.1,
    })),
    stopped_at: 126,
    risk_table: DAYS.map((time, place) => ({
      time,
      at_risk: n - place * 20,
      events_so_far: Math.round((n * end * place) / 4),
      competing_so_far: place * 2,
      rows: at('at_risk', time),
      rows_of_events: at('event', time),
      rows_of_competing: at('competing', time),
    })),
    rows: rows({ class: 'improvable', family: 'measure' }),
    rows_of_events: rows({ class: 'improvement_observed', family: 'measure' }),
    rows_of_competing: rows({ timed: 'first_observed', timed_state: 'competing' }),
    ...changes,
  }
}

/** Fewer than 5 from the start: nothing is told of it. */
export function aThinStratum(stratum: string, n: number): SurvivalStratum {
  return aStratum(stratum, n, 0, {
    half: { time: null, low: null, high: null },
    median: { time: null, low: null, high: null },
    curve: [],
    incidence: [],
    risk_table: [],
    stopped_at: 14,
  })
}

export function aTimeToChange(changes: Partial<TimeToChange> = {}): TimeToChange {
  return {
    event: 'first_observed',
    by: 'arm',
    measure: 'phq9',
    unit: 'days',
    definition: 'Of episodes with two valid scores on PHQ-9: days to the first one that is reliably better.',
    competing: 'Dropout (the last two or more eligible sessions missed) before any reliable improvement.',
    left_out: { n: 61, reason: 'Fewer than two valid scores.' },
    overall: aStratum('all', 360, 0.6),
    strata: [aStratum('combined', 150, 0.72), aStratum('group_only', 210, 0.4)],
    log_rank: {
      chi_square: 11.2,
      df: 1,
      p: 0.0008,
      groups: [],
      note: 'Members chose what they got: a difference is an association.',
    },
    state: { kind: 'answered', message: null, relax: [] },
    rules: { code: 'standard', reliable_points: { phq9: 6, gad7: 4 } },
    provenance: { ...PROVENANCE, period_basis: 'joining_date' },
    ...changes,
  }
}

/** A dropout in sessions, of the same invented members. */
export function aTimeToDropout(changes: Partial<TimeToChange> = {}): TimeToChange {
  const inSessions = (stratum: string, n: number, end: number): SurvivalStratum => {
    const found = aStratum(stratum, n, end, { competing_events: 0, stopped_at: null })
    const session = (days: number) => days / 14
    return {
      ...found,
      curve: found.curve.map((point) => ({ ...point, time: session(point.time) })),
      incidence: found.incidence.map((point) => ({ ...point, time: session(point.time) })),
      risk_table: found.risk_table.map((column) => ({ ...column, time: session(column.time) })),
    }
  }
  return aTimeToChange({
    event: 'dropout_by_attendance',
    unit: 'sessions',
    definition: 'Of ended episodes with an attended session: the last two or more eligible sessions missed.',
    competing: 'Leaving for another recorded reason: referred on, moved away, excluded, died, other.',
    left_out: { n: 20, reason: 'Still in care, or never attended.' },
    overall: inSessions('all', 340, 0.26),
    strata: [inSessions('combined', 130, 0.24), inSessions('group_only', 210, 0.28)],
    ...changes,
  })
}

const CHANGES = [1.6, 3, 4.6, 5.5, 6.7]

export function aDoseResponse(changes: Partial<DoseResponse> = {}): DoseResponse {
  const bins = CHANGES.map((mean_change, place) => {
    const from = place * 2 + 1
    return {
      from,
      to: from + 1,
      n: 20 + place * 10,
      mean_change,
      sd: 5.5,
      interval: { low: mean_change - 1.5, high: mean_change + 1.5, level: 0.95, method: 'student_t' },
      reliably_improved: aShare(8 + place * 5, 20 + place * 10),
      rows: {
        path: '/episodes' as const,
        query: {
          class: 'paired_data',
          family: 'measure',
          open: 'no',
          attended_from: String(from),
          attended_to: String(from + 1),
        },
      },
    }
  })
  return {
    measure: 'phq9',
    better: 'higher',
    caution: 'An association, confounded by leaving when well. It does not say that more sessions help.',
    n: 202,
    bars: [],
    bins: [
      ...bins,
      {
        from: 11,
        to: 12,
        n: 2,
        mean_change: 12,
        sd: null,
        interval: null,
        reliably_improved: aShare(2, 2),
        rows: { path: '/episodes', query: { attended_from: '11', attended_to: '12' } },
      },
    ],
    pearson: {
      estimate: 0.15,
      p: 0.007,
      interval: { low: 0.04, high: 0.25, level: 0.95, method: 'fisher_z' },
      n: 202,
    },
    spearman: { estimate: 0.13, p: 0.02, interval: null, n: 202 },
    attendance_rate_pearson: { estimate: 0.17, p: 0.01, interval: null, n: 202 },
    adjusted_per_session: {
      estimate: 0.37,
      se: 0.1,
      p: 0.0002,
      interval: { low: 0.18, high: 0.56, level: 0.95, method: 'student_t' },
    },
    state: { kind: 'answered', message: null, relax: [] },
    rules: { code: 'standard', reliable_points: { phq9: 6, gad7: 4 } },
    provenance: PROVENANCE,
    ...changes,
  }
}

type Session = NonNullable<ProgrammeCompleteness['by_session']>[number]

/** Attendance at one session by its number, of fewer and fewer members due. */
export function aSession(session_number: number, due = Math.max(5, 320 - session_number * 20)): Session {
  const rows = (presence: string) => ({
    path: '/episodes' as const,
    query: { session_number: String(session_number), presence, period: 'session_date' },
  })
  return {
    session_number,
    groups: Math.max(1, 41 - session_number),
    attendance: aShare(Math.round(due * Math.max(0.3, 0.98 - session_number * 0.03)), due),
    forms: [],
    sessions: null,
    rows: { path: '/group-sessions' as const, query: {} },
    rows_of_recorded: rows('recorded'),
    rows_of_attended: rows('attended'),
  }
}

/** Twelve sessions; the last has 3 records. */
export function someAttendance(): ProgrammeCompleteness {
  return {
    attendance: aShare(2_000, 2_500),
    overall: [],
    sessions: null,
    expected_measures: ['phq9'],
    sites: [],
    groups: [],
    by_session: Array.from({ length: 12 }, (_, place) =>
      place === 11 ? aSession(12, 3) : aSession(place + 1),
    ),
    provenance: { ...PROVENANCE, period_basis: 'session_date' },
  }
}
