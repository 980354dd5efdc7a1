import type { Transaction } from '../../database/access.js'

/** All episodes of a group, or one of a member. */
export type EpisodesPart =
  | { readonly groupId: string }
  | { readonly memberId: number; readonly episodeId: number }

export async function queryMeasuresUsed(transaction: Transaction, part: EpisodesPart): Promise<string[]> {
  const [ofEpisodes, values] =
    'groupId' in part
      ? ['episode.group_id = $1', [part.groupId]]
      : ['episode.member_id = $1 and episode.episode_id = $2', [part.memberId, part.episodeId]]
  const rows = await transaction.query<{ measure_code: string }>(
    `select distinct response.measure_code
     from episode
     join response on response.member_id = episode.member_id and response.episode_id = episode.episode_id
     where ${ofEpisodes} and not response.is_voided`,
    values,
  )
  return rows.map((row) => row.measure_code)
}
