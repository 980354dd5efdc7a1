/**
 * Two records of one person made one. Episodes change their member and take along what hangs on them by their foreign
 * keys; the record that was given up stays behind with its identity, in nobody's reach, so that all can go back.
 */

const ofEpisode = ['attendance', 'response', 'episode_outcome', 'episode_measure_outcome']

const followsItsEpisode = (table: string) => {
  const key = `${table}_member_id_episode_id_fkey`
  return `alter table ${table} drop constraint ${key},
    add constraint ${key} foreign key (member_id, episode_id) references episode on update cascade`
}

const table = [
  `create table member_merge (
    merge_id bigint generated always as identity primary key,
    from_member_id bigint not null references member,
    into_member_id bigint not null references member check (into_member_id <> from_member_id),
    reason text not null check (reason <> ''),
    moved jsonb not null,
    merged_at timestamptz not null default now(),
    merged_by text not null default app_actor(),
    undone_at timestamptz,
    undone_by text,
    undo_reason text check (undo_reason <> ''),
    check ((undone_at is null) = (undo_reason is null)),
    check ((undone_at is null) = (undone_by is null))
  )`,
  'create unique index member_merge_standing on member_merge (from_member_id) where undone_at is null',
  'create index member_merge_into on member_merge (into_member_id)',
]

const where = 'exists (select from episode at_site where at_site.member_id = member_merge.into_member_id)'
const isCommandLine = "(select app_actor_kind()) = 'command_line'"

const security = [
  'alter table member_merge enable row level security',
  'alter table member_merge force row level security',
  'create policy of_owner on member_merge to current_user using (true) with check (true)',
  `create policy of_coordinator on member_merge to tidemark_coordinator using (${where}) with check (${where})`,
  `create policy of_command_line on member_merge to tidemark_command_line
     using (${isCommandLine}) with check (${isCommandLine})`,
  'grant select, insert on member_merge to tidemark_coordinator, tidemark_command_line',
  `grant update (undone_at, undone_by, undo_reason) on member_merge to tidemark_coordinator, tidemark_command_line`,
]

/**
 * Moves episodes and treatments with their histories to another member. It runs as the owner, because a history is
 * closed to everybody else; so it asks itself who calls, and refuses where any episode of the two lies out of reach:
 * a person is moved as a whole or not at all.
 */
const moving = [
  `create function move_member_records(from_id bigint, into_id bigint, episode_ids bigint[], treatment_keys text[])
   returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
   begin
     if current_setting('role', true) is distinct from 'tidemark_coordinator' or not app_is_user() or exists (
       select from episode where member_id in (from_id, into_id) and site_id <> all (app_sites())
     ) then
       raise exception 'Not every episode of these members is in reach.' using errcode = 'insufficient_privilege';
     end if;
     update episode set member_id = into_id where member_id = from_id and episode_id = any (episode_ids);
     update response_history set member_id = into_id where member_id = from_id and episode_id = any (episode_ids);
     update concurrent_treatment set member_id = into_id
     where member_id = from_id and kind || ' ' || started_on = any (treatment_keys);
     update member_record_history as history set member_id = into_id
     where member_id = from_id
       and case record_type
             when 'episode' then record_key::bigint = any (episode_ids)
             when 'attendance' then (content ->> 'episode_id')::bigint = any (episode_ids)
             else record_key = any (treatment_keys)
           end
       and not exists (
         select from member_record_history as other
         where other.member_id = into_id and other.record_type = history.record_type
           and other.record_key = history.record_key and other.version = history.version);
   end $$`,
  'revoke execute on function move_member_records(bigint, bigint, bigint[], text[]) from public',
  `grant execute on function move_member_records(bigint, bigint, bigint[], text[]) to tidemark_coordinator`,
]

export const mergedMembers = [
  // An episode is asked for by its number alone.
  'create index episode_number on episode (episode_id)',
  ...ofEpisode.map(followsItsEpisode),
  ...table,
  ...security,
  ...moving,
]
