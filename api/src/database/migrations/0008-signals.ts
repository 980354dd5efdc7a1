import type { MigrationInterface, QueryRunner } from 'typeorm'
import { signalGuards } from './signals/guards.js'
import { signalPolicies } from './signals/policies.js'
import { signalTables } from './signals/tables.js'

/** Who is not improving: where each episode in care stands, its signals and what people did about them; docs/SIGNALS.md. */
export class Signals1700000000008 implements MigrationInterface {
  readonly name = 'Signals1700000000008'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...signalTables, ...signalGuards, ...signalPolicies])
      await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}
