import type { ClinicParameters } from '../simulate/clinic-parameters.js'
import { clinic } from './clinic.js'

const WORSENING_BY_PLANNED_END: Readonly<Record<string, number>> = { phq9: 2, gad7: 1.5, rses: 1.5 }

/**
 * A programme that does harm: by the planned end the mean group-only member is 2 points worse on PHQ-9, 1.5 on
 * GAD-7 and 1.5 on Rosenberg. Regression to the mean makes those with high baselines fall all the same.
 */
export const deteriorating: ClinicParameters = {
  ...clinic,
  measures: clinic.measures.map((measure) => ({
    ...measure,
    improvementMean: -(WORSENING_BY_PLANNED_END[measure.code] ?? 0),
  })),
  courses: { ...clinic.courses, suddenGainShare: 0 },
  stagesCaseload: false,
}
