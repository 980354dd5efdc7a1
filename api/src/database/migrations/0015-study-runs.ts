import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Studies are run in the background, and know whether the records have changed since. */
export class StudyRuns1700000000015 implements MigrationInterface {
  readonly name = 'StudyRuns1700000000015'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...changes, ...noting, ...runs, ...access]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

/**
 * One row for each transaction that changed what comparisons read at a site. Only ever added to, so that no writer waits
 * for another, and the number of rows that a reader sees is a mark of what it has read: whatever is committed later
 * raises it.
 */
const changes = [
  `create table record_change (
    site_id text not null,
    began_at timestamptz not null default now(),
    connection integer not null default pg_backend_pid(),
    primary key (site_id, began_at, connection)
  )`,
]

const definer = (name: string, body: string) =>
  `create function ${name} returns trigger language plpgsql volatile security definer
   set search_path = pg_catalog, public, pg_temp as $$ begin ${body} return null; end $$`

const note = (sites: string) =>
  `insert into record_change (site_id) select distinct site_id from (${sites}) as touched
   where site_id is not null on conflict do nothing;`

const FUNCTIONS: Readonly<Record<string, string>> = {
  'note_change_at_own_site()': 'select site_id from changed',
  'note_change_of_session()':
    'select treatment_group.site_id from changed join treatment_group using (group_id)',
  'note_change_of_treatment()': 'select episode.site_id from changed join episode using (member_id)',
}

/** What a study reads, and through which function a change finds its sites. */
const WATCHED: Readonly<Record<string, string>> = {
  episode: 'note_change_at_own_site()',
  response: 'note_change_at_own_site()',
  attendance: 'note_change_at_own_site()',
  treatment_group: 'note_change_at_own_site()',
  group_session: 'note_change_of_session()',
  concurrent_treatment: 'note_change_of_treatment()',
}

const noting = [
  ...Object.entries(FUNCTIONS).map(([name, sites]) => definer(name, note(sites))),
  `revoke execute on function ${Object.keys(FUNCTIONS).join(', ')} from public`,
  ...Object.entries(WATCHED).flatMap(([table, notes]) =>
    // A row that moves to another site is a change at both.
    [
      ['insert', 'new'],
      ['update', 'new'],
      ['update', 'old'],
      ['delete', 'old'],
    ].map(
      ([event, version]) =>
        `create trigger ${table}_${event}_notes_${version} after ${event} on ${table}
         referencing ${version} table as changed for each statement execute function ${notes}`,
    ),
  ),
]

const runs = [
  `alter table comparison_study
     add column records_seen bigint,
     add column follows_today boolean not null default false`,
  // What was asked for; what came of it is a study of its own, stored whole or not at all.
  `create table study_run (
    study_run_id bigint generated always as identity primary key,
    site_ids text[] not null check (cardinality(site_ids) > 0),
    definition jsonb not null,
    as_of date not null,
    follows_today boolean not null,
    requested_by text not null default app_actor(),
    requested_at timestamptz not null default now(),
    job_id bigint references job,
    comparison_study_id bigint references comparison_study
  )`,
  'create index study_run_of_requester on study_run (requested_by, study_run_id)',
]

const AT_OWN_SITES = 'site_ids <@ ((select app_sites())::text[])'
const IS_OWN = `requested_by = (select app_actor()) and (select app_is_user()) and ${AT_OWN_SITES}`
const IS_WORKER = "(select app_actor_kind()) = 'worker'"

const access = [
  ...['record_change', 'study_run'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy of_owner on ${table} to current_user using (true) with check (true)`,
  ]),
  'grant select on record_change to tidemark_director',
  `create policy of_director on record_change for select to tidemark_director
     using (site_id = any ((select app_sites())::text[]))`,
  'grant select, insert, update (job_id, comparison_study_id) on study_run to tidemark_director',
  `create policy of_director on study_run to tidemark_director using (${IS_OWN}) with check (${IS_OWN})`,
  // The worker learns whose run it is, and then acts as that director.
  'grant select on study_run to tidemark_worker',
  `create policy of_worker on study_run for select to tidemark_worker using (${IS_WORKER})`,
]
