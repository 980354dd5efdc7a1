import type { Transaction } from '../../database/access.js'
import { lockEpisodes, readHistories } from './episode-histories.query.js'
import type { EpisodeKey } from './episode-key.js'
import { outcomeRows } from './outcome-rows.js'
import { writeOutcomeRows } from './outcome-rows.query.js'

/** Large enough that the round trips do not count, small enough for memory. */
export const EPISODES_AT_ONCE = 5_000

/**
 * Works out the outcomes of episodes again, from their records, inside the transaction that changed these.
 *
 * Does nothing more when run twice; waits for whoever else refreshes one of them.
 */
export async function refreshEpisodes(
  transaction: Transaction,
  episodes: readonly EpisodeKey[],
): Promise<void> {
  const inOrder = [...episodes].sort(byKey)
  for (let start = 0; start < inOrder.length; start += EPISODES_AT_ONCE) {
    const keys = inOrder.slice(start, start + EPISODES_AT_ONCE)
    await lockEpisodes(transaction, keys)
    const rows = (await readHistories(transaction, keys)).map(outcomeRows)
    await writeOutcomeRows(transaction, keys, rows)
  }
}

function byKey(one: EpisodeKey, other: EpisodeKey): number {
  return one.memberId - other.memberId || one.episodeId - other.episodeId
}
