import type { MigrationInterface, QueryRunner } from 'typeorm'
import { functions } from './access-control/functions.js'
import { policies } from './access-control/policies.js'
import { siteOfRows } from './access-control/site-of-rows.js'
import { tables } from './access-control/tables.js'

/** Row-level security on every table with rows of members, one role for each kind of user; docs/SECURITY.md. */
export class AccessControl1700000000006 implements MigrationInterface {
  readonly name = 'AccessControl1700000000006'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...siteOfRows, ...functions, ...policies])
      await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}
