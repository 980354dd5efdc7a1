/**
 * What policies ask. Each is SECURITY DEFINER, because it reads tables that the asker may not; plpgsql, because it
 * keeps its plans for the session; and answers nothing without a context, for another role than the context's user
 * has, or for a user who is disabled.
 */

const definer = (name: string, returns: string, body: string, volatility = 'stable') =>
  `create function ${name} returns ${returns} language plpgsql ${volatility} security definer
   set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`

const context = [
  `create function app_user_id() returns text language sql stable
   as $$ select nullif(current_setting('app.user_id', true), '') $$`,
  `create function app_actor_kind() returns text language sql stable
   as $$ select nullif(current_setting('app.actor_kind', true), '') $$`,
  // As stored with what somebody did: `user:..`, `token:..`, `command_line:..`.
  `create function app_actor() returns text language sql stable
   as $$ select current_setting('app.actor_kind', true) || ':' || nullif(current_setting('app.actor_id', true), '') $$`,
]

/** True when the context's user is enabled and has the role under which the transaction runs. */
const user = definer(
  'app_is_user()',
  'boolean',
  `begin
     return current_setting('app.actor_kind', true) = 'user' and exists (
       select from auth."user"
       where id = nullif(current_setting('app.user_id', true), '') and disabled_at is null
         and 'tidemark_' || role = current_setting('role', true));
   end`,
)

/** Sites of a director or a coordinator, or of a token. */
const sites = definer(
  'app_sites()',
  'text[]',
  `declare
     who text := nullif(current_setting('app.user_id', true), '');
     found_sites text[];
   begin
     if who is null then
       return '{}';
     elsif current_setting('app.actor_kind', true) = 'token' then
       if current_setting('role', true) = 'tidemark_integration' then
         select site_ids into found_sites from api_token
         where token_id = who and revoked_at is null and expires_at > now();
       end if;
     elsif current_setting('role', true) in ('tidemark_director', 'tidemark_coordinator') and app_is_user() then
       select array_agg(site_id) into found_sites from user_site where user_id = who;
     end if;
     return coalesce(found_sites, '{}');
   end`,
)

/** Groups that a therapist leads, co-leads, or covers on the group's own day. */
const groups = definer(
  'app_groups()',
  'text[]',
  `declare
     who text := nullif(current_setting('app.user_id', true), '');
     own text;
     found_groups text[];
   begin
     if who is null or current_setting('role', true) is distinct from 'tidemark_therapist' or not app_is_user() then
       return '{}';
     end if;
     select therapist_id into own from user_therapist where user_id = who;
     select array_agg(group_id) into found_groups from (
       select group_id from group_therapist where therapist_id = own
       union
       select group_therapist.group_id
       from therapist_cover
       join group_therapist on group_therapist.therapist_id = covered_therapist_id
       join treatment_group using (group_id)
       join site on site.site_id = treatment_group.site_id
       where substitute_therapist_id = own and ended_at is null
         and coalesce(therapist_cover.site_id, site.site_id) = site.site_id
         and (now() at time zone site.time_zone)::date between from_on and to_on
     ) as reached;
     return coalesce(found_groups, '{}');
   end`,
)

/** Episodes in a therapist's groups, and their members. */
const caseload = [
  definer(
    'app_episodes()',
    'bigint[]',
    `begin
       return coalesce((select array_agg(episode_id) from episode where group_id = any (app_groups())), '{}');
     end`,
  ),
  definer(
    'app_members()',
    'bigint[]',
    `begin
       return coalesce((select array_agg(distinct member_id) from episode where group_id = any (app_groups())), '{}');
     end`,
  ),
]

/** Members whose identity a director has opened and not yet lost. */
const opened = definer(
  'app_opened_identities()',
  'bigint[]',
  `begin
     if current_setting('role', true) is distinct from 'tidemark_director' or not app_is_user() then
       return '{}';
     end if;
     return coalesce((select array_agg(member_id) from break_glass
       where user_id = nullif(current_setting('app.user_id', true), '') and expires_at > now()), '{}');
   end`,
)

/**
 * New members get their numbers here: a member is visible through an episode, and a new one has none yet. A code that
 * is in use is left out of the answer.
 */
const createMembers = definer(
  'create_members(codes text[])',
  'table (member_code text, member_id bigint)',
  `begin
     return query insert into member as made (member_code) select distinct unnest(codes)
       on conflict on constraint member_member_code_key do nothing
       returning made.member_code, made.member_id;
   end`,
  'volatile',
)

/**
 * Which of these codes exist, whoever's they are. It lets an import say that a code belongs to another site in place
 * of failing on it; it tells nothing else of the record.
 */
const codesInUse = definer(
  'codes_in_use(kind text, codes text[])',
  'setof text',
  `begin
     return query
       select member_code from member where kind = 'member' and member_code = any (codes)
       union all select group_id from treatment_group where kind = 'group' and group_id = any (codes)
       union all select session_id from group_session where kind = 'session' and session_id = any (codes)
       union all select site_id from site where kind = 'site' and site_id = any (codes);
   end`,
)

/** Keeps measure_baseline equal to the rows it adds up, in the transaction that changes them. */
const baselineSums = [
  definer(
    'add_to_measure_baseline()',
    'trigger',
    `begin
       if tg_op <> 'DELETE' then
         insert into measure_baseline as kept
           select measure_code, count(*), sum(baseline), sum(baseline * baseline) from added
           group by measure_code order by measure_code
         on conflict (measure_code) do update set
           n = kept.n + excluded.n, sum = kept.sum + excluded.sum, sum_squared = kept.sum_squared + excluded.sum_squared;
       end if;
       if tg_op <> 'INSERT' then
         update measure_baseline as kept set
           n = kept.n - gone.n, sum = kept.sum - gone.sum, sum_squared = kept.sum_squared - gone.sum_squared
         from (select measure_code, count(*) as n, sum(baseline) as sum, sum(baseline * baseline) as sum_squared
               from removed group by measure_code) as gone
         where kept.measure_code = gone.measure_code;
       end if;
       return null;
     end`,
    'volatile',
  ),
  `create trigger baseline_of_added after insert on episode_measure_outcome
     referencing new table as added for each statement execute function add_to_measure_baseline()`,
  `create trigger baseline_of_changed after update on episode_measure_outcome
     referencing old table as removed new table as added for each statement execute function add_to_measure_baseline()`,
  `create trigger baseline_of_removed after delete on episode_measure_outcome
     referencing old table as removed for each statement execute function add_to_measure_baseline()`,
]

/** These look at rows of two tables, of which the one who writes may see only one. */
const guards = ['refuse_attendance_without_held_session()', 'refuse_unheld_session_with_attendance()'].map(
  (name) => `alter function ${name} security definer set search_path = pg_catalog, public, pg_temp`,
)

const KINDS =
  'tidemark_director, tidemark_therapist, tidemark_coordinator, tidemark_administrator, tidemark_integration'

export const functions = [
  ...context,
  user,
  sites,
  groups,
  ...caseload,
  opened,
  createMembers,
  codesInUse,
  ...baselineSums,
  ...guards,
  'revoke execute on all functions in schema public from public',
  `grant execute on function app_user_id(), app_actor_kind(), app_actor()
     to ${KINDS}, tidemark_researcher, tidemark_worker, tidemark_command_line`,
  `grant execute on function app_is_user(), app_sites(), app_groups(), app_episodes(), app_members(),
     app_opened_identities() to ${KINDS}`,
  `grant execute on function create_members(text[]), codes_in_use(text, text[])
     to tidemark_coordinator, tidemark_integration, tidemark_therapist, tidemark_command_line`,
]
