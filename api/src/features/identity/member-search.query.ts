import type { FoundMembers } from '../../contracts/identity.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'

export interface SearchedMember {
  member_id: number
  member_code: string
  full_name: string | null
  n_episodes: number
  latest_episode: FoundMembers['members'][number]['latest_episode']
}

export interface SearchedFor {
  readonly text: string
  /** Names are matched and shown. Without, the records of identity are not even asked. */
  readonly withNames: boolean
  readonly now: Date
  readonly limit: number
  readonly offset: number
}

/** Members in the caller's reach whose id holds the text, or whose name holds each of its words; in order of id. */
export async function searchMembers(
  transaction: Transaction,
  { text, withNames, now, limit, offset }: SearchedFor,
): Promise<{ members: SearchedMember[]; total: number }> {
  const values = new SqlValues()
  const byId = `position(lower(${values.add(text)}) in lower(member.member_code)) > 0`
  const found = withNames
    ? `found as (
         select member.member_id, member.member_code, full_name
         from member left join member_identity on member_identity.member_id = member.member_id
         where ${byId} or ${hasEveryWord('full_name', values.add(text.split(' ')))}
       )`
    : `found as (select member_id, member_code, null as full_name from member where ${byId})`
  const [count] = await transaction.query<{ total: number }>(
    `with ${found} select count(*) as total from found`,
    values.list,
  )
  const members = await transaction.query<SearchedMember>(
    `with ${found}, listed as (
       select * from found order by member_code collate "C" limit ${values.add(limit)} offset ${values.add(offset)}
     )
     select listed.member_id, member_code, full_name, n_episodes, latest_episode
     from listed
     cross join lateral (select count(*) as n_episodes from episode where episode.member_id = listed.member_id) as counted
     cross join lateral (
       select json_build_object(
                'episode_id', episode_id, 'group_id', group_id, 'group_name', treatment_group.name,
                'site_id', site.site_id,
                'joined_on', joined_on,
                'is_open', coalesce(ended_on > (${values.add(now)}::timestamptz at time zone time_zone)::date, true)
              ) as latest_episode
       from episode join treatment_group using (group_id) join site on site.site_id = treatment_group.site_id
       where episode.member_id = listed.member_id
       order by joined_on desc, episode_id desc limit 1
     ) as latest
     order by member_code collate "C"`,
    values.list,
  )
  return { members, total: count?.total ?? 0 }
}

/** False for a name that is not recorded. */
function hasEveryWord(name: string, words: string): string {
  return `(${name} is not null and not exists (
    select from unnest(${words}::text[]) as typed (word) where position(${plain('word')} in ${plain(name)}) = 0))`
}

/** Without case, accents and forms of the same letter: `jose` finds José. */
function plain(text: string): string {
  return `lower(regexp_replace(normalize(${text}, NFKD), '[\\u0300-\\u036f]', '', 'g'))`
}
