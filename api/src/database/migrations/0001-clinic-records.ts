import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The records of a programme: who, where, when, what was answered, and what was derived from it.
 *
 * Tables of members lead every key with member_id (the distribution column past one machine). Everything is owned
 * by tidemark_owner; tidemark_app may read, insert and update, and delete derived rows only.
 */
export class ClinicRecords1700000000001 implements MigrationInterface {
  readonly name = 'ClinicRecords1700000000001'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...reference, ...records, ...derived, ...imports, ...guards, ...grants]) {
      await runner.query(statement)
    }
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only. Restore a backup, or add a migration that mends this one.')
  }
}

const reference = [
  `create table site (
    site_id text primary key check (site_id <> ''),
    name text not null,
    time_zone text not null default 'UTC',
    version integer not null default 1
  )`,
  `create table therapist (
    therapist_id text primary key check (therapist_id <> ''),
    display_name text not null,
    site_id text references site,
    version integer not null default 1
  )`,
  `create table treatment_group (
    group_id text primary key check (group_id <> ''),
    site_id text not null references site,
    name text not null,
    modality text not null check (modality in
      ('psychoeducational', 'skills_development', 'cognitive_behavioral', 'support', 'interpersonal_process', 'other')),
    format text not null check (format in ('in_person', 'online', 'hybrid')),
    structure text not null check (structure in ('open', 'closed')),
    focus text check (focus in ('depression', 'anxiety', 'social_anxiety', 'grief_and_loss', 'trauma', 'self_esteem',
      'interpersonal', 'personality', 'anger', 'obsessive_compulsive', 'substance_use', 'physical_condition',
      'neurocognitive', 'mixed', 'other')),
    start_on date not null,
    end_on date check (end_on >= start_on),
    planned_sessions integer not null check (planned_sessions between 1 and 1000),
    session_minutes integer check (session_minutes between 1 and 1440),
    capacity integer check (capacity between 1 and 1000),
    version integer not null default 1
  )`,
  'create index treatment_group_site on treatment_group (site_id)',
  `create table group_therapist (
    group_id text not null references treatment_group,
    therapist_id text not null references therapist,
    part text not null check (part in ('lead', 'co_lead')),
    primary key (group_id, therapist_id),
    unique (group_id, part)
  )`,
  'create index group_therapist_therapist on group_therapist (therapist_id)',
  `create table group_session (
    group_session_id bigint generated always as identity primary key,
    session_id text not null unique check (session_id <> ''),
    group_id text not null references treatment_group,
    session_number integer not null check (session_number between 1 and 10000),
    session_on date not null,
    status text not null check (status in ('planned', 'held', 'cancelled')),
    duration_minutes integer check (duration_minutes between 1 and 1440),
    version integer not null default 1,
    unique (group_id, session_number) deferrable
  )`,
  `create table measure (
    measure_code text primary key,
    definition_version text not null,
    name text not null,
    item_count integer not null check (item_count between 1 and 100),
    low_total integer not null,
    high_total integer not null check (high_total > low_total)
  )`,
]

