import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Reports that leave the building: what was asked, the numbers as they were computed once, and the files of them. */
export class ReportRuns1700000000014 implements MigrationInterface {
  readonly name = 'ReportRuns1700000000014'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...frozenStays, ...access]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const tables = [
  `create function app_actor_role() returns text language sql stable
   as $$ select replace(nullif(current_setting('role', true), 'none'), 'tidemark_', '') $$`,
  // The sites, groups and members that it speaks of are known when it is frozen; who may see it hangs on them.
  `create table report_run (
    report_run_id bigint generated always as identity primary key,
    definition text not null check (definition <> ''),
    request jsonb not null,
    about text not null check (about <> ''),
    requested_by text not null default app_actor(),
    requested_role text not null default app_actor_role(),
    requested_at timestamptz not null default now(),
    site_ids text[] not null default '{}',
    group_ids text[] not null default '{}',
    member_ids bigint[] not null default '{}',
    content text,
    content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
    watermark jsonb,
    frozen_at timestamptz,
    finished_at timestamptz,
    checked_watermark jsonb,
    superseded_at timestamptz,
    moved jsonb,
    check ((frozen_at is null) = (content is null)),
    check ((frozen_at is null) = (content_sha256 is null)),
    check ((frozen_at is null) = (watermark is null)),
    check (finished_at is null or frozen_at is not null),
    check ((superseded_at is null) = (moved is null))
  )`,
  'create index report_run_requested on report_run (requested_by, report_run_id)',
  // A file is here whole or not at all: it is made elsewhere and comes in one statement.
  `create table report_file (
    report_run_id bigint not null references report_run,
    format text not null check (format in ('pdf', 'xlsx', 'csv', 'html')),
    file_name text not null check (file_name <> ''),
    content bytea not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    made_at timestamptz not null default now(),
    primary key (report_run_id, format)
  )`,
  'create index job_subject on job (subject)',
]

/** Numbers that were frozen, and files that were made of them, stay as they are. */
const frozenStays = [
  `create function refuse_change_of_frozen_report() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' then
       if (new.definition, new.request, new.requested_by, new.requested_role, new.requested_at)
           is not distinct from (old.definition, old.request, old.requested_by, old.requested_role, old.requested_at)
         and (old.frozen_at is null
           or (new.content_sha256, new.content, new.watermark, new.frozen_at, new.site_ids, new.group_ids, new.member_ids)
             is not distinct from
             (old.content_sha256, old.content, old.watermark, old.frozen_at, old.site_ids, old.group_ids, old.member_ids))
       then
         return new;
       end if;
     end if;
     raise exception 'A report is kept as it was frozen.' using errcode = 'insufficient_privilege';
   end $$`,
  `create trigger report_run_stays before update or delete on report_run
     for each row execute function refuse_change_of_frozen_report()`,
  `create function refuse_change_of_report_file() returns trigger language plpgsql as $$
   begin
     raise exception 'A file of a report is kept as it was made.' using errcode = 'insufficient_privilege';
   end $$`,
  `create trigger report_file_stays before update or delete on report_file
     for each row execute function refuse_change_of_report_file()`,
  'revoke execute on function refuse_change_of_frozen_report(), refuse_change_of_report_file() from public',
]

/** Of whole sites, without the row of a member: what directors of all these sites may see of each other. */
const OF_SITES = `definition = any ('{programme_outcomes,programme_outcomes_public,comparison,completeness}')`
const ITS_SITES = 'site_ids <@ ((select app_sites())::text[])'
const ITS_MEMBERS = `group_ids <@ ((select app_groups())::text[]) and member_ids <@ ((select app_members())::bigint[])`

/** One's own, as long as all that it speaks of is in reach, in the role in which it was asked for. */
const own = (role: string, reach: string) => {
  const isOwn = `requested_by = (select app_actor()) and requested_role = '${role}' and (select app_is_user()) and ${reach}`
  return [
    `grant select on report_run, report_file to tidemark_${role}`,
    `grant insert (definition, request, about) on report_run to tidemark_${role}`,
    `create policy of_${role} on report_run to tidemark_${role} using (${isOwn}) with check (${isOwn})`,
    `create policy of_${role} on report_file for select to tidemark_${role} using (
       exists (select from report_run as its where its.report_run_id = report_file.report_run_id))`,
  ]
}

const IS_WORKER = "(select app_actor_kind() = 'worker')"

const access = [
  ...['report_run', 'report_file'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy of_owner on ${table} to current_user using (true) with check (true)`,
    `create policy of_worker on ${table} to tidemark_worker using (${IS_WORKER}) with check (${IS_WORKER})`,
  ]),
  ...own('director', ITS_SITES),
  ...own('coordinator', ITS_SITES),
  ...own('therapist', ITS_MEMBERS),
  `create policy of_director_of_sites on report_run for select to tidemark_director
     using (${OF_SITES} and finished_at is not null and cardinality(site_ids) > 0 and ${ITS_SITES})`,
  `grant select, update (site_ids, group_ids, member_ids, content, content_sha256, watermark, frozen_at, finished_at,
     checked_watermark, superseded_at, moved) on report_run to tidemark_worker`,
  'grant select, insert on report_file to tidemark_worker',
  'revoke execute on function app_actor_role() from public',
  `grant execute on function app_actor_role() to tidemark_director, tidemark_coordinator, tidemark_therapist`,
  // A report says who made it.
  'grant execute on function staff_names(text[]) to tidemark_coordinator',
]
