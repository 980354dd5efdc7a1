/** Five folds of members, the same ones whatever the order of the rows. */

export const FOLDS = 5

/**
 * The fold of each member, 0 to 4, as even as can be.
 *
 * Members in the order of a hash of their id are dealt out in turn. All episodes of a member share a fold: a member
 * never helps to judge themselves.
 *
 * @param memberIds  any order, repetitions allowed
 * @source           Fowler, Noll & Vo's hash FNV-1a, 32 bit
 */
export function foldsByMember(memberIds: Iterable<string>): ReadonlyMap<string, number> {
  const inOrder = [...new Set(memberIds)]
    .map((id) => ({ id, hash: hashOf(id) }))
    .sort((one, other) => one.hash - other.hash || (one.id < other.id ? -1 : 1))
  return new Map(inOrder.map(({ id }, place) => [id, place % FOLDS]))
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
