/** What lies out of the reach of the one who imports: only that an id is taken, and by a record of what kind. */

import type { Reach } from '../../../core/import-rules/lookup.js'
import type { AccessContext, Transaction } from '../../../database/access.js'
import { inChunks } from './in-chunks.js'

/** Ids of the files that no record in reach has. */
interface UnseenIds {
  readonly sites: readonly string[]
  readonly groups: readonly string[]
  readonly sessions: readonly string[]
  readonly members: readonly string[]
}

/** True for kinds of users, whose rows the database bounds by their sites; the command line sees every row. */
export function isBoundBySites({ role }: AccessContext): boolean {
  return role !== null
}

export async function boundedReach(transaction: Transaction, unseen: UnseenIds): Promise<Reach> {
  return {
    elsewhere: {
      sites: await takenIds(transaction, 'site', unseen.sites),
      groups: await takenIds(transaction, 'group', unseen.groups),
      sessions: await takenIds(transaction, 'session', unseen.sessions),
      members: await takenIds(transaction, 'member', unseen.members),
    },
    mayChangeSites: false,
  }
}

async function takenIds(
  transaction: Transaction,
  kind: 'site' | 'group' | 'session' | 'member',
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const taken = await inChunks(ids, (chunk) =>
    transaction.query<{ id: string }>('select codes_in_use as id from codes_in_use($1, $2::text[])', [
      kind,
      chunk,
    ]),
  )
  return new Set(taken.map(({ id }) => id))
}
