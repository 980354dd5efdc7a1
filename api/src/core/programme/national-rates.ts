/** The `national` family of rates (NHS Talking Therapies): of finished courses, with or without paired scores. */

import {
  type ClusteredProportion,
  clusteredWilsonInterval,
} from '../../statistics/proportion/wilson-interval.js'
import type { EpisodeOutcome } from '../episodes/summarise-episode.js'
import { NotARecordValue } from '../errors.js'

/** Of one group, or of any part of it that is to be counted apart. */
export interface NationalCounts {
  /** Ended with at least 2 attended sessions. */
  readonly finished: number
  /** Finished with a valid first score on both measures, both below caseness. */
  readonly notAtCaseness: number
  /** Finished with paired scores on both measures. */
  readonly pairedData: number
  readonly recovered: number
  readonly reliablyRecovered: number
  readonly reliablyImproved: number
  readonly reliablyDeteriorated: number
}

export interface NationalRates {
  readonly finished: number
  readonly notAtCaseness: number
  /** Of finished courses less those not at caseness. */
  readonly recovery: ClusteredProportion
  readonly reliableRecovery: ClusteredProportion
  /** Of finished courses. */
  readonly reliableImprovement: ClusteredProportion
  readonly reliableDeterioration: ClusteredProportion
  /** Completeness: the share of finished courses whose change can be known at all. */
  readonly pairedData: ClusteredProportion
}

type Outcome = Pick<EpisodeOutcome, 'groupId' | 'isFinishedCourse' | 'measures' | 'paired'>

/** One entry a group with a finished course; any order of episodes. */
export function countNationalOutcomes(outcomes: readonly Outcome[]): NationalCounts[] {
  const byGroup = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    if (!outcome.isFinishedCourse) continue
    const group = byGroup.get(outcome.groupId)
    if (group === undefined) byGroup.set(outcome.groupId, [outcome])
    else group.push(outcome)
  }
  return [...byGroup.values()].map(countGroup)
}

/**
 * Which share of the finished courses recovered, improved, got worse?
 *
 * Improvement and deterioration are divided by finished courses, both recoveries by finished courses less those not
 * at caseness at the start. Courses without paired scores stay in the denominators: print `pairedData` beside.
 *
 * @param groups  counts of each group: members of one group resemble each other, and the intervals allow for it;
 *                under 5 groups the plain Wilson interval with a warning
 * @throws        NotARecordValue when the counts contradict each other, OutOfRange when a count is none
 * @example       England 2024-25: recovery 321061 / (670419 - 35234) = 50.5 %
 * @source        NHS England, NHS Talking Therapies annual report 2024-25, measure definitions
 * @verified      test/golden/core/national-rates.test.ts
 */
export function nationalRates(groups: readonly NationalCounts[]): NationalRates {
  for (const { finished, notAtCaseness } of groups) {
    if (notAtCaseness > finished) {
      throw new NotARecordValue('The number of courses not at caseness', 'at most the finished courses')
    }
  }
  const ofFinished = (count: (group: NationalCounts) => number) =>
    clusteredWilsonInterval(groups.map((group) => ({ successes: count(group), total: group.finished })))
  const ofCases = (count: (group: NationalCounts) => number) =>
    clusteredWilsonInterval(
      groups.map((group) => ({ successes: count(group), total: group.finished - group.notAtCaseness })),
    )
  return {
    finished: groups.reduce((sum, group) => sum + group.finished, 0),
    notAtCaseness: groups.reduce((sum, group) => sum + group.notAtCaseness, 0),
    recovery: ofCases((group) => group.recovered),
    reliableRecovery: ofCases((group) => group.reliablyRecovered),
    reliableImprovement: ofFinished((group) => group.reliablyImproved),
    reliableDeterioration: ofFinished((group) => group.reliablyDeteriorated),
    pairedData: ofFinished((group) => group.pairedData),
  }
}

/** `nationalRates` of these episodes; open ones are passed over. */
export function countNationalRates(outcomes: readonly Outcome[]): NationalRates {
  return nationalRates(countNationalOutcomes(outcomes))
}

/** Both first scores are valid and neither is at caseness. */
export function isNotAtCaseness(outcome: Pick<EpisodeOutcome, 'measures'>): boolean {
  return ['phq9', 'gad7'].every(
    (code) => outcome.measures.find((measure) => measure.measureCode === code)?.isCaseAtStart === false,
  )
}

function countGroup(outcomes: readonly Outcome[]): NationalCounts {
  const count = (isCounted: (outcome: Outcome) => boolean | null) =>
    outcomes.filter((outcome) => isCounted(outcome) === true).length
  return {
    finished: outcomes.length,
    notAtCaseness: count(isNotAtCaseness),
    pairedData: count(({ paired }) => paired.hasPairedScores),
    recovered: count(({ paired }) => paired.isRecovered),
    reliablyRecovered: count(({ paired }) => paired.isReliablyRecovered),
    reliablyImproved: count(({ paired }) => paired.isReliablyImproved),
    reliablyDeteriorated: count(({ paired }) => paired.isReliablyDeteriorated),
  }
}
