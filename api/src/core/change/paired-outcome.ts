/** The joint outcome of PHQ-9 and GAD-7 in one episode, as NHS Talking Therapies defines it. */

import type { MeasureOutcome } from '../episodes/measure-outcome.js'
import type { ReliableChange } from './reliable-change.js'

/** Both families of rates ask for at least this many attended sessions. */
export const FEWEST_ATTENDED_SESSIONS = 2
const FEWEST_SCORES = 2

export type PairedOutcome =
  | {
      readonly hasPairedScores: true
      /** PHQ-9 or GAD-7 at caseness at baseline. */
      readonly isCaseAtStart: boolean
      /** A case at the start and neither measure at caseness at the end. */
      readonly isRecovered: boolean
      /** One measure reliably improved, the other not reliably deteriorated. */
      readonly isReliablyImproved: boolean
      /** One measure reliably deteriorated, the other not reliably improved. */
      readonly isReliablyDeteriorated: boolean
      /** Recovered and reliably improved. */
      readonly isReliablyRecovered: boolean
    }
  | {
      readonly hasPairedScores: false
      readonly isCaseAtStart: null
      readonly isRecovered: null
      readonly isReliablyImproved: null
      readonly isReliablyDeteriorated: null
      readonly isReliablyRecovered: null
    }

const NOT_PAIRED: PairedOutcome = {
  hasPairedScores: false,
  isCaseAtStart: null,
  isRecovered: null,
  isReliablyImproved: null,
  isReliablyDeteriorated: null,
  isReliablyRecovered: null,
}

/**
 * How did both measures together come out?
 *
 * @param sessionsAttended  present, late or left early
 * @param depression        PHQ-9 in this episode; undefined without a valid score
 * @param anxiety           GAD-7 likewise
 * @returns                 all null unless 2 sessions were attended and both measures have 2 valid scores;
 *                          one measure up and the other down by its threshold is neither improved nor deteriorated
 * @source                  NHS Talking Therapies manual; NHS England, annual report measure definitions
 * @verified                test/golden/core/reference-outcomes.test.ts
 */
export function pairedOutcome(
  sessionsAttended: number,
  depression: MeasureOutcome | undefined,
  anxiety: MeasureOutcome | undefined,
): PairedOutcome {
  if (sessionsAttended < FEWEST_ATTENDED_SESSIONS) return NOT_PAIRED
  if (depression === undefined || depression.nScores < FEWEST_SCORES) return NOT_PAIRED
  if (anxiety === undefined || anxiety.nScores < FEWEST_SCORES) return NOT_PAIRED
  const both = [depression, anxiety]
  const isCaseAtStart = both.some((outcome) => outcome.isCaseAtStart === true)
  const isRecovered = isCaseAtStart && both.every((outcome) => outcome.isCaseAtEnd === false)
  const { isReliablyImproved, isReliablyDeteriorated } = jointReliableChange(
    depression.reliableChange,
    anxiety.reliableChange,
  )
  return {
    hasPairedScores: true,
    isCaseAtStart,
    isRecovered,
    isReliablyImproved,
    isReliablyDeteriorated,
    isReliablyRecovered: isRecovered && isReliablyImproved,
  }
}

/** One measure reliably better and the other not reliably worse; or the mirror image. */
export function jointReliableChange(
  depression: ReliableChange,
  anxiety: ReliableChange,
): { isReliablyImproved: boolean; isReliablyDeteriorated: boolean } {
  const both = [depression, anxiety]
  const hasImproved = both.includes('reliably_improved')
  const hasDeteriorated = both.includes('reliably_deteriorated')
  return {
    isReliablyImproved: hasImproved && !hasDeteriorated,
    isReliablyDeteriorated: hasDeteriorated && !hasImproved,
  }
}
