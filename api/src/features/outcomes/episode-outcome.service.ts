/** One episode worked out in full, and what its change is held against: for the page of a member. */

import { jacobsonTruax, type ReliableChangeLimits } from '../../core/change/jacobson-truax.js'
import { type EpisodeOutcome, summariseEpisode } from '../../core/episodes/summarise-episode.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { meanFromSums } from '../../core/programme/mean-from-sums.js'
import type { Transaction } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'
import { queryBaselineSums } from './baseline-spread.query.js'
import { readHistories } from './episode-histories.query.js'
import type { EpisodeKey } from './episode-key.js'

/** @throws ProblemError when there is no such episode */
export async function readEpisodeOutcome(
  transaction: Transaction,
  key: EpisodeKey,
  asOf: string,
): Promise<EpisodeOutcome> {
  const [stored] = await readHistories(transaction, [key])
  if (stored === undefined) throw notFound('episode')
  return summariseEpisode(stored.history, asOf)
}

export interface DeploymentLimits extends ReliableChangeLimits {
  /** Episodes of the deployment with a baseline. */
  readonly nReference: number
}

/** Jacobson-Truax limits from the deployment's own baselines; null while these have no spread. */
export async function readReliableChangeLimits(
  transaction: Transaction,
  measure: MeasureDefinition,
): Promise<DeploymentLimits | null> {
  const spread = meanFromSums(await queryBaselineSums(transaction, measure.code))
  const standardDeviation = spread?.standardDeviation ?? 0
  if (spread === null || standardDeviation === 0) return null
  const reference = { n: spread.n, mean: spread.mean, standardDeviation }
  return { ...jacobsonTruax(measure, reference, measure.reliability.alpha), nReference: spread.n }
}
