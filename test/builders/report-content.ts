// Frozen reports as the worker would hand them over, made of the answers that the screens are tested with.
import type { ReportContentOf, ReportHead } from '../../api/src/contracts/report-content.js'
import {
  aProgrammeTrajectory,
  aShare,
  GAD7,
  noProgrammeOutcomes,
  PHQ9,
  PROVENANCE,
  someProgrammeOutcomes,
} from '../browser/support/programme-answers.js'
import { aControlChart } from '../browser/support/programme-chart-answers.js'
import { aDoseResponse, aTimeToChange } from '../browser/support/programme-time-answers.js'

type ProgrammeReport = ReportContentOf<'programme_outcomes'>

const ANSWERED: ProgrammeReport['parts']['flow']['state'] = { kind: 'answered', message: null, relax: [] }
const RULES = { code: 'standard' as const, reliable_points: { phq9: 6, gad7: 4 } }
const NO_ROWS = { path: '/episodes' as const, query: {} }
const REFUSED = { refused: true as const, reason: 'too_few_members', message: 'Too few members.' }

export function aReportHead(changes: Partial<ReportHead> = {}): ReportHead {
  return {
    schema_version: 1,
    language: 'en',
    paper: 'a4',
    filters: {},
    names: { site: null, group: null, sites: [{ site_id: 'north', name: 'North' }] },
    period: { from: '2025-10-01', to: '2026-10-31', basis: 'episode_end', found: null },
    as_of: '2026-11-30',
    frozen_at: '2026-12-01T05:00:00.000Z',
    made_by: { name: 'Rosa Adler', role: 'director' },
    watermark: {
      records_until: '2026-12-01T04:59:58.000Z',
      episodes: 701,
      responses: 11_206,
      attendance: 6904,
      corrections: 0,
    },
    calculation_version: 3,
    signal_rules_version: 1,
    outcome_rules: RULES,
    time_zone: 'Europe/London',
    crisis_line: null,
    measures: [PHQ9, GAD7],
    ...changes,
  }
}

export function aProgrammeReport(
  head: Partial<ReportHead> = {},
  parts: Partial<ProgrammeReport['parts']> = {},
): ProgrammeReport {
  return {
    ...aReportHead(head),
    definition: 'programme_outcomes',
    request: {
      definition: 'programme_outcomes',
      filters: {},
      rules: 'standard',
      by: 'month',
      paper: head.paper ?? 'a4',
      language: 'en',
    },
    parts: {
      outcomes: someProgrammeOutcomes(),
      control_charts: [aControlChart()],
      funnels: [aFunnel()],
      trajectory: aProgrammeTrajectory(),
      times_to_change: [aTimeToChange()],
      dose_response: aDoseResponse(),
      missing_data: someMissingData(),
      equity: someEquity(),
      flow: aFlow(),
      completeness: someCompleteness(),
      ...parts,
    },
  }
}

/** A period in which nothing ended. */
export function anEmptyProgrammeReport(): ProgrammeReport {
  return aProgrammeReport(
    {},
    {
      outcomes: {
        ...noProgrammeOutcomes(),
        state: {
          kind: 'no_episodes',
          message: 'No episode ended in this period.',
          relax: [{ filter: 'from', episodes: 12 }],
        },
      },
      control_charts: [],
      funnels: [],
      times_to_change: [],
      equity: { ...someEquity(), dimensions: [] },
    },
  )
}

export function aFunnel(
  names: readonly string[] = ['Tuesday CBT', 'Thursday support'],
): ProgrammeReport['parts']['funnels'][number] {
  const limits = { lower_95: 0.2, upper_95: 0.75, lower_998: 0.1, upper_998: 0.85 }
  return {
    rate: 'reliable_recovery',
    family: 'national',
    by: 'group',
    better: 'higher',
    definition: 'Reliably recovered, of finished courses, less those not at caseness at the start.',
    target: 0.48,
    over_dispersion: null,
    limits: [10, 20, 40].map((n) => ({ n, exact: limits, widened: limits })),
    units: names.map((name, place) => ({
      unit: `G${place + 1}`,
      name,
      numerator: 4 + place,
      n: 9,
      share: (4 + place) / 9,
      z: 0.1 * place,
      exact_flag: 'within' as const,
      flag: 'within' as const,
      words: 'Within the limits.',
      rows: NO_ROWS,
      rows_of_n: NO_ROWS,
    })),
    units_without: 1,
    therapist_figures: false,
    finding: 'None of 2 groups lies outside the 99.8 % limits.',
    state: ANSWERED,
    rules: RULES,
    provenance: PROVENANCE,
  }
}

