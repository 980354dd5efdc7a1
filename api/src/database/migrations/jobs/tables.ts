/** What a job is to those who see it. */

export const jobTables = [
  `create table job_kind (
    kind text primary key,
    asked_by text[] not null,
    is_shared boolean not null,
    queue text
  )`,
  // Every start brings this table to core/job-kinds.ts; these two may be referred to by rows that are there already.
  `insert into job_kind values
     ('fit_expected_response', '{director}', true, 'signals'), ('refresh_signals', '{director}', true, 'signals')`,
  // No worker of this version knows of them; what is due is asked for again by the calendar.
  `update job set state = 'failed', ended_at = now(), message = 'A new version was installed. Ask for it again.'
   where ended_at is null`,
  'alter table job drop constraint job_kind_check, drop constraint job_state_check, drop column alive_at',
  `alter table job
     add constraint job_kind_fkey foreign key (kind) references job_kind,
     add constraint job_state_check check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
     add column subject text check (subject <> ''),
     add column is_shared boolean,
     add column begun_at timestamptz,
     add column cancel_asked_at timestamptz,
     add column cancel_asked_by text,
     add constraint job_cancel_check check ((cancel_asked_at is null) = (cancel_asked_by is null)),
     add constraint job_cancelled_check check (state <> 'cancelled' or cancel_asked_at is not null)`,
  'update job set is_shared = true',
  'alter table job alter column is_shared set not null',
  'drop index job_unended',
  'create index job_unended on job (kind) where ended_at is null',
  // Asking twice for what has not begun is asking once.
  `create unique index job_waiting on job (kind, subject) nulls not distinct
     where state = 'waiting' and begun_at is null`,
]
