import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Users, their sessions and what they sign in with: the tables of better-auth in a schema of their own, and beside its
 * columns those that it does not know (role, disabling, lock-out, the last code used, step-up).
 */
export class SignIn1700000000004 implements MigrationInterface {
  readonly name = 'SignIn1700000000004'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...endOfSessions, ...grants]) await runner.query(statement)
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const tables = [
  'create schema auth',
  `create table auth."user" (
    id text primary key check (id <> ''),
    name text not null check (name <> ''),
    email text not null unique check (email = lower(email) and email <> ''),
    email_verified boolean not null default false,
    image text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    two_factor_enabled boolean not null default false,
    role text not null
      check (role in ('director', 'therapist', 'researcher', 'coordinator', 'administrator')),
    disabled_at timestamptz,
    must_change_password boolean not null default false,
    -- Since the last complete sign-in; the fifth and each later one lock the account for a while.
    failed_sign_ins integer not null default 0 check (failed_sign_ins >= 0),
    locked_until timestamptz,
    -- The 30-second step of the last code that was taken: a code counts once.
    last_totp_step bigint,
    last_sign_in_at timestamptz,
    is_demo boolean not null default false
  )`,
  `create table auth.session (
    id text primary key,
    user_id text not null references auth."user" on delete cascade,
    token text not null unique,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    ip_address text,
    user_agent text,
    -- When password and second factor were last given in this session.
    confirmed_at timestamptz
  )`,
  'create index session_user_id on auth.session (user_id)',
  `create table auth.account (
    id text primary key,
    account_id text not null,
    provider_id text not null,
    user_id text not null references auth."user" on delete cascade,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (provider_id, account_id)
  )`,
  'create index account_user_id on auth.account (user_id)',
  `create table auth.verification (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  'create index verification_identifier on auth.verification (identifier)',
  `create table auth.two_factor (
    id text primary key,
    user_id text not null references auth."user" on delete cascade,
    secret text not null,
    backup_codes text not null,
    verified boolean not null default true,
    failed_verification_count integer not null default 0,
    locked_until timestamptz
  )`,
  'create index two_factor_user_id on auth.two_factor (user_id)',
  'create index two_factor_secret on auth.two_factor (secret)',
  `create table auth.rate_limit (
    id text primary key,
    key text not null unique,
    count integer not null,
    last_request bigint not null
  )`,
]

/** Whoever changes a role or disables a user, by whatever way: the user's sessions end in the same transaction. */
const endOfSessions = [
  `create function auth.end_sessions() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
   begin
     delete from auth.session where user_id = new.id;
     return null;
   end $$`,
  `create trigger end_sessions after update of role, disabled_at on auth."user" for each row
     when (old.role is distinct from new.role or (old.disabled_at is null and new.disabled_at is not null))
     execute function auth.end_sessions()`,
]

const grants = [
  'revoke all on function auth.end_sessions() from public',
  'grant usage on schema auth to tidemark_sign_in, tidemark_command_line',
  'grant select, insert, update, delete on all tables in schema auth to tidemark_sign_in, tidemark_command_line',
]
