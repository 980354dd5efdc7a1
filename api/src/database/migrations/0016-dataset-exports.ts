import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Data sets for research. Who asks reads no member: the worker forms the data set under its own login, and what may leave
 * is all that comes back (docs/decisions/0017-data-sets-by-the-worker.md).
 */
export class DatasetExports1700000000016 implements MigrationInterface {
  readonly name = 'DatasetExports1700000000016'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...publishedStays, ...access]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const tables = [
  `create table dataset_export (
    dataset_export_id bigint generated always as identity primary key,
    purpose text not null check (purpose <> ''),
    recipient text not null check (recipient <> ''),
    definition jsonb not null,
    requested_by text not null default app_actor(),
    requested_role text not null default coalesce(app_actor_role(), app_actor_kind()),
    requested_at timestamptz not null default now(),
    job_id bigint references job,
    refusal jsonb,
    summary jsonb,
    package_bytes bigint check (package_bytes > 0),
    package_sha256 text check (package_sha256 ~ '^[0-9a-f]{64}$'),
    published_at timestamptz,
    expires_at timestamptz,
    check ((published_at is null) = (summary is null)),
    check ((published_at is null) = (package_sha256 is null)),
    check ((published_at is null) = (package_bytes is null)),
    check ((published_at is null) = (expires_at is null)),
    check (published_at is null or refusal is null)
  )`,
  'create index dataset_export_requested on dataset_export (requested_by, requested_at)',
  // A package is here whole or not at all: all its parts come in the transaction that publishes it.
  `create table dataset_export_part (
    dataset_export_id bigint not null references dataset_export,
    part integer not null check (part >= 0),
    content bytea not null,
    primary key (dataset_export_id, part)
  )`,
  // Whose rows went out, so that the next data set is not another look at a few of them.
  `create table dataset_export_person (
    dataset_export_id bigint primary key references dataset_export,
    member_ids bigint[] not null check (cardinality(member_ids) > 0)
  )`,
  `create table dataset_export_download (
    dataset_export_download_id bigint generated always as identity primary key,
    dataset_export_id bigint not null references dataset_export,
    downloaded_by text not null default app_actor(),
    downloaded_at timestamptz not null default now()
  )`,
  'create index dataset_export_download_of on dataset_export_download (dataset_export_id)',
  `create table dataset_preview (
    dataset_preview_id bigint generated always as identity primary key,
    definition jsonb not null,
    requested_by text not null default app_actor(),
    requested_role text not null default app_actor_role(),
    requested_at timestamptz not null default now(),
    job_id bigint references job,
    result jsonb
  )`,
  'create index dataset_preview_requested on dataset_preview (requested_by, requested_at)',
]

/** What was published stays as it was published. */
const publishedStays = [
  `create function refuse_change_of_data_set() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' then
       if old.published_at is null
         and (new.purpose, new.recipient, new.definition, new.requested_by, new.requested_role, new.requested_at)
           is not distinct from
           (old.purpose, old.recipient, old.definition, old.requested_by, old.requested_role, old.requested_at) then
         return new;
       end if;
     end if;
     raise exception 'A data set is kept as it was published.' using errcode = 'insufficient_privilege';
   end $$`,
  `create trigger dataset_export_stays before update or delete on dataset_export
     for each row execute function refuse_change_of_data_set()`,
  'revoke execute on function refuse_change_of_data_set() from public',
]

const IS_USER = '(select app_is_user())'
const IS_OWN = `requested_by = (select app_actor()) and ${IS_USER}`
const IS_WORKER = "(select app_actor_kind() = 'worker')"
const IS_COMMAND_LINE = "(select app_actor_kind() = 'command_line')"
const TABLES = [
  'dataset_export',
  'dataset_export_part',
  'dataset_export_person',
  'dataset_export_download',
  'dataset_preview',
]

/** The library and its packages are for whoever may ask for one; who is in them is for nobody. */
const asking = (role: 'researcher' | 'director') => [
  `grant select, insert (purpose, recipient, definition), update (job_id) on dataset_export to tidemark_${role}`,
  `create policy of_${role} on dataset_export for select to tidemark_${role} using (${IS_USER})`,
  `create policy of_${role}_asks on dataset_export for insert to tidemark_${role}
     with check (${IS_OWN} and requested_role = '${role}')`,
  `create policy of_${role}_follows on dataset_export for update to tidemark_${role} using (${IS_OWN}) with check (${IS_OWN})`,
  `grant select on dataset_export_part to tidemark_${role}`,
  `create policy of_${role} on dataset_export_part for select to tidemark_${role} using (${IS_USER} and exists (
     select from dataset_export as its
     where its.dataset_export_id = dataset_export_part.dataset_export_id and its.expires_at > now()))`,
  `grant select, insert (dataset_export_id) on dataset_export_download to tidemark_${role}`,
  `create policy of_${role} on dataset_export_download for select to tidemark_${role} using (${IS_USER})`,
  `create policy of_${role}_downloads on dataset_export_download for insert to tidemark_${role}
     with check (${IS_USER} and downloaded_by = (select app_actor()))`,
  `grant select, insert (definition), update (job_id) on dataset_preview to tidemark_${role}`,
  `create policy of_${role} on dataset_preview to tidemark_${role} using (${IS_OWN}) with check (${IS_OWN})`,
]

const access = [
  ...TABLES.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy of_owner on ${table} to current_user using (true) with check (true)`,
    `create policy of_worker on ${table} to tidemark_worker using (${IS_WORKER}) with check (${IS_WORKER})`,
    `create policy of_command_line on ${table} to tidemark_command_line using (${IS_COMMAND_LINE}) with check (${IS_COMMAND_LINE})`,
  ]),
  ...asking('researcher'),
  ...asking('director'),
  `grant select, update (refusal, summary, package_bytes, package_sha256, published_at, expires_at)
     on dataset_export to tidemark_worker`,
  'grant select, insert, delete on dataset_export_part to tidemark_worker',
  'grant select, insert on dataset_export_person to tidemark_worker',
  'grant select, update (result), delete on dataset_preview to tidemark_worker',
  `grant select, insert, update (refusal, summary, package_bytes, package_sha256, published_at, expires_at)
     on dataset_export to tidemark_command_line`,
  'grant select, insert on dataset_export_person to tidemark_command_line',
  'grant execute on function app_actor_role() to tidemark_researcher, tidemark_command_line',
]
