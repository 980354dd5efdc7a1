/** How the members of a group stand now: for this feature's neighbours that show a whole group. */

import type { StandingNow } from '../../../contracts/groups.js'
import type { Transaction } from '../../../database/access.js'
import { queryGroupStandings } from './group-standings.query.js'

/** By episode. */
export interface GroupStandings {
  readonly now: ReadonlyMap<number, StandingNow>
  /** Answers to item 9 above the lowest that nobody has acknowledged. */
  readonly item9Open: ReadonlyMap<number, number>
}

/** The caller says whose rows they saw. */
export async function readGroupStandings(
  transaction: Transaction,
  groupId: string,
  now: Date,
): Promise<GroupStandings> {
  const stored = await queryGroupStandings(transaction, groupId, now)
  return {
    now: new Map(
      stored.flatMap(({ episode_id, status, sentence }) =>
        status === null || sentence === null ? [] : [[episode_id, { status, sentence }] as const],
      ),
    ),
    item9Open: new Map(stored.map(({ episode_id, item_9_open }) => [episode_id, item_9_open])),
  }
}
