/** Rules, fits and jobs of the deployment; standings, signals and their actions of episodes. */

const STATUSES = "'not_on_track', 'watch', 'insufficient_data', 'on_track'"

/** What a new deployment begins with, as it was in this version; later sets are rows of their own. */
const FIRST_RULES = `{
  "noReliableChangeAfterSessions": 6,
  "absencesInARow": 2,
  "expectedMeasures": ["phq9", "gad7"],
  "reliableChangePoints": {},
  "switchedOff": []
}`

const ofDeployment = [
  `create table rule_set (
    version integer primary key check (version >= 1),
    rules jsonb not null,
    reason text not null check (reason <> ''),
    created_by text not null default app_actor(),
    created_at timestamptz not null default now()
  )`,
  `insert into rule_set (version, rules, reason, created_by)
   values (1, '${FIRST_RULES}', 'What every deployment begins with.', 'system:migration')`,
  // One fit of one measure; the latest is in use. Its calibration is worked out after it, and may be missing for a while.
  `create table model_fit (
    model_fit_id bigint generated always as identity primary key,
    measure_code text not null references measure,
    is_on boolean not null,
    episodes integer not null check (episodes >= 0),
    as_of date not null,
    data_until timestamptz not null,
    rules_version integer not null references rule_set,
    calculation_version integer not null,
    content jsonb not null,
    calibration jsonb,
    fitted_by text not null default app_actor(),
    fitted_at timestamptz not null default now(),
    check (is_on or calibration is null)
  )`,
  'create index model_fit_latest on model_fit (measure_code, model_fit_id)',
  `create table job (
    job_id bigint generated always as identity primary key,
    kind text not null check (kind in ('fit_expected_response', 'refresh_signals')),
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
    done integer,
    total integer,
    message text,
    requested_by text not null default app_actor(),
    created_at timestamptz not null default now(),
    -- A worker that lives says so; the job of one that does not is taken up by the next.
    alive_at timestamptz,
    ended_at timestamptz,
    check ((ended_at is null) = (state in ('waiting', 'running')))
  )`,
  // Asking twice for what has not begun is asking once.
  `create unique index job_waiting on job (kind) where state = 'waiting'`,
]

const ofEpisodes = [
  // Of episodes in care alone: made again by every refresh, taken away when the episode ends.
  `create table episode_standing (
    member_id bigint not null,
    episode_id bigint not null,
    status text not null check (status in (${STATUSES})),
    probability_of_no_improvement double precision check (probability_of_no_improvement between 0 and 1),
    sentence text not null,
    measures jsonb not null,
    signals jsonb not null,
    risk_item jsonb,
    model_fit_ids bigint[] not null,
    rules_version integer not null references rule_set,
    calculation_version integer not null,
    site_id text not null,
    primary key (member_id, episode_id),
    constraint episode_standing_member_id_episode_id_fkey foreign key (member_id, episode_id)
      references episode on update cascade
  )`,
  `create table signal (
    member_id bigint not null,
    signal_id bigint generated always as identity,
    episode_id bigint not null,
    kind text not null check (kind in
      ('risk_item', 'reliably_deteriorated', 'worse_than_expected', 'no_reliable_change_by_k', 'absent_2')),
    measure_code text references measure,
    -- The form, for an answer to item 9.
    source_system text,
    response_id text,
    level text not null check (level in ('not_on_track', 'watch')),
    since date not null,
    inputs jsonb not null,
    sentence text not null,
    rules_version integer not null references rule_set,
    model_fit_id bigint references model_fit,
    evidence_stands boolean not null default true,
    state text not null default 'open' check (state in ('open', 'acknowledged', 'snoozed', 'resolved')),
    raised_at timestamptz not null default now(),
    opened_at timestamptz not null default now(),
    snoozed_until date,
    escalated_at timestamptz,
    -- The evidence with which a person last dealt: worse than that opens the signal again.
    dealt_level text,
    dealt_inputs jsonb,
    version integer not null default 1,
    site_id text not null,
    primary key (member_id, signal_id),
    constraint signal_member_id_episode_id_fkey foreign key (member_id, episode_id)
      references episode on update cascade,
    check ((kind = 'risk_item') = (response_id is not null)),
    check ((source_system is null) = (response_id is null)),
    check ((measure_code is null) = (kind = 'absent_2')),
    check ((state = 'snoozed') = (snoozed_until is not null)),
    check (kind <> 'risk_item' or state <> 'snoozed'),
    check (kind = 'risk_item' or escalated_at is null),
    check ((dealt_level is null) = (dealt_inputs is null))
  )`,
  // One life at a time of each piece of evidence; one for each form that holds an answer to item 9.
  `create unique index signal_standing on signal (member_id, episode_id, kind, measure_code) nulls not distinct
     where evidence_stands and kind <> 'risk_item'`,
  `create unique index signal_risk_answer on signal (member_id, episode_id, source_system, response_id)
     where kind = 'risk_item'`,
  'create index signal_number on signal (signal_id)',
  `create index signal_unresolved on signal (site_id, kind, opened_at) where state <> 'resolved'`,
  // Everything that ever happened to a signal. One event a version: two people cannot act on the same one.
  `create table signal_action (
    member_id bigint not null,
    signal_action_id bigint generated always as identity,
    signal_id bigint not null,
    episode_id bigint not null,
    version integer not null,
    event text not null check (event in ('acknowledge', 'act', 'snooze', 'resolve', 'reopen',
      'raised', 'became_worse', 'evidence_over', 'episode_ended', 'snooze_over', 'escalated')),
    taken text check (taken in
      ('plan_reviewed', 'individual_therapy_added', 'medication_review_referred', 'risk_assessed', 'none_needed')),
    note text check (note <> ''),
    snoozed_until date,
    state text not null check (state in ('open', 'acknowledged', 'snoozed', 'resolved')),
    level text not null,
    sentence text not null,
    actor text not null default app_actor(),
    acted_at timestamptz not null default now(),
    site_id text not null,
    primary key (member_id, signal_action_id),
    constraint signal_action_member_id_signal_id_fkey foreign key (member_id, signal_id)
      references signal on update cascade,
    constraint signal_action_version_key unique (member_id, signal_id, version),
    check ((taken is not null) = (event = 'act')),
    check (taken is distinct from 'none_needed' or note is not null),
    check ((snoozed_until is not null) = (event = 'snooze')),
    check (event not in ('snooze', 'reopen') or note is not null)
  )`,
  'create index signal_action_opening on signal_action (site_id, acted_at)',
]

export const signalTables = [...ofDeployment, ...ofEpisodes]
