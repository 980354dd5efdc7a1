/** What is recorded of many episodes, part by part, for work that goes through all of them. */

import type { Day } from '../../core/calendar-day.js'
import type { EpisodeHistory } from '../../core/episodes/episode-history.js'
import type { Transaction } from '../../database/access.js'
import { queryEndedKeys, readHistories } from './episode-histories.query.js'
import { EPISODES_AT_ONCE } from './episode-key.js'

/**
 * Everything recorded of episodes that had ended on a day, the latest first.
 *
 * @param atMost  older ones are left out
 */
export async function* endedHistories(
  transaction: Transaction,
  endedOn: Day,
  atMost: number,
): AsyncGenerator<readonly EpisodeHistory[]> {
  const keys = await queryEndedKeys(transaction, endedOn, atMost)
  for (let start = 0; start < keys.length; start += EPISODES_AT_ONCE) {
    const part = await readHistories(transaction, keys.slice(start, start + EPISODES_AT_ONCE))
    yield part.map(({ history }) => history)
  }
}
