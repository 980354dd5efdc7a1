import type { Transaction } from '../../database/access.js'
import { refreshStandings } from '../signals/refresh/refresh-standings.service.js'
import { readSignalContext } from '../signals/refresh/signal-context.service.js'
import { lockEpisodes, readHistories } from './episode-histories.query.js'
import { EPISODES_AT_ONCE, type EpisodeKey } from './episode-key.js'
import { outcomeRows } from './outcome-rows.js'
import { writeOutcomeRows } from './outcome-rows.query.js'

/**
 * Works out the outcomes and signals of episodes again, from their records, inside the transaction that changed these.
 *
 * Does nothing more when run twice; waits for whoever else refreshes one of them.
 */
export async function refreshEpisodes(
  transaction: Transaction,
  episodes: readonly EpisodeKey[],
): Promise<void> {
  if (episodes.length === 0) return
  const inOrder = [...episodes].sort(byKey)
  const context = await readSignalContext(transaction)
  for (let start = 0; start < inOrder.length; start += EPISODES_AT_ONCE) {
    const keys = inOrder.slice(start, start + EPISODES_AT_ONCE)
    await lockEpisodes(transaction, keys)
    const histories = await readHistories(transaction, keys)
    await writeOutcomeRows(transaction, keys, histories.map(outcomeRows))
    await refreshStandings(transaction, histories, context)
  }
}

function byKey(one: EpisodeKey, other: EpisodeKey): number {
  return one.memberId - other.memberId || one.episodeId - other.episodeId
}