function someMissingData(): ProgrammeReport['parts']['missing_data'] {
  const change = { estimate: 5.8, se: 0.4, interval: { low: 5, high: 6.6, level: 0.95, method: 'student_t' } }
  return {
    measure: 'phq9',
    better: 'higher',
    episodes: 689,
    without_score: 4,
    one_score: 13,
    dropped_out: 132,
    horizon_weeks: 11.3,
    methods: [
      {
        method: 'completers',
        assumption: 'Members who left early would have changed as much as those who stayed.',
        n: 520,
        change,
        reliably_improved: aShare(280, 520),
        refused: null,
        rows: NO_ROWS,
      },
      {
        method: 'mixed_model',
        assumption: 'Who leaves can be told from the scores before.',
        n: 689,
        change: null,
        reliably_improved: null,
        refused: REFUSED,
        rows: NO_ROWS,
      },
    ],
    finding: 'The methods lie 1.1 points apart.',
    state: ANSWERED,
    rules: RULES,
    provenance: PROVENANCE,
  }
}

function someEquity(): ProgrammeReport['parts']['equity'] {
  const rates = {
    reliable_recovery: aShare(73, 167),
    recovery: aShare(74, 167),
    reliable_improvement: aShare(131, 197),
    reliable_deterioration: { suppressed: true as const, reason: 'small_number' as const },
    paired_data: { suppressed: true as const, reason: 'would_reveal_a_small_number' as const },
  }
  return {
    smallest_shown: 11,
    total: {
      finished: 642,
      rates: {
        reliable_recovery: aShare(281, 586),
        recovery: aShare(297, 586),
        reliable_improvement: aShare(424, 642),
        reliable_deterioration: aShare(38, 642),
        paired_data: aShare(584, 642),
      },
    },
    dimensions: [
      {
        dimension: 'age_band',
        strata: [{ stratum: '26_44', finished: 197, rates }],
        differences: {
          reliable_recovery: REFUSED,
          recovery: REFUSED,
          reliable_improvement: REFUSED,
          reliable_deterioration: REFUSED,
          paired_data: REFUSED,
        },
        suppressed: 2,
      },
    ],
    comparisons: 0,
    note: 'Counts from 1 to 10, and what would reveal them, are kept back.',
    state: ANSWERED,
    rules: RULES,
    provenance: PROVENANCE,
  }
}

function aFlow(): ProgrammeReport['parts']['flow'] {
  const step = (name: 'joined' | 'attended' | 'ended', n: number, before: number | null) => ({
    step: name,
    n,
    share: before === null ? null : aShare(n, before),
    rows: NO_ROWS,
    exits: name === 'joined' ? [{ exit: 'never_attended' as const, n: 12, rows: NO_ROWS }] : [],
  })
  return {
    steps: [step('joined', 760, null), step('attended', 748, 760), step('ended', 701, 748)],
    state: ANSWERED,
    provenance: PROVENANCE,
  }
}

export function someCompleteness(): ProgrammeReport['parts']['completeness'] {
  const forms = (expected: number) => [
    {
      measure: 'phq9',
      expected,
      returned: expected - 40,
      valid: expected - 48,
      completeness: aShare(expected - 48, expected),
    },
  ]
  return {
    attendance: aShare(5630, 6904),
    overall: forms(5630),
    sessions: null,
    expected_measures: ['phq9'],
    sites: [
      { site_id: 'north', name: 'North', attendance: aShare(3000, 3600), forms: forms(3000), sessions: null },
      { site_id: 'east', name: 'East', attendance: aShare(2630, 3304), forms: forms(2630), sessions: null },
    ],
    groups: [
      {
        group_id: 'G1',
        name: 'Tuesday CBT',
        site_id: 'north',
        attendance: aShare(90, 108),
        forms: forms(90),
        sessions: null,
      },
    ],
    by_session: [
      {
        session_number: 1,
        groups: 58,
        attendance: aShare(600, 640),
        forms: forms(600),
        sessions: { n: 58, lacking: 4, attendance_recorded: aShare(640, 650) },
        rows: NO_ROWS,
        rows_of_recorded: NO_ROWS,
        rows_of_attended: NO_ROWS,
      },
    ],
    provenance: PROVENANCE,
  }
}
