/** What each estimate of a comparison is called, and what it takes for granted. */

import type { EstimateWords } from './study-estimate.js'

const NOTHING_UNRECORDED =
  'Nothing unrecorded moves both the choice of treatment and the outcome; the covariates were answered without error.'

const points = (
  name: string,
  role: EstimateWords['role'],
  label: string,
  assumes: string,
): EstimateWords => ({ name, role, label, assumes, unit: 'points' })

export const ESTIMATE_WORDS = {
  crude: points(
    'crude',
    'crude',
    'Crude difference',
    'The arms were alike at the start. They were not drawn by lot, so this compares different people.',
  ),
  main: points(
    'main',
    'main',
    'Main estimate: overlap weights, baseline in the model',
    `${NOTHING_UNRECORDED} Speaks of members who could have had either treatment.`,
  ),
  ancovaBaseline: points(
    'ancova_baseline',
    'sensitivity',
    'At the same baseline',
    'Members with the same baseline are alike in everything else that matters.',
  ),
  ancovaCovariates: points(
    'ancova_covariates',
    'sensitivity',
    'At the same baseline and covariates',
    `${NOTHING_UNRECORDED} Outcomes follow them along straight lines.`,
  ),
  iptw: points(
    'iptw_stabilised',
    'sensitivity',
    'Stabilised inverse-probability weights',
    `${NOTHING_UNRECORDED} Every member could have had either treatment. Speaks of all members.`,
  ),
  att: points(
    'att',
    'sensitivity',
    'Weighted to the combined arm',
    `${NOTHING_UNRECORDED} Speaks of members who had combined treatment.`,
  ),
  overlap: points(
    'overlap_weights',
    'sensitivity',
    'Overlap weights, baseline in the model',
    `${NOTHING_UNRECORDED} Speaks of members who could have had either treatment.`,
  ),
  mixedAdjusted: points(
    'mixed_model_adjusted',
    'sensitivity',
    'Mixed model of the scores after baseline',
    `${NOTHING_UNRECORDED} Scores are missing for reasons that earlier scores show; courses are straight lines.`,
  ),
  trueScore84: points(
    'true_score_84',
    'sensitivity',
    'At the same true baseline, reliability .84',
    'Members were chosen by their true severity, of which one baseline tells with reliability .84.',
  ),
  trueScore64: points(
    'true_score_64',
    'sensitivity',
    'At the same true baseline, reliability .64',
    'Members were chosen by their true severity, of which one baseline tells with reliability .64.',
  ),
  mixedCrude: points(
    'mixed_model_crude',
    'crude',
    'Mixed model of all scores (crude)',
    'The arms were alike at the start: baselines are outcomes here, not covariates. It is a crude difference.',
  ),
  riskDifference: {
    name: 'risk_difference_reliable_recovery',
    role: 'secondary',
    unit: 'share',
    label: 'Reliable recovery: difference of shares',
    assumes: 'The arms were alike at the start. Of members at caseness at baseline.',
  },
  riskRatio: {
    name: 'risk_ratio_reliable_recovery',
    role: 'secondary',
    unit: 'ratio',
    label: 'Reliable recovery: ratio of shares',
    assumes: 'The arms were alike at the start. Of members at caseness at baseline.',
  },
  riskDifferenceWeighted: {
    name: 'risk_difference_reliable_recovery_weighted',
    role: 'secondary',
    unit: 'share',
    label: 'Reliable recovery: difference of shares, weighted',
    assumes: `${NOTHING_UNRECORDED} Of members at caseness at baseline.`,
  },
  riskDifferenceImprovement: {
    name: 'risk_difference_reliable_improvement',
    role: 'secondary',
    unit: 'share',
    label: 'Reliable improvement: difference of shares',
    assumes: 'The arms were alike at the start.',
  },
  riskRatioImprovement: {
    name: 'risk_ratio_reliable_improvement',
    role: 'secondary',
    unit: 'ratio',
    label: 'Reliable improvement: ratio of shares',
    assumes: 'The arms were alike at the start.',
  },
  hazardRatio: {
    name: 'hazard_ratio_reliable_improvement',
    role: 'secondary',
    unit: 'ratio',
    label: 'Time to reliable improvement: ratio of rates',
    assumes: 'The arms were alike at the start; the ratio is the same at all times.',
  },
  hazardRatioAdjusted: {
    name: 'hazard_ratio_reliable_improvement_adjusted',
    role: 'secondary',
    unit: 'ratio',
    label: 'Time to reliable improvement: ratio of rates at the same covariates',
    assumes: `${NOTHING_UNRECORDED} The ratio is the same at all times.`,
  },
  hedgesChange: {
    name: 'hedges_g_change',
    role: 'secondary',
    unit: 'standard_deviations',
    label: "Hedges' g of change",
    assumes:
      'The arms were alike at the start. Positive where combined treatment goes with more improvement.',
  },
  hedgesOutcome: {
    name: 'hedges_g_outcome',
    role: 'secondary',
    unit: 'standard_deviations',
    label: "Hedges' g of the outcome",
    assumes: 'The arms were alike at the start. Positive where combined treatment goes with better outcomes.',
  },
  lastScore: points(
    'last_score',
    'sensitivity',
    'Last score instead of the window',
    `${NOTHING_UNRECORDED} When the last score was given says nothing about its height.`,
  ),
  carriedForward: points(
    'last_observation_carried_forward',
    'sensitivity',
    'Missing outcomes: last observation carried forward',
    'Members who gave no outcome stayed at their last score.',
  ),
} as const satisfies Readonly<Record<string, EstimateWords>>
