/** How often did members come, and how many stopped coming? */

import { type Proportion, wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import type { EpisodeOutcome } from '../episodes/summarise-episode.js'

export interface AttendanceCounts {
  /** Sessions of all episodes pooled. */
  readonly eligible: number
  readonly attended: number
}

/** Two definitions of dropout over one denominator: ended episodes with at least one attended session. */
export interface DropoutCounts {
  readonly started: number
  /** The last 2 or more eligible sessions in a row were all missed. */
  readonly byAttendance: number
  /** The recorded exit reason is `dropped_out`. */
  readonly asRecorded: number
}

export interface DropoutRates {
  readonly started: number
  readonly byAttendance: Proportion
  readonly asRecorded: Proportion
}

export function countAttendance(outcomes: readonly Pick<EpisodeOutcome, 'attendance'>[]): AttendanceCounts {
  return {
    eligible: outcomes.reduce((sum, { attendance }) => sum + attendance.eligible, 0),
    attended: outcomes.reduce((sum, { attendance }) => sum + attendance.attended, 0),
  }
}

/**
 * Of all eligible sessions, which share was attended?
 *
 * @returns  with a plain Wilson interval: sessions of one member are not independent, so it is too narrow
 * @throws   OutOfRange
 */
export function attendanceRate(counts: AttendanceCounts): Proportion {
  return wilsonInterval(counts.attended, counts.eligible)
}

export function countDropouts(
  outcomes: readonly Pick<EpisodeOutcome, 'hasDroppedOut' | 'exitReason'>[],
): DropoutCounts {
  const started = outcomes.filter((outcome) => outcome.hasDroppedOut !== null)
  return {
    started: started.length,
    byAttendance: started.filter((outcome) => outcome.hasDroppedOut === true).length,
    asRecorded: started.filter((outcome) => outcome.exitReason === 'dropped_out').length,
  }
}

/** Which share of the members who started stopped coming? Always show both beside each other. @throws OutOfRange */
export function dropoutRates(counts: DropoutCounts): DropoutRates {
  return {
    started: counts.started,
    byAttendance: wilsonInterval(counts.byAttendance, counts.started),
    asRecorded: wilsonInterval(counts.asRecorded, counts.started),
  }
}
