import type { MigrationInterface, QueryRunner } from 'typeorm'
import { mergedMembers } from './entry/merged-members.js'
import { whoWroteIt } from './entry/who-wrote-it.js'
import { therapistsWrite, withdrawnAttendance } from './entry/writing-on-screen.js'

/** People enter on screen what only an import could: who wrote which version, therapists' grants, merged records. */
export class Entry1700000000007 implements MigrationInterface {
  readonly name = 'Entry1700000000007'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...whoWroteIt, ...therapistsWrite, ...withdrawnAttendance, ...mergedMembers])
      await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}
