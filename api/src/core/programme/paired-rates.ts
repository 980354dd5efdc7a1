/** The `paired` family of rates: of episodes with at least 2 attended sessions and 2 valid scores on both measures. */

import { type Proportion, wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import type { EpisodeOutcome } from '../episodes/summarise-episode.js'

export interface PairedCounts {
  /** Episodes asked about. */
  readonly nEpisodes: number
  /** With paired scores: the denominator of improvement and deterioration. */
  readonly nEligible: number
  /** Of these at caseness at the start: the denominator of both recoveries. */
  readonly caseAtStart: number
  readonly recovered: number
  readonly reliablyRecovered: number
  readonly reliablyImproved: number
  readonly reliablyDeteriorated: number
}

export interface PairedRates {
  readonly nEpisodes: number
  readonly nEligible: number
  readonly caseAtStart: number
  readonly recovery: Proportion
  readonly reliableRecovery: Proportion
  readonly reliableImprovement: Proportion
  readonly reliableDeterioration: Proportion
}

type Outcome = Pick<EpisodeOutcome, 'paired'>

/** Counts behind `pairedRates`; any order of episodes. */
export function countPairedOutcomes(outcomes: readonly Outcome[]): PairedCounts {
  const eligible = outcomes.map((outcome) => outcome.paired).filter((paired) => paired.hasPairedScores)
  const cases = eligible.filter((paired) => paired.isCaseAtStart)
  return {
    nEpisodes: outcomes.length,
    nEligible: eligible.length,
    caseAtStart: cases.length,
    recovered: cases.filter((paired) => paired.isRecovered).length,
    reliablyRecovered: cases.filter((paired) => paired.isReliablyRecovered).length,
    reliablyImproved: eligible.filter((paired) => paired.isReliablyImproved).length,
    reliablyDeteriorated: eligible.filter((paired) => paired.isReliablyDeteriorated).length,
  }
}

/**
 * Which share of the episodes with paired scores recovered, improved, got worse?
 *
 * @returns    proportions with plain Wilson intervals, which treat members of one group as independent
 * @throws     OutOfRange when a numerator exceeds its denominator
 * @verified   test/golden/core/reference-outcomes.test.ts
 */
export function pairedRates(counts: PairedCounts): PairedRates {
  const { nEpisodes, nEligible, caseAtStart } = counts
  return {
    nEpisodes,
    nEligible,
    caseAtStart,
    recovery: wilsonInterval(counts.recovered, caseAtStart),
    reliableRecovery: wilsonInterval(counts.reliablyRecovered, caseAtStart),
    reliableImprovement: wilsonInterval(counts.reliablyImproved, nEligible),
    reliableDeterioration: wilsonInterval(counts.reliablyDeteriorated, nEligible),
  }
}

/** `pairedRates` of these episodes. */
export function countPairedRates(outcomes: readonly Outcome[]): PairedRates {
  return pairedRates(countPairedOutcomes(outcomes))
}
