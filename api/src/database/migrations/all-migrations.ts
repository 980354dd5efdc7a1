import { ClinicRecords1700000000001 } from './0001-clinic-records.js'

/** Every migration, oldest first. */
export const migrations = [ClinicRecords1700000000001]
