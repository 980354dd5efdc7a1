import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type {
  MeasureOutcomes,
  ObservedTrajectory,
  ProgrammeOutcomes,
  ProgrammeTrajectory,
  Provenance,
} from '../../../api/src/contracts/programme.js'

/**
 * Answers of the API for states that a real deployment shows rarely or never at once. The figures are invented;
 * their intervals are rough on purpose: nothing here tests arithmetic.
 */
export function aShare(numerator: number, denominator: number): ProportionContract {
  if (denominator === 0) return { numerator, denominator, proportion: null, interval: null }
  const proportion = numerator / denominator
  const half = 1.96 * Math.sqrt((proportion * (1 - proportion)) / denominator)
  return {
    numerator,
    denominator,
    proportion,
    interval: {
      low: Math.max(0, proportion - half),
      high: Math.min(1, proportion + half),
      level: 0.95,
      method: 'wilson',
    },
  }
}

export const PROVENANCE: Provenance = {
  as_of: '2026-10-31',
  filters: {},
  period_basis: 'episode_end',
  period_found: { from: '2025-10-01', to: '2026-10-31' },
  calculation_version: 1,
  n_groups: 58,
}

export const PHQ9: MeasureContract = {
  code: 'phq9',
  version: '1',
  name: 'Patient Health Questionnaire-9',
  short_name: 'PHQ-9',
  items: Array.from({ length: 9 }, (_, index) => ({
    number: index + 1,
    label: `Item ${index + 1}`,
    is_risk_item: index === 8,
    is_reversed: false,
  })),
  item_range: { low: 0, high: 3 },
  total_range: { low: 0, high: 27 },
  direction: 'lower_is_better',
  bands: [
    { code: 'minimal', label: 'minimal', low: 0, high: 4 },
    { code: 'mild', label: 'mild', low: 5, high: 9 },
    { code: 'moderate', label: 'moderate', low: 10, high: 14 },
    { code: 'moderately_severe', label: 'moderately severe', low: 15, high: 19 },
    { code: 'severe', label: 'severe', low: 20, high: 27 },
  ],
  caseness: 10,
  reliable_change_threshold: 6,
  reliable_change_note: 'fixed threshold',
  licence: 'free to reproduce',
  source: 'Kroenke, Spitzer and Williams 2001',
}

export const GAD7: MeasureContract = {
  ...PHQ9,
  code: 'gad7',
  name: 'Generalised Anxiety Disorder-7',
  short_name: 'GAD-7',
  items: PHQ9.items.slice(0, 7).map((item) => ({ ...item, is_risk_item: false })),
  total_range: { low: 0, high: 21 },
  bands: [
    { code: 'minimal', label: 'minimal', low: 0, high: 4 },
    { code: 'mild', label: 'mild', low: 5, high: 9 },
    { code: 'moderate', label: 'moderate', low: 10, high: 14 },
    { code: 'severe', label: 'severe', low: 15, high: 21 },
  ],
  caseness: 8,
  reliable_change_threshold: 4,
}

const SURROUNDINGS: Pick<ProgrammeOutcomes, 'previous_period' | 'benchmarks' | 'rules' | 'moves' | 'state'> =
  {
    previous_period: null,
    benchmarks: { source: 'Published figures', caveat: 'For orientation.', years: [], therapies: [] },
    rules: { code: 'standard', reliable_points: { phq9: 6, gad7: 4, rses: null } },
    moves: [],
    state: { kind: 'answered', message: null, relax: [] },
  }

