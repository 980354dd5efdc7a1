/** What holds whoever writes: the site on every row, actions that stay, item 9 that only a person closes. */

const ofEpisode = ['episode_standing', 'signal', 'signal_action']

/** As on the other rows of episodes (access-control/site-of-rows.ts), these three added. */
const carriesSite = [
  'attendance',
  'response',
  'response_history',
  'episode_outcome',
  'episode_measure_outcome',
  ...ofEpisode,
]

const definer = (name: string, returns: string, body: string, more = '') =>
  `create or replace function ${name} returns ${returns} language plpgsql ${more} security definer
   set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`

const site = [
  ...ofEpisode.map(
    (table) =>
      `create trigger ${table}_takes_site_of_episode before insert or update of episode_id, site_id on ${table}
         for each row execute function take_site_of_episode()`,
  ),
  definer(
    'carry_site_from_episode()',
    'trigger',
    `begin
       ${carriesSite
         .map(
           (table) =>
             `update ${table} set site_id = new.site_id where member_id = new.member_id and episode_id = new.episode_id;`,
         )
         .join('\n')}
       return null;
     end`,
  ),
]

/** Nobody has the right to change an action; the member alone follows when two records become one person's. */
const actionsStay = [
  `create function refuse_change_of_signal_action() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' then
       if to_jsonb(new) - array['member_id', 'site_id'] = to_jsonb(old) - array['member_id', 'site_id'] then
         return new;
       end if;
     end if;
     raise exception 'What happened to a signal can only be added to.' using errcode = 'insufficient_privilege';
   end $$`,
  `create trigger signal_action_stays before update or delete on signal_action
     for each row execute function refuse_change_of_signal_action()`,
]

/** Not security definer: it asks who writes. */
const personCloses = [
  `create function refuse_unattended_item_9() returns trigger language plpgsql as $$
   begin
     if current_user not in ('tidemark_therapist', 'tidemark_director') then
       raise exception 'Only a person closes an answer to item 9.' using errcode = 'insufficient_privilege';
     end if;
     return new;
   end $$`,
  `create trigger signal_item_9_waits before update of state on signal for each row
     when (old.kind = 'risk_item' and old.state = 'open' and new.state <> 'open')
     execute function refuse_unattended_item_9()`,
]

/** Who did something, for those who work with the same members: names of staff, and nothing else of them. */
const names = [
  definer(
    'staff_names(user_ids text[])',
    'table (user_id text, name text)',
    `begin
       if app_is_user() then
         return query select u.id, u.name from auth."user" as u where u.id = any (user_ids);
       end if;
       return;
     end`,
    'stable',
  ),
  'revoke execute on function staff_names(text[]) from public',
  'grant execute on function staff_names(text[]) to tidemark_therapist, tidemark_director, tidemark_administrator',
]

/** When records of these groups last came in by an import, and how many of its rows did not. */
const lastImport = [
  definer(
    'last_import_of_own_groups()',
    'table (finished_at timestamptz, rejected integer)',
    `begin
       return query
         select batch.finished_at, coalesce((batch.report ->> 'rejected')::integer, 0)
         from import_batch as batch
         where batch.is_committed and batch.import_batch_id = (
           select max(response.import_batch_id) from response
           where response.member_id = any (app_members()) and response.episode_id = any (app_episodes())
         );
     end`,
    'stable',
  ),
  'revoke execute on function last_import_of_own_groups() from public',
  'grant execute on function last_import_of_own_groups() to tidemark_therapist',
]

const closedToEverybody = ['refuse_change_of_signal_action()', 'refuse_unattended_item_9()'].map(
  (name) => `revoke execute on function ${name} from public`,
)

export const signalGuards = [
  ...site,
  ...actionsStay,
  ...personCloses,
  ...names,
  ...lastImport,
  ...closedToEverybody,
]
