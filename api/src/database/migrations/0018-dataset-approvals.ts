import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Data sets with scores by phase are approved by a director against their measured risk. That nothing goes out without is
 * asked here as well, of the worker and of the command line (docs/decisions/0018-scores-by-phase-are-approved.md).
 */
export class DatasetApprovals1700000000018 implements MigrationInterface {
  readonly name = 'DatasetApprovals1700000000018'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...guards, ...access, ...jobState]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const tables = [
  // What a director decides by. It is written once.
  `alter table dataset_export
     add column measured jsonb,
     add column measured_at timestamptz,
     add check ((measured is null) = (measured_at is null))`,
  `create table dataset_export_decision (
    dataset_export_id bigint primary key references dataset_export,
    decision text not null check (decision in ('approved', 'declined')),
    reason text check (reason <> ''),
    decided_by text not null default app_actor(),
    decided_role text not null default app_actor_role(),
    decided_name text not null,
    decided_at timestamptz not null default now(),
    job_id bigint references job,
    check ((decision = 'declined') = (reason is not null)),
    check (decision = 'approved' or job_id is null)
  )`,
]

const guards = [
  `create function name_who_decides() returns trigger language plpgsql security definer
     set search_path = pg_catalog, public, pg_temp as $$
   begin
     select name into new.decided_name from auth."user" where 'user:' || id = app_actor();
     return new;
   end $$`,
  `create trigger dataset_export_decision_names before insert on dataset_export_decision
     for each row execute function name_who_decides()`,
  `create function refuse_change_of_decision() returns trigger language plpgsql as $$
   begin
     raise exception 'A decision about a data set stays as it was made.' using errcode = 'insufficient_privilege';
   end $$`,
  `create trigger dataset_export_decision_stays before update or delete on dataset_export_decision
     for each row execute function refuse_change_of_decision()`,
  `create function refuse_unapproved_data_set() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' then
       if old.measured is not null and new.measured is distinct from old.measured then
         raise exception 'The risk of a data set is measured once.' using errcode = 'insufficient_privilege';
       end if;
     end if;
     if new.published_at is not null and coalesce(new.definition ->> 'profile', 'bands') <> 'bands'
       and not exists (select from dataset_export_decision as its
         where its.dataset_export_id = new.dataset_export_id and its.decision = 'approved') then
       raise exception 'A data set with scores by phase goes out when a director has approved it.'
         using errcode = 'insufficient_privilege';
     end if;
     return new;
   end $$`,
  `create trigger dataset_export_is_approved before insert or update on dataset_export
     for each row execute function refuse_unapproved_data_set()`,
  `revoke execute on function name_who_decides(), refuse_change_of_decision(), refuse_unapproved_data_set() from public`,
]

const IS_USER = '(select app_is_user())'
const isKind = (kind: 'worker' | 'command_line') => `(select app_actor_kind() = '${kind}')`

/** Another one's request that was measured lately and came to nothing yet. */
const CAN_BE_DECIDED = `exists (select from dataset_export as its
  where its.dataset_export_id = dataset_export_decision.dataset_export_id
    and its.requested_by <> (select app_actor()) and its.measured_at > now() - interval '30 days'
    and its.refusal is null and its.published_at is null)`

const access = [
  'alter table dataset_export_decision enable row level security',
  'alter table dataset_export_decision force row level security',
  'create policy of_owner on dataset_export_decision to current_user using (true) with check (true)',
  ...(['worker', 'command_line'] as const).flatMap((kind) => [
    `grant select on dataset_export_decision to tidemark_${kind}`,
    `create policy of_${kind} on dataset_export_decision for select to tidemark_${kind} using (${isKind(kind)})`,
    `grant update (measured, measured_at) on dataset_export to tidemark_${kind}`,
  ]),
  ...['researcher', 'director'].flatMap((role) => [
    `grant select on dataset_export_decision to tidemark_${role}`,
    `create policy of_${role} on dataset_export_decision for select to tidemark_${role} using (${IS_USER})`,
  ]),
  'grant insert (dataset_export_id, decision, reason, job_id) on dataset_export_decision to tidemark_director',
  `create policy of_director_decides on dataset_export_decision for insert to tidemark_director
     with check (${IS_USER} and decided_by = (select app_actor()) and decided_role = 'director' and ${CAN_BE_DECIDED})`,
]

/** The library says of every data set how far it is. After an approval the job is the director's, and no one else sees it. */
const jobState = [
  `create function state_of_dataset_job(asked_id bigint) returns text language sql stable security definer
     set search_path = pg_catalog, public, pg_temp
     as $$ select state from job where job_id = asked_id and kind = 'make_dataset' and app_is_user() $$`,
  'revoke execute on function state_of_dataset_job(bigint) from public',
  'grant execute on function state_of_dataset_job(bigint) to tidemark_researcher, tidemark_director',
]
