import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedEpisodes } from '../outcomes/selected-episodes.js'

export interface ListedMember {
  member_code: string
  n_episodes: number
  latest_episode_id: number
  total: number
}

/** Members with an episode that the filters name, in order of id, with how many match in all. */
export async function queryMembers(
  transaction: Transaction,
  request: ReadRequest,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ members: ListedMember[]; total: number }> {
  const values = new SqlValues()
  const listed = `with ${selectedEpisodes(request, values)}, listed as (
      select member.member_code, count(*) as n_episodes,
             (array_agg(selected.episode_id order by selected.joined_on desc, selected.episode_id desc))[1]
               as latest_episode_id
      from selected join member using (member_id)
      group by member.member_id
    )`
  const [count] = await transaction.query<{ total: number }>(
    `${listed} select count(*) as total from listed`,
    values.list,
  )
  const members = await transaction.query<ListedMember>(
    `${listed} select * from listed order by member_code collate "C"
     limit ${values.add(limit)} offset ${values.add(offset)}`,
    values.list,
  )
  return { members, total: count?.total ?? 0 }
}
