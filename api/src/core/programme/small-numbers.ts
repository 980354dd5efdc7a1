/** Keeping back numbers that would tell of few people, and the numbers that would give those away. */

/** Counts from 1 up to this are small. NHS England's rule for published counts is 5; the product keeps more back. */
export const LARGEST_SMALL_NUMBER = 10

export type Hidden = 'small_number' | 'would_reveal_a_small_number'

/** Counts of one stratum; the counts of all strata add up to totals that everybody may see. */
export type StratumCounts = readonly number[]

export function isSmall(count: number): boolean {
  return count > 0 && count <= LARGEST_SMALL_NUMBER
}

/**
 * Which strata have to be kept back together?
 *
 * First every stratum with a small count. Then, as long as what is kept back adds up to a small number, or is a single
 * stratum, so that a total less what is shown would tell it: the next smallest stratum as well.
 *
 * @param strata  of each: counts that everybody who sees the table would learn, in the same order; each column adds up
 *                to a public total
 * @param alreadyHidden  strata that are kept back for another reason, one entry a stratum
 * @returns       one entry a stratum: null where it may be shown
 * Assumes        the reader knows the totals, and nothing of the strata beside the table
 * Edge cases     one stratum alone is the total: it is shown, since the total is; strata of nobody are shown as 0
 * @verified      test/property/core/small-numbers.test.ts
 */
export function hiddenStrata(
  strata: readonly StratumCounts[],
  alreadyHidden: readonly (Hidden | null)[] = [],
): (Hidden | null)[] {
  const peopled = strata.filter((counts) => sizeOf(counts) > 0)
  if (peopled.length < 2) return strata.map(() => null)
  const hidden: (Hidden | null)[] = strata.map((counts, place) =>
    counts.some(isSmall) ? 'small_number' : (alreadyHidden[place] ?? null),
  )
  while (isRevealing(strata, hidden)) {
    const next = smallestShown(strata, hidden)
    if (next === null) break
    hidden[next] = 'would_reveal_a_small_number'
  }
  return hidden
}

/** What is kept back is one stratum, or adds up to a small number in some column. */
function isRevealing(strata: readonly StratumCounts[], hidden: readonly (Hidden | null)[]): boolean {
  const kept = strata.filter((_, place) => hidden[place] !== null)
  if (kept.length === 0) return false
  if (kept.length === 1) return true
  const columns = kept[0]?.length ?? 0
  return Array.from({ length: columns }, (_, column) =>
    kept.reduce((sum, counts) => sum + (counts[column] ?? 0), 0),
  ).some(isSmall)
}

function smallestShown(strata: readonly StratumCounts[], hidden: readonly (Hidden | null)[]): number | null {
  let found: number | null = null
  for (const [place, counts] of strata.entries()) {
    if (hidden[place] !== null || sizeOf(counts) === 0) continue
    if (found === null || sizeOf(counts) < sizeOf(strata[found] ?? [])) found = place
  }
  return found
}

/** The first count is of everybody in the stratum. */
function sizeOf(counts: StratumCounts): number {
  return counts[0] ?? 0
}