const records = [
  `create table member (
    member_id bigint generated always as identity primary key,
    member_code text not null unique check (member_code <> '')
  )`,
  `create table member_identity (
    member_id bigint primary key references member,
    full_name text,
    date_of_birth date,
    version integer not null default 1
  )`,
  `create table episode (
    member_id bigint not null references member,
    episode_id bigint generated always as identity,
    group_id text not null references treatment_group,
    joined_on date not null,
    planned_end_on date check (planned_end_on >= joined_on),
    exited_on date check (exited_on >= joined_on),
    exit_reason text check (exit_reason in
      ('completed', 'dropped_out', 'referred_on', 'moved_away', 'excluded', 'died', 'other')),
    ended_on date generated always as (coalesce(exited_on, planned_end_on)) stored,
    arm text check (arm in ('group_only', 'combined')),
    recorded_arm text check (recorded_arm in ('group_only', 'combined')),
    concurrent_individual boolean,
    concurrent_medication boolean,
    age_at_joining integer check (age_at_joining between 0 and 130),
    birth_year integer check (birth_year between 1850 and 2200),
    gender text check (gender in ('female', 'male', 'nonbinary', 'other', 'unknown')),
    prior_episodes integer check (prior_episodes between 0 and 1000),
    may_overlap boolean not null default false,
    version integer not null default 1,
    primary key (member_id, episode_id),
    unique (member_id, group_id, joined_on),
    constraint episode_one_group_at_a_time exclude using gist (
      int8range(member_id, member_id, '[]') with &&,
      daterange(joined_on, coalesce(exited_on, planned_end_on, 'infinity'), '[)') with &&
    ) where (not may_overlap)
  )`,
  'create index episode_group on episode (group_id, joined_on)',
  'create index episode_ended on episode (ended_on)',
  `create table concurrent_treatment (
    member_id bigint not null references member,
    kind text not null check (kind in ('individual_therapy', 'medication')),
    started_on date not null,
    ended_on date check (ended_on >= started_on),
    version integer not null default 1,
    primary key (member_id, kind, started_on)
  )`,
  `create table attendance (
    member_id bigint not null,
    group_session_id bigint not null references group_session,
    episode_id bigint not null,
    status text not null check (status in
      ('present', 'late', 'left_early', 'absent_notified', 'absent_unnotified')),
    version integer not null default 1,
    primary key (member_id, group_session_id),
    foreign key (member_id, episode_id) references episode
  )`,
  'create index attendance_session on attendance (group_session_id)',
  `create table response (
    member_id bigint not null,
    source_system text not null check (source_system <> ''),
    response_id text not null check (response_id <> ''),
    episode_id bigint not null,
    group_session_id bigint references group_session,
    measure_code text not null references measure,
    responded_on date not null,
    recorded_at timestamptz not null default now(),
    answers text check (answers ~ '^[0-9.]+$'),
    total integer,
    n_answered integer not null check (n_answered >= 0),
    scoring text not null check (scoring in ('complete', 'prorated', 'unscorable', 'total_only')),
    functional_difficulty integer check (functional_difficulty between 0 and 3),
    mode text not null default 'import' check (mode in ('paper', 'tablet', 'link', 'interview', 'import')),
    is_voided boolean not null default false,
    import_batch_id bigint,
    version integer not null default 1,
    primary key (member_id, source_system, response_id),
    foreign key (member_id, episode_id) references episode,
    check ((total is null) = (scoring = 'unscorable')),
    check ((answers is null) = (scoring = 'total_only'))
  )`,
  'create index response_course on response (member_id, episode_id, measure_code, responded_on, response_id)',
  'create index response_source on response (response_id)',
  `create table response_history (
    member_id bigint not null,
    source_system text not null,
    response_id text not null,
    version integer not null,
    episode_id bigint not null,
    group_session_id bigint,
    measure_code text not null,
    responded_on date not null,
    recorded_at timestamptz not null,
    answers text,
    total integer,
    n_answered integer not null,
    scoring text not null,
    functional_difficulty integer,
    mode text not null,
    is_voided boolean not null,
    import_batch_id bigint,
    replaced_at timestamptz not null default now(),
    replaced_by_batch_id bigint,
    reason text not null check (reason <> ''),
    primary key (member_id, source_system, response_id, version)
  )`,
  `create table member_record_history (
    member_id bigint not null references member,
    record_type text not null check (record_type in ('episode', 'attendance', 'concurrent_treatment')),
    record_key text not null,
    version integer not null,
    content jsonb not null,
    replaced_at timestamptz not null default now(),
    replaced_by_batch_id bigint,
    reason text not null check (reason <> ''),
    primary key (member_id, record_type, record_key, version)
  )`,
  `create table member_identity_history (
    member_id bigint not null references member,
    version integer not null,
    full_name text,
    date_of_birth date,
    replaced_at timestamptz not null default now(),
    replaced_by_batch_id bigint,
    reason text not null check (reason <> ''),
    primary key (member_id, version)
  )`,
  `create table reference_record_history (
    record_type text not null check (record_type in ('site', 'therapist', 'treatment_group', 'group_session')),
    record_key text not null,
    version integer not null,
    content jsonb not null,
    replaced_at timestamptz not null default now(),
    replaced_by_batch_id bigint,
    reason text not null check (reason <> ''),
    primary key (record_type, record_key, version)
  )`,
]

