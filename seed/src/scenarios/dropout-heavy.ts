import type { ClinicParameters } from '../simulate/clinic-parameters.js'
import { clinic } from './clinic.js'

/**
 * About half of the members leave early, and the worse they feel the likelier: the last score of those who left
 * is not what they would have had at the planned end. True effects on scores are those of the clinic.
 */
export const dropoutHeavy: ClinicParameters = {
  ...clinic,
  attendance: { ...clinic.attendance, neverCameShare: 0.06, dropoutHazard: 0.14, dropoutRisePerSd: 0.8 },
  stagesCaseload: false,
}
