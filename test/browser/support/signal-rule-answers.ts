import type { CalibrationContract, ModelFit } from '../../../api/src/contracts/model-fits.js'
import type { RuleSet } from '../../../api/src/contracts/rule-sets.js'
import { aShare } from './programme-answers.js'

export function sharesOf(
  scores: number,
  p84: number,
  p90: number,
  { isOff84 = false }: { isOff84?: boolean } = {},
): CalibrationContract['all'] {
  return {
    scores,
    p84: {
      ...aShare(Math.round(scores * p84), scores),
      expected: 0.16,
      standard_error: 0.01,
      is_off: isOff84,
    },
    p90: { ...aShare(Math.round(scores * p90), scores), expected: 0.1, standard_error: 0.01, is_off: false },
  }
}

/** As of a simulated clinic of 1,509 members (docs/STATISTICS.md). */
export function aCalibration(): CalibrationContract {
  const accuracy = (auc: number) => ({
    score_number: 2,
    n: 1123,
    auc,
    sensitivity: aShare(234, 552),
    precision: aShare(234, 321),
    alert_rate: aShare(321, 1123),
  })
  return {
    all: sharesOf(12_387, 0.16, 0.1),
    by_baseline_band: ['0-9', '10-14', '15-19', '20+'].map((band) => ({
      band,
      ...sharesOf(3_000, 0.16, 0.1),
    })),
    by_score_number: [2, 3, 4].map((score_number) => ({ score_number, ...sharesOf(1_400, 0.15, 0.09) })),
    alerts: {
      watch: { per_score: aShare(1_200, 12_387), per_episode: aShare(500, 1_448) },
      not_on_track: { per_score: aShare(600, 12_387), per_episode: aShare(210, 1_448) },
      ever_above_90: aShare(590, 1_448),
    },
    forecast: [accuracy(0.72)],
    simple_change: [accuracy(0.66)],
    naive: [accuracy(0.55)],
  }
}

export function aModelFit(over: Partial<ModelFit> = {}): ModelFit {
  return {
    model_fit_id: 12,
    measure: 'phq9',
    state: 'on',
    message: null,
    fitted_at: '2026-12-01T02:10:00.000Z',
    data_until: '2026-12-01T02:00:00.000Z',
    as_of: '2026-11-30',
    episodes: 1_448,
    members: 1_400,
    scores: 13_835,
    time_function: 'week',
    is_singular: false,
    reliable_points: 6,
    forecast_off: null,
    calculation_version: 3,
    rules_version: 2,
    calibration: aCalibration(),
    ...over,
  }
}

export function aRuleSet(version: number, over: Partial<RuleSet['rules']> = {}): RuleSet {
  return {
    version,
    rules: {
      no_reliable_change_after_sessions: 6,
      absences_in_a_row: 2,
      expected_measures: ['phq9', 'gad7'],
      reliable_change_points: {},
      switched_off: [],
      ...over,
    },
    reason: version === 1 ? 'The rules that a new deployment begins with' : 'Too many alerts in new groups',
    created_by: version === 1 ? 'system' : 'Ada Byron',
    created_at: '2026-11-20T10:00:00.000Z',
  }
}
