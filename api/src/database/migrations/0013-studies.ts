import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Comparisons of the arms: named, versioned definitions with their results; frozen ones never change again. */
export class Studies1700000000013 implements MigrationInterface {
  readonly name = 'Studies1700000000013'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...table, ...frozenStays, ...access]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const table = [
  `create table comparison_study (
    comparison_study_id bigint generated always as identity primary key,
    name text not null check (name <> ''),
    version integer not null check (version >= 1),
    site_ids text[] not null check (cardinality(site_ids) > 0),
    definition jsonb not null,
    as_of date not null,
    data_until timestamptz not null,
    calculation_version integer not null,
    code_version text not null,
    result jsonb not null,
    result_sha256 text not null check (result_sha256 ~ '^[0-9a-f]{64}$'),
    created_by text not null default app_actor(),
    created_at timestamptz not null default now(),
    frozen_by text,
    frozen_at timestamptz,
    check ((frozen_at is null) = (frozen_by is null)),
    unique (created_by, name, version)
  )`,
]

/** What was computed stays as it was; freezing is the one change, and the last. */
const frozenStays = [
  `create function refuse_change_of_study() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' then
       if old.frozen_at is null
         and to_jsonb(new) - array['frozen_at', 'frozen_by'] = to_jsonb(old) - array['frozen_at', 'frozen_by'] then
         return new;
       end if;
     end if;
     raise exception 'A study is kept as it was computed.' using errcode = 'insufficient_privilege';
   end $$`,
  `create trigger comparison_study_stays before update or delete on comparison_study
     for each row execute function refuse_change_of_study()`,
  'revoke execute on function refuse_change_of_study() from public',
]

/** A director sees the studies whose every site is theirs: a result speaks of all of them at once. */
const AT_SITES = 'site_ids <@ ((select app_sites())::text[])'

const access = [
  'alter table comparison_study enable row level security',
  'alter table comparison_study force row level security',
  'create policy of_owner on comparison_study to current_user using (true) with check (true)',
  'grant select, insert, update (frozen_at, frozen_by) on comparison_study to tidemark_director',
  `create policy of_director on comparison_study to tidemark_director using (${AT_SITES}) with check (${AT_SITES})`,
]
