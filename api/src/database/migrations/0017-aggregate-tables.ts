import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Aggregate tables for researchers, one set a measure and quarter. The worker counts; what may be told is all that is
 * stored. A set stays as it was released: two of the same quarter would tell of a correction.
 */
export class AggregateTables1700000000017 implements MigrationInterface {
  readonly name = 'AggregateTables1700000000017'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const IS_USER = '(select app_is_user())'
const isKind = (kind: 'worker' | 'command_line') => `(select app_actor_kind() = '${kind}')`

const statements = [
  `create table aggregate_release (
    measure_code text not null,
    until_on date not null,
    result jsonb not null,
    released_at timestamptz not null default now(),
    primary key (measure_code, until_on)
  )`,
  'alter table aggregate_release enable row level security',
  'alter table aggregate_release force row level security',
  'create policy of_owner on aggregate_release to current_user using (true) with check (true)',
  ...(['worker', 'command_line'] as const).flatMap((kind) => [
    `grant select, insert on aggregate_release to tidemark_${kind}`,
    `create policy of_${kind} on aggregate_release to tidemark_${kind} using (${isKind(kind)}) with check (${isKind(kind)})`,
  ]),
  ...['researcher', 'director'].flatMap((role) => [
    `grant select on aggregate_release to tidemark_${role}`,
    `create policy of_${role} on aggregate_release for select to tidemark_${role} using (${IS_USER})`,
  ]),
]
