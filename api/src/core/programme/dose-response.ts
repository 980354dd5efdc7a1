/** Sessions attended against change: an association, confounded by leaving when well. */

import type { Refusal } from '../../statistics/refusal.js'
import { designMatrix } from '../../statistics/regression/design-matrix.js'
import { type LinearFit, leastSquares } from '../../statistics/regression/least-squares.js'
import { type Correlation, pearson, spearman } from '../../statistics/summary/correlation.js'
import { mean } from '../../statistics/summary/moments.js'

export interface DosedEpisode {
  readonly attended: number
  readonly eligible: number
  readonly baseline: number
  /** Positive = improvement. */
  readonly change: number
}

export interface DoseResponse {
  readonly pearson: Correlation | Refusal
  readonly spearman: Correlation | Refusal
  /** Of the share of eligible sessions attended, of episodes that have any. */
  readonly ratePearson: Correlation | Refusal
  readonly rateSpearman: Correlation | Refusal
  readonly nWithRate: number
  /** Change on sessions attended (`attended`) and baseline (`baseline_c`), centred on the mean of these episodes. */
  readonly adjusted: LinearFit | Refusal | null
}

/**
 * Do members who attended more sessions change more?
 *
 * Pearson and Spearman correlation, and least squares with the baseline.
 *
 * @param episodes  with at least two scores on one measure, any order
 * @returns         `adjusted` is null without episodes
 * Assumes          nothing that would make it a cause: who is well leaves, and who gets nothing out of it stays away
 * @verified        test/golden/core/analyse.test.ts (process.json), test/acceptance/programme-reference.test.ts
 */
export function doseResponse(episodes: readonly DosedEpisode[]): DoseResponse {
  const attended = episodes.map((episode) => episode.attended)
  const withRate = episodes.filter(({ eligible }) => eligible > 0)
  const rates = withRate.map((episode) => episode.attended / episode.eligible)
  return {
    pearson: pearson(attended, changesOf(episodes)),
    spearman: spearman(attended, changesOf(episodes)),
    ratePearson: pearson(rates, changesOf(withRate)),
    rateSpearman: spearman(rates, changesOf(withRate)),
    nWithRate: withRate.length,
    adjusted: adjustedForBaseline(episodes, attended),
  }
}

const MOST_BINS = 8
const BIN_WIDTHS = [1, 2, 3, 4, 5, 10, 20, 50, 100] as const

/**
 * Into which step of the picture does a number of sessions fall?
 *
 * Steps of equal width from 1 on, as narrow as at most eight of them allow; nobody attended is a step of its own.
 *
 * @param attended  0 or more
 * @param most      the largest number in the picture
 * @returns         both ends included
 * @example         5 of at most 16: width 2, so 5 to 6
 */
export function sessionBin(attended: number, most: number): { readonly from: number; readonly to: number } {
  if (attended === 0) return { from: 0, to: 0 }
  const width = BIN_WIDTHS.find((each) => Math.ceil(most / each) <= MOST_BINS) ?? Math.ceil(most / MOST_BINS)
  const from = Math.floor((attended - 1) / width) * width + 1
  return { from, to: from + width - 1 }
}

function changesOf(episodes: readonly DosedEpisode[]): number[] {
  return episodes.map((episode) => episode.change)
}

function adjustedForBaseline(
  episodes: readonly DosedEpisode[],
  attended: number[],
): LinearFit | Refusal | null {
  if (episodes.length === 0) return null
  const baselines = episodes.map((episode) => episode.baseline)
  const centre = mean(baselines)
  const design = designMatrix(episodes.length, [
    { name: 'attended', values: attended },
    { name: 'baseline_c', values: baselines.map((baseline) => baseline - centre) },
  ])
  return leastSquares(design, changesOf(episodes))
}