export function someProgrammeOutcomes(): ProgrammeOutcomes {
  return {
    episodes: 701,
    finished: 642,
    national: {
      reliable_recovery: aShare(281, 586),
      recovery: aShare(297, 586),
      reliable_improvement: aShare(424, 642),
      reliable_deterioration: aShare(38, 642),
      paired_data: aShare(584, 642),
    },
    paired: {
      n_members: 701,
      n_eligible: 571,
      caseness_at_start: 520,
      recovery: aShare(290, 520),
      reliable_recovery: aShare(276, 520),
      reliable_improvement: aShare(410, 571),
      reliable_deterioration: aShare(36, 571),
    },
    by_measure: { phq9: measureOutcomes(PHQ9), gad7: measureOutcomes(GAD7) },
    dropout: { by_attendance: aShare(132, 689), as_recorded: aShare(118, 689) },
    attendance: aShare(5630, 6904),
    ...SURROUNDINGS,
    provenance: PROVENANCE,
  }
}

/** A deployment before its first ended episode, or filters that match nothing. */
export function noProgrammeOutcomes(): ProgrammeOutcomes {
  const none = aShare(0, 0)
  return {
    episodes: 0,
    finished: 0,
    national: {
      reliable_recovery: none,
      recovery: none,
      reliable_improvement: none,
      reliable_deterioration: none,
      paired_data: none,
    },
    paired: {
      n_members: 0,
      n_eligible: 0,
      caseness_at_start: 0,
      recovery: none,
      reliable_recovery: none,
      reliable_improvement: none,
      reliable_deterioration: none,
    },
    by_measure: {},
    dropout: { by_attendance: none, as_recorded: none },
    attendance: none,
    ...SURROUNDINGS,
    state: { kind: 'no_episodes', message: 'No episode matches these filters together.', relax: [] },
    provenance: { ...PROVENANCE, period_found: null, n_groups: 0 },
  }
}

export function aProgrammeTrajectory(measure = 'phq9'): ProgrammeTrajectory {
  return {
    measure,
    overall: observed(measure, 15.2, 9.1, 642),
    by_arm: { group_only: observed(measure, 14.8, 9.8, 402), combined: observed(measure, 15.9, 8.5, 240) },
    provenance: PROVENANCE,
  }
}

function observed(measure: string, start: number, end: number, n: number): ObservedTrajectory {
  return {
    measure,
    points: Array.from({ length: 13 }, (_, week) => {
      const atWeek = Math.round(n * 0.965 ** week)
      const mean = end + (start - end) * Math.exp(-week / 6) + Math.sin(week * 1.7) * 0.15
      const half = (1.96 * 5.4) / Math.sqrt(atWeek)
      return {
        week,
        n: atWeek,
        mean,
        sd: 5.4,
        interval: { low: mean - half, high: mean + half, level: 0.95, method: 't' },
      }
    }),
    points_left_out: 2,
    n_episodes: n,
  }
}

function measureOutcomes(measure: MeasureContract): MeasureOutcomes {
  const interval = (mean: number) => ({ low: mean - 0.5, high: mean + 0.5, level: 0.95, method: 't' })
  const mean = (value: number) => ({ n: 603, mean: value, sd: 5.6, interval: interval(value) })
  return {
    n_baseline: 661,
    n_paired: 603,
    baseline: mean(15.2),
    last: mean(9.4),
    change: mean(5.8),
    reliably_improved: aShare(362, 603),
    no_reliable_change: aShare(208, 603),
    reliably_deteriorated: aShare(33, 603),
    response: aShare(251, 520),
    remission: measure.code === 'phq9' ? aShare(142, 588) : null,
    effect_size: { n: 603, d: 1.04, g: 1.03, interval: interval(1.03), note: 'Change of the same members.' },
    severity_adjusted: {
      n: 603,
      mean: 0,
      interval: interval(0),
      reference: { n: 603, intercept: 1.3, slope: 0.6, sd_baseline: 5.6 },
      note: 'Compares parts of the programme.',
    },
    band_moves: measure.bands.flatMap((from, start) =>
      measure.bands.map((to, end) => ({
        from: from.code,
        to: to.code,
        n: Math.max(0, Math.round(60 - 26 * Math.abs(end - start + 1) - Math.abs(start - 2) * 12)),
      })),
    ),
    completeness: aShare(4980, 5630),
  }
}
