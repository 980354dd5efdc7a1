/** A data set that, together with any earlier one, tells of nobody. */

import type { SearchProgress } from '../disclosure/search-lattice.js'
import { runThrough, type Steps } from '../steps.js'
import type { DatasetEpisode } from './cohort.js'
import type { DatasetDefinition } from './dataset-definition.js'
import { DatasetRefused } from './dataset-refused.js'
import { checkDifferences, differingByFew, type EarlierPersons } from './export-limits.js'
import { makeDatasetInSteps } from './make-dataset.js'
import type { ReleasedDataset } from './released-dataset.js'

/**
 * Makes a data set. Other columns leave a few other persons out, so the persons may differ from those of an earlier data
 * set by fewer than k. Then the same persons as there are taken, all of them and no other: the difference is nobody. What
 * the rows say does then not depend on anybody who was not in the earlier one.
 *
 * @param earlier  every one that was published
 * @throws         DatasetRefused  as `makeDatasetInSteps`; `differs_by_few` when its persons and those of an earlier one
 *                 differ by 1 to k - 1 either way
 */
export function* makeDatasetBesideInSteps(
  episodes: readonly DatasetEpisode[],
  definition: DatasetDefinition,
  earlier: readonly EarlierPersons[],
): Steps<SearchProgress, ReleasedDataset> {
  const free = yield* makeDatasetInSteps(episodes, definition)
  const near = differingByFew(new Set(free.persons), earlier, free.k)
  if (near.length === 0) return free
  for (const one of near) {
    try {
      const held = yield* makeDatasetInSteps(episodes, definition, one)
      checkDifferences(new Set(held.persons), earlier, held.k)
      return held
    } catch (error) {
      if (!(error instanceof DatasetRefused)) throw error
    }
  }
  checkDifferences(new Set(free.persons), near, free.k)
  return free
}

/** All steps at once. */
export function makeDatasetBeside(...asked: Parameters<typeof makeDatasetBesideInSteps>): ReleasedDataset {
  return runThrough(makeDatasetBesideInSteps(...asked))
}
