import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Completeness beside every rate: how many attended sessions of an episode have a scored form, kept with its outcome. */
export class FormsOfOutcomes1700000000002 implements MigrationInterface {
  readonly name = 'FormsOfOutcomes1700000000002'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table episode_measure_outcome add column forms_valid integer not null default 0',
    )
    await runner.query(
      `update episode_measure_outcome as outcome set forms_valid = counted.forms
       from (
         select response.member_id, attendance.episode_id, response.measure_code,
                count(distinct response.group_session_id) as forms
         from response join attendance using (member_id, group_session_id)
         where attendance.status in ('present', 'late', 'left_early')
           and response.total is not null and not response.is_voided
         group by 1, 2, 3
       ) as counted
       where (outcome.member_id, outcome.episode_id, outcome.measure_code) =
         (counted.member_id, counted.episode_id, counted.measure_code)`,
    )
    await runner.query(
      `alter table episode_measure_outcome alter column forms_valid drop default,
         add constraint episode_measure_outcome_forms_valid_check check (forms_valid >= 0)`,
    )
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}
