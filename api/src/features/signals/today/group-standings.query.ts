import type { Status } from '../../../core/signals/signal.js'
import type { Transaction } from '../../../database/access.js'

export interface StoredGroupStanding {
  readonly episode_id: number
  /** null where nothing was worked out: the episode has ended. */
  readonly status: Status | null
  readonly sentence: string | null
  readonly item_9_open: number
}

/** Episodes of a group with a standing, or with an answer to item 9 that waits for a person. */
export function queryGroupStandings(
  transaction: Transaction,
  groupId: string,
  now: Date,
): Promise<StoredGroupStanding[]> {
  return transaction.query<StoredGroupStanding>(
    `select episode.episode_id, standing.status, standing.sentence, coalesce(waiting.answers, 0) as item_9_open
     from episode
     join site on site.site_id = episode.site_id
     left join episode_standing as standing
       on standing.member_id = episode.member_id and standing.episode_id = episode.episode_id
      and coalesce(episode.ended_on > ($2::timestamptz at time zone site.time_zone)::date, true)
     left join lateral (
       select count(*) as answers from signal
       where signal.member_id = episode.member_id and signal.episode_id = episode.episode_id
         and kind = 'risk_item' and state = 'open'
     ) as waiting on true
     where episode.group_id = $1 and (standing.status is not null or waiting.answers > 0)`,
    [groupId, now],
  )
}
