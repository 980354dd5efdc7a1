import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Researchers see their own jobs: the policy of 0011 asks who they are, which they could not ask yet. */
export class JobsOfResearchers1700000000012 implements MigrationInterface {
  readonly name = 'JobsOfResearchers1700000000012'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant execute on function app_is_user() to tidemark_researcher')
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}
