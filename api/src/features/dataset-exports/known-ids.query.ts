import { createHash } from 'node:crypto'
import type { KnownIds } from '../../core/dataset/identifier-search.js'
import type { Transaction } from '../../database/access.js'
import { readInBlocks } from './read-in-blocks.js'

/** Shorter ids, and those without a digit, are words that a codebook may have. */
const SHORTEST_ID = 4
/** Of the hash of an id: as many as a number holds exactly. */
const HASH_HEX_DIGITS = 12

/** Ids of members and groups in lower case: what may be nowhere in a package. */
export async function queryKnownIds(transaction: Transaction): Promise<KnownIds> {
  const blocks: Float64Array[] = []
  const query = `select ('x' || left(encode(sha256(convert_to(id, 'UTF8')), 'hex'), ${HASH_HEX_DIGITS}))::bit(${4 * HASH_HEX_DIGITS})::bigint as hash
     from (
       select lower(member_code) as id from member where length(member_code) >= $1 and member_code ~ '[0-9]'
       union all
       select lower(group_id) from treatment_group where length(group_id) >= $1 and group_id ~ '[0-9]'
     ) as known
     order by 1`
  await readInBlocks<{ hash: number }>(
    transaction,
    { cursor: 'known_id', query, values: [SHORTEST_ID] },
    (rows) => blocks.push(Float64Array.from(rows, ({ hash }) => hash)),
  )
  return new HashedIds(blocks)
}

/**
 * Eight bytes an id. That another word has the hash of one is as good as impossible (48 bits), and would stop a package,
 * never let one pass.
 */
class HashedIds implements KnownIds {
  readonly #hashes: Float64Array

  /** @param blocks  one after another in rising order */
  constructor(blocks: readonly Float64Array[]) {
    this.#hashes = new Float64Array(blocks.reduce((sum, { length }) => sum + length, 0))
    let place = 0
    for (const block of blocks) {
      this.#hashes.set(block, place)
      place += block.length
    }
  }

  has(id: string): boolean {
    const wanted = Number.parseInt(
      createHash('sha256').update(id, 'utf8').digest('hex').slice(0, HASH_HEX_DIGITS),
      16,
    )
    let [from, to] = [0, this.#hashes.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#hashes[middle] ?? 0) < wanted) from = middle + 1
      else to = middle
    }
    return this.#hashes[from] === wanted
  }
}
