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
  asked: SearchedFor,
): Promise<{ members: SearchedMember[]; total: number }> {
  const values = new SqlValues()
  const rows = await transaction.query<{ total: number; member: SearchedMember | null }>(
    `with ${foundMembers(asked, values)}, listed as (
       select * from found order by member_code collate "C"
       limit ${values.add(asked.limit)} offset ${values.add(asked.offset)}
     )
     select total, to_json(shown) as member
     from (select count(*) as total from found) as counted
     left join (
       select listed.member_id, member_code, ${asked.withNames ? 'full_name' : 'null as full_name'}, n_episodes,
              latest_episode
       from listed
       ${asked.withNames ? 'left join member_identity on member_identity.member_id = listed.member_id' : ''}
       cross join lateral (
         select count(*) as n_episodes from episode where episode.member_id = listed.member_id
       ) as episodes
       cross join lateral (${latestEpisode(asked, values)}) as latest
     ) as shown on true
     order by shown.member_code collate "C"`,
    values.list,
  )
  // Without a member on this page one row says how many there are all the same.
  return { members: rows.flatMap(({ member }) => member ?? []), total: rows[0]?.total ?? 0 }
}

/**
 * `found`, worked out once: it is counted and listed. Names are gone through in a scan of their own, because a join
 * would ask row-level security for each row anew; those shown are looked up for one page.
 */
function foundMembers({ text, withNames }: SearchedFor, values: SqlValues): string {
  const byId = `position(lower(${values.add(text)}) in lower(member_code)) > 0`
  if (!withNames) return `found as materialized (select member_id, member_code from member where ${byId})`
  const words = values.add(text.split(' ').map((word) => word.replace(/[\\%_]/g, '\\$&')))
  return `typed as materialized (
      select array_agg('%' || ${plain('word')} || '%') as patterns from unnest(${words}::text[]) as word
    ), named as materialized (
      select member_id from member_identity
      where ${plain('full_name')} like all ((select patterns from typed)::text[])
    ), found as materialized (
      select member_id, member_code from member where ${byId} or member_id in (select member_id from named)
    )`
}

function latestEpisode({ now }: SearchedFor, values: SqlValues): string {
  return `select json_build_object(
            'episode_id', episode_id, 'group_id', group_id, 'group_name', treatment_group.name,
            'site_id', site.site_id, 'joined_on', joined_on,
            'is_open', coalesce(ended_on > (${values.add(now)}::timestamptz at time zone time_zone)::date, true)
          ) as latest_episode
     from episode join treatment_group using (group_id) join site on site.site_id = treatment_group.site_id
     where episode.member_id = listed.member_id
     order by joined_on desc, episode_id desc limit 1`
}

/** Without case, accents and forms of the same letter: `jose` finds José. Plain letters are spared the tables of Unicode. */
function plain(text: string): string {
  return `lower(case when octet_length(${text}) = char_length(${text}) then ${text}
    else regexp_replace(normalize(${text}, NFKD), '[\\u0300-\\u036f]', '', 'g') end)`
}
