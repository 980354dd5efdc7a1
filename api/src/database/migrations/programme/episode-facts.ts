/**
 * Group, days, reason of leaving and arm on the derived rows of an episode. Nobody gives them: triggers take them from
 * the episode, whatever a statement says, and carry them on when it changes, as with the site.
 */

const definer = (name: string, body: string) =>
  `create function ${name} returns trigger language plpgsql security definer
   set search_path = pg_catalog, public, pg_temp as $$ begin ${body} end $$`

const factsOf = {
  episode_outcome: [
    'site_id',
    'group_id',
    'joined_on',
    'planned_end_on',
    'exited_on',
    'ended_on',
    'exit_reason',
    'arm',
  ],
  episode_measure_outcome: ['site_id', 'group_id', 'joined_on', 'ended_on', 'arm'],
} as const

const columns = [
  `alter table episode_outcome
     add column group_id text,
     add column joined_on date,
     add column planned_end_on date,
     add column exited_on date,
     add column ended_on date,
     add column exit_reason text,
     add column arm text`,
  `alter table episode_measure_outcome
     add column group_id text,
     add column joined_on date,
     add column ended_on date,
     add column arm text`,
]

const kept = Object.entries(factsOf).flatMap(([table, facts]) => {
  const names = facts.join(', ')
  return [
    `update ${table} set (${names}) = (select ${names} from episode
       where episode.member_id = ${table}.member_id and episode.episode_id = ${table}.episode_id)`,
    `alter table ${table} alter column group_id set not null, alter column joined_on set not null`,
    `drop trigger ${table}_takes_site_of_episode on ${table}`,
    definer(
      `take_facts_of_${table}()`,
      `select ${names} into ${facts.map((fact) => `new.${fact}`).join(', ')} from episode
       where member_id = new.member_id and episode_id = new.episode_id;
       return new;`,
    ),
    `create trigger ${table}_takes_facts before insert or update of episode_id, ${names} on ${table}
       for each row execute function take_facts_of_${table}()`,
  ]
})

const changing = ['group_id', 'joined_on', 'planned_end_on', 'exited_on', 'exit_reason', 'arm']

const carried = [
  definer(
    'carry_facts_of_episode()',
    `${Object.keys(factsOf)
      .map(
        (table) =>
          `update ${table} set group_id = new.group_id where member_id = new.member_id and episode_id = new.episode_id;`,
      )
      .join('\n')}
     return null;`,
  ),
  `create trigger episode_carries_facts after update of ${changing.join(', ')} on episode for each row
     when (${changing.map((column) => `old.${column} is distinct from new.${column}`).join(' or ')})
     execute function carry_facts_of_episode()`,
  'revoke execute on function take_facts_of_episode_outcome(), take_facts_of_episode_measure_outcome(), carry_facts_of_episode() from public',
]

export const episodeFacts = [...columns, ...kept, ...carried]
