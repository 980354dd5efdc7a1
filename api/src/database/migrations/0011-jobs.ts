import type { MigrationInterface, QueryRunner } from 'typeorm'
import { jobFunctions } from './jobs/functions.js'
import { jobPolicies } from './jobs/policies.js'
import { jobTables } from './jobs/tables.js'

/**
 * Jobs are run by graphile-worker, whose tables lie in a schema of their own (docs/decisions/0011-jobs.md). What users
 * see of a job stays in `job`; they ask for one and cancel it through functions alone.
 */
export class Jobs1700000000011 implements MigrationInterface {
  readonly name = 'Jobs1700000000011'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...jobTables, ...jobFunctions, ...jobPolicies]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}
