import { ClinicRecords1700000000001 } from './0001-clinic-records.js'
import { FormsOfOutcomes1700000000002 } from './0002-forms-of-outcomes.js'
import { CountsOfOutcomes1700000000003 } from './0003-counts-of-outcomes.js'

/** Every migration, oldest first. */
export const migrations = [
  ClinicRecords1700000000001,
  FormsOfOutcomes1700000000002,
  CountsOfOutcomes1700000000003,
]
