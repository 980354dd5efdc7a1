import type { LatticeNode } from '../disclosure/classes.js'
import type { Cohort, DatasetEpisode } from './cohort.js'
import type { DatasetVariable } from './variable.js'

/**
 * Of each class that is released: how many persons of the whole deployment look like it. The smallest is the worst.
 *
 * @source El Emam & Dankar (2008), J Am Med Inform Assoc 15:627-637: journalist risk, the population known exactly
 */
export function journalistRisk(
  { episodes, population }: Cohort,
  variables: readonly DatasetVariable[],
  node: LatticeNode,
  rows: readonly number[],
): number {
  const coarser = variables.map(
    ({ hierarchy }, place) => new Map(hierarchy.map((row) => [row[0] ?? '', row[node[place] ?? 0] ?? ''])),
  )
  const keyOf = (episode: DatasetEpisode) =>
    variables.map(({ codeOf }, place) => coarser[place]?.get(codeOf(episode)) ?? '').join('|')
  const alike = new Map<string, number>()
  for (const episode of population) {
    const key = keyOf(episode)
    alike.set(key, (alike.get(key) ?? 0) + 1)
  }
  const smallest = rows.reduce((least, row) => {
    const episode = episodes[row]
    return episode === undefined ? least : Math.min(least, alike.get(keyOf(episode)) ?? 1)
  }, Number.POSITIVE_INFINITY)
  return 1 / smallest
}
