import type { MigrationInterface, QueryRunner } from 'typeorm'
import { episodeFacts } from './programme/episode-facts.js'
import { firstChanges } from './programme/first-changes.js'

/**
 * What reads of the whole programme ask of each episode, beside its outcome: one scan then answers any filter. See
 * docs/decisions/0012-one-scan-for-the-programme.md.
 */
export class Programme1700000000010 implements MigrationInterface {
  readonly name = 'Programme1700000000010'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...episodeFacts, ...firstChanges]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}