/** Rows that `tidemark rebuild` can make again from the records, with the rules of core. */
const derived = [
  `create table episode_outcome (
    member_id bigint not null,
    episode_id bigint not null,
    sessions_eligible integer not null,
    sessions_attended integer not null check (sessions_attended <= sessions_eligible),
    trailing_absences integer not null,
    last_attended_index integer not null,
    last_attended_on date,
    has_started boolean not null,
    has_dropped_out boolean,
    has_paired_scores boolean not null,
    is_case_at_start boolean,
    is_recovered boolean,
    is_reliably_improved boolean,
    is_reliably_deteriorated boolean,
    is_reliably_recovered boolean,
    risk_item text check (risk_item in ('yes', 'no', 'unknown')),
    calculation_version integer not null,
    primary key (member_id, episode_id),
    foreign key (member_id, episode_id) references episode
  )`,
  `create table episode_measure_outcome (
    member_id bigint not null,
    episode_id bigint not null,
    measure_code text not null references measure,
    n_scores integer not null check (n_scores >= 1),
    sum_days bigint not null,
    sum_days_squared bigint not null,
    sum_score bigint not null,
    sum_days_score bigint not null,
    sum_score_squared bigint not null,
    baseline integer not null,
    baseline_on date not null,
    last integer not null,
    last_on date not null,
    best integer not null,
    change_in_points integer,
    reliable_change text not null check (reliable_change in
      ('reliably_improved', 'no_reliable_change', 'reliably_deteriorated', 'not_assessable')),
    is_case_at_start boolean,
    is_case_at_end boolean,
    fitted_slope_per_week double precision,
    fitted_slope_standard_error double precision,
    fitted_intercept double precision,
    n_sudden_gains integer not null,
    calculation_version integer not null,
    primary key (member_id, episode_id, measure_code),
    foreign key (member_id, episode_id) references episode
  )`,
]

const imports = [
  `create table import_batch (
    import_batch_id bigint generated always as identity primary key,
    source_system text not null,
    mode text not null check (mode in ('all-or-nothing', 'accept-valid')),
    is_dry_run boolean not null,
    is_committed boolean not null default false,
    correct_reason text,
    actor text not null,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    report jsonb
  )`,
  `create table import_reject (
    import_batch_id bigint not null references import_batch,
    file text not null,
    row_number integer not null,
    reject_number integer not null,
    column_name text not null,
    code text not null,
    expected text not null,
    message text not null,
    is_safety_relevant boolean not null default false,
    primary key (import_batch_id, file, row_number, reject_number)
  )`,
  `create table idempotency_key (
    actor text not null,
    key text not null check (length(key) between 1 and 200),
    request_hash text not null,
    status integer,
    answer jsonb,
    created_at timestamptz not null default now(),
    primary key (actor, key)
  )`,
  `create table setting (
    name text primary key,
    value jsonb not null
  )`,
  `alter table response add foreign key (import_batch_id) references import_batch`,
]

/** Rules over rows of two tables, checked once a statement over its new rows. */
const guards = [
  `create function refuse_attendance_without_held_session() returns trigger language plpgsql as $$
  begin
    if exists (
      select 1 from changed
      join group_session using (group_session_id)
      join episode using (member_id, episode_id)
      where group_session.status <> 'held' or group_session.group_id <> episode.group_id
    ) then
      raise exception 'Attendance belongs to a held session of the group of its episode.' using errcode = 'check_violation';
    end if;
    return null;
  end $$`,
  ...['insert', 'update'].map(
    (event) => `create trigger attendance_on_held_session_${event} after ${event} on attendance
      referencing new table as changed for each statement execute function refuse_attendance_without_held_session()`,
  ),
  `create function refuse_unheld_session_with_attendance() returns trigger language plpgsql as $$
  begin
    if exists (
      select 1 from changed join attendance using (group_session_id) where changed.status <> 'held'
    ) then
      raise exception 'A session with attendance stays held.' using errcode = 'check_violation';
    end if;
    return null;
  end $$`,
  `create trigger group_session_with_attendance_is_held after update on group_session
    referencing new table as changed for each statement execute function refuse_unheld_session_with_attendance()`,
]

const recordTables =
  'site, therapist, treatment_group, group_therapist, group_session, measure, member, member_identity, episode, ' +
  'concurrent_treatment, attendance, response, import_batch, idempotency_key, setting'
const derivedTables = 'episode_outcome, episode_measure_outcome'
const appendOnlyTables =
  'response_history, member_record_history, member_identity_history, reference_record_history, import_reject'

const grants = [
  `grant select, insert, update on ${recordTables} to tidemark_app`,
  `grant select, insert, update, delete on ${derivedTables} to tidemark_app`,
  `grant delete on group_therapist, idempotency_key to tidemark_app`,
  `grant select, insert on ${appendOnlyTables} to tidemark_app`,
]
