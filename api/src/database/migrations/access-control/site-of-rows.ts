/**
 * The site on every row of an episode, so that a policy by site is one comparison and not a walk to the group: at
 * 100,000 members a director's lists took four times as long with the walk. Nobody gives it: triggers take it from
 * the group of the episode, whatever a statement says, and carry it on when a group moves to another site.
 */

const ofEpisode = ['attendance', 'response', 'response_history', 'episode_outcome', 'episode_measure_outcome']

const definer = (name: string, body: string) =>
  `create function ${name} returns trigger language plpgsql security definer
   set search_path = pg_catalog, public, pg_temp as $$ begin ${body} end $$`

const ofGroup = [
  'alter table episode add column site_id text',
  `update episode set site_id = treatment_group.site_id from treatment_group
   where treatment_group.group_id = episode.group_id`,
  'alter table episode alter column site_id set not null',
  'create index episode_site on episode (site_id, group_id)',
  definer(
    'take_site_of_group()',
    `select site_id into new.site_id from treatment_group where group_id = new.group_id;
     return new;`,
  ),
  `create trigger episode_takes_site_of_group before insert or update of group_id, site_id on episode
     for each row execute function take_site_of_group()`,
  definer(
    'carry_site_to_episodes()',
    'update episode set site_id = new.site_id where group_id = new.group_id; return null;',
  ),
  `create trigger group_carries_site_to_episodes after update of site_id on treatment_group
     for each row when (old.site_id is distinct from new.site_id) execute function carry_site_to_episodes()`,
]

const ofEpisodes = [
  definer(
    'take_site_of_episode()',
    `select site_id into new.site_id from episode where member_id = new.member_id and episode_id = new.episode_id;
     return new;`,
  ),
  ...ofEpisode.flatMap((table) => [
    `alter table ${table} add column site_id text`,
    `update ${table} set site_id = episode.site_id from episode
     where episode.member_id = ${table}.member_id and episode.episode_id = ${table}.episode_id`,
    `alter table ${table} alter column site_id set not null`,
    `create trigger ${table}_takes_site_of_episode before insert or update of episode_id, site_id on ${table}
       for each row execute function take_site_of_episode()`,
  ]),
  definer(
    'carry_site_from_episode()',
    `${ofEpisode
      .map(
        (table) =>
          `update ${table} set site_id = new.site_id where member_id = new.member_id and episode_id = new.episode_id;`,
      )
      .join('\n')}
     return null;`,
  ),
  `create trigger episode_carries_site after update of site_id on episode
     for each row when (old.site_id is distinct from new.site_id) execute function carry_site_from_episode()`,
]

export const siteOfRows = [...ofGroup, ...ofEpisodes]
