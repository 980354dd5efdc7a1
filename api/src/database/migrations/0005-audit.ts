import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The audit: records that can only be added, in one chain a UTC day, and the head of each chain. The chain's rules are
 * in database/audit/audit-record.ts; what is here keeps everybody, the owner of the tables included, from changing a
 * record by mistake, and nearly everybody from reading one.
 */
export class Audit1700000000005 implements MigrationInterface {
  readonly name = 'Audit1700000000005'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...guards, ...policies, ...lookups, firstChain]) {
      await runner.query(statement)
    }
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const tables = [
  `create table audit_chain (
    chain_day date primary key,
    first_previous_hash bytea not null check (length(first_previous_hash) = 32),
    last_number bigint not null check (last_number >= 0),
    last_hash bytea not null check (length(last_hash) = 32),
    closed_at timestamptz,
    signature bytea check (length(signature) = 64),
    check ((closed_at is null) = (signature is null))
  )`,
  'create unique index audit_chain_open on audit_chain ((true)) where closed_at is null',
  `create table audit_event (
    chain_day date not null references audit_chain,
    number bigint not null check (number >= 1),
    link bigint not null check (link between 1 and number),
    occurred_at timestamptz not null,
    action text not null check (action ~ '^[a-z_]+([.][a-z_]+)?$'),
    outcome text not null check (outcome in ('success', 'denied', 'failed')),
    actor_kind text not null check (actor_kind in ('user', 'token', 'command_line', 'worker', 'system')),
    actor_id text not null check (actor_id <> ''),
    actor_role text,
    request_id text not null check (request_id <> ''),
    member_ids bigint[] not null check (array_position(member_ids, null) is null),
    target text,
    detail text not null check (jsonb_typeof(detail::jsonb) = 'object'),
    hash bytea not null check (length(hash) = 32),
    primary key (chain_day, number)
  )`,
  'create index audit_event_member on audit_event using gin (member_ids)',
  'create index audit_event_actor on audit_event (actor_id, chain_day, number)',
  'create index audit_event_action on audit_event (action, chain_day, number)',
  `create index audit_event_refused on audit_event (chain_day, number) where outcome <> 'success'`,
]

/** Triggers that also fire where replication silences the others. */
const guarded = (table: string, events: string, level: 'row' | 'statement', name: string) => [
  `create trigger ${table}_${name} before ${events} on ${table} for each ${level} execute function ${name}()`,
  `alter table ${table} enable always trigger ${table}_${name}`,
]

const guards = [
  `create function refuse_change_of_audit() returns trigger language plpgsql as $$
  begin
    raise exception 'The audit can only be added to.' using errcode = 'insufficient_privilege';
  end $$`,
  ...guarded('audit_event', 'update or delete or truncate', 'statement', 'refuse_change_of_audit'),
  ...guarded('audit_chain', 'delete or truncate', 'statement', 'refuse_change_of_audit'),
  `create function refuse_change_of_head() returns trigger language plpgsql as $$
  begin
    if old.closed_at is not null
      or (new.chain_day, new.first_previous_hash) is distinct from (old.chain_day, old.first_previous_hash)
      or (new.closed_at is null and new.last_number <= old.last_number)
      or (new.closed_at is not null and (new.last_number, new.last_hash) is distinct from (old.last_number, old.last_hash))
    then
      raise exception 'The head of a chain moves forward until it is closed, and then never.'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$`,
  ...guarded('audit_chain', 'update', 'row', 'refuse_change_of_head'),
  `create function refuse_chain_out_of_turn() returns trigger language plpgsql as $$
  begin
    if new.closed_at is not null or new.last_number <> 0 or new.last_hash <> new.first_previous_hash
      or exists (select from audit_chain where closed_at is null or chain_day >= new.chain_day)
    then
      raise exception 'A chain begins empty, after the one before it is closed.'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$`,
  ...guarded('audit_chain', 'insert', 'row', 'refuse_chain_out_of_turn'),
]

const LOGINS = 'tidemark_app, tidemark_worker, tidemark_command_line'
const READERS = 'tidemark_administrator, tidemark_command_line'

/** No policy has an OR; a transaction without a context reads no record. Heads hold no one's acts: counts and hashes. */
const policies = [
  'alter table audit_event enable row level security',
  'alter table audit_event force row level security',
  'create policy of_owner on audit_event to current_user using (true) with check (true)',
  `create policy of_processes on audit_event for insert to ${LOGINS} with check (true)`,
  `create policy of_administrator on audit_event for select to tidemark_administrator
     using ((select nullif(current_setting('app.user_id', true), '')) is not null)`,
  `create policy of_command_line on audit_event for select to tidemark_command_line
     using ((select current_setting('app.actor_kind', true)) = 'command_line')`,
  `grant insert on audit_event to ${LOGINS}`,
  `grant select on audit_event to ${READERS}`,
  `grant select, insert on audit_chain to ${LOGINS}`,
  `grant update (last_number, last_hash, closed_at, signature) on audit_chain to ${LOGINS}`,
  'grant select on audit_chain to tidemark_administrator',
]

/**
 * Asked on behalf of those who may read the audit and see no row of a member: they learn codes, nothing else.
 * `app_is_user` comes with the next migration; PostgreSQL looks it up when a body runs.
 */
const lookup = (name: string, returns: string, body: string) => [
  `create function ${name} returns ${returns} language plpgsql stable security definer
   set search_path = pg_catalog, public, pg_temp as $$
   begin
     if app_is_user()
       or (current_setting('role', true) = 'none' and current_setting('app.actor_kind', true) = 'command_line')
     then
       ${body}
     end if;
     return;
   end $$`,
]

const lookups = [
  // A function because row-level security keeps `@>`, which is not leakproof, from the index.
  ...lookup(
    'audit_of_member(asked_id bigint)',
    'table (chain_day date, number bigint)',
    `return query select audit_event.chain_day, audit_event.number from audit_event
       where audit_event.member_ids @> array[asked_id];`,
  ),
  ...lookup(
    'member_codes(asked_ids bigint[])',
    'table (member_id bigint, member_code text)',
    `return query select member.member_id, member.member_code from member where member.member_id = any (asked_ids);`,
  ),
  ...lookup(
    'member_numbers(asked_codes text[])',
    'table (member_code text, member_id bigint)',
    `return query select member.member_code, member.member_id from member where member.member_code = any (asked_codes);`,
  ),
  'revoke execute on function audit_of_member(bigint), member_codes(bigint[]), member_numbers(text[]) from public',
  `grant execute on function audit_of_member(bigint), member_codes(bigint[]), member_numbers(text[]) to ${READERS}`,
  'grant usage on schema auth to tidemark_administrator',
  'grant select (id, name) on auth."user" to tidemark_administrator',
]

const firstChain = `insert into audit_chain (chain_day, first_previous_hash, last_number, last_hash)
  values ((now() at time zone 'utc')::date, decode(repeat('00', 32), 'hex'), 0, decode(repeat('00', 32), 'hex'))`
