/** Who belongs where: sites and therapist record of a user, cover, tokens of programs, opened identities. */

export const tables = [
  `create table user_site (
    user_id text not null references auth."user" on delete cascade,
    site_id text not null references site,
    primary key (user_id, site_id)
  )`,
  `create table user_therapist (
    user_id text primary key references auth."user" on delete cascade,
    therapist_id text not null unique references therapist
  )`,
  // The substitute sees the groups of the covered therapist, at one site or at all, on these days of the site, both
  // included.
  `create table therapist_cover (
    cover_id bigint generated always as identity primary key,
    covered_therapist_id text not null references therapist,
    substitute_therapist_id text not null references therapist check (substitute_therapist_id <> covered_therapist_id),
    site_id text references site,
    from_on date not null,
    to_on date not null check (to_on >= from_on),
    reason text not null check (reason <> ''),
    created_by text not null,
    created_at timestamptz not null default now(),
    ended_at timestamptz
  )`,
  'create index therapist_cover_substitute on therapist_cover (substitute_therapist_id)',
  `create table api_token (
    token_id text primary key check (token_id <> ''),
    name text not null check (name <> ''),
    token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
    prefix text not null,
    scopes text[] not null check (cardinality(scopes) > 0),
    site_ids text[] not null check (cardinality(site_ids) > 0),
    created_by text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null check (expires_at <= created_at + interval '90 days 1 minute'),
    revoked_at timestamptz,
    last_used_at timestamptz
  )`,
  // One opening of the identity of a member by a director. Its end is part of the row: nobody has to close it.
  `create table break_glass (
    break_glass_id bigint generated always as identity primary key,
    user_id text not null,
    member_id bigint not null references member,
    reason text not null check (length(reason) between 10 and 500),
    opened_at timestamptz not null default now(),
    expires_at timestamptz not null check (expires_at <= opened_at + interval '15 minutes')
  )`,
  'create index break_glass_user on break_glass (user_id, expires_at)',
  // The spread at baseline that judges reliable change where a measure has no threshold: of the whole deployment,
  // whoever asks, so that the same change is not reliable for one reader and unreliable for another.
  `create table measure_baseline (
    measure_code text primary key references measure,
    n bigint not null,
    sum bigint not null,
    sum_squared bigint not null
  )`,
  `insert into measure_baseline
     select measure_code, count(*), sum(baseline), sum(baseline * baseline)
     from episode_measure_outcome group by measure_code`,
]
