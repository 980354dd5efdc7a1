import type { StudyDefinitionContract } from '../../../../api/src/contracts/studies.js'

/** Where a new study begins: the default of the API, with a name of its own to be given. */
export const DEFAULT_DEFINITION: StudyDefinitionContract = {
  name: 'default',
  measure: 'phq9',
  baseline_threshold: 10,
  time_zero: 'joining',
  grace_days: 14,
  combinations: ['individual', 'medication', 'both'],
  combinations_apart: true,
  landmark_day: 14,
  outcome: { kind: 'window', week: 8, half_width_weeks: 2 },
  follow_up_weeks: null,
  covariates: ['baseline', 'baseline_other', 'age', 'female', 'prior_episodes'],
  estimand: 'overlap',
  margin: 2,
}
