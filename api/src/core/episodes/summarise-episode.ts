/** The outcome of one episode of care: the one place where its rules stand together. */

import { hasDroppedOutByAttendance } from '../attendance/dropout.js'
import { type AttendanceSummary, summariseAttendance } from '../attendance/summarise-attendance.js'
import { CALCULATION_VERSION } from '../calculation-version.js'
import { type Day, dayNumber } from '../calendar-day.js'
import { FEWEST_ATTENDED_SESSIONS, type PairedOutcome, pairedOutcome } from '../change/paired-outcome.js'
import { measureRegistry, requireMeasure } from '../measures/registry.js'
import { type RiskItemState, riskItemState } from '../scoring/score-answers.js'
import type { ExitReason } from '../vocabulary.js'
import { type EpisodeHistory, historyAsOf, type ResponseRecord } from './episode-history.js'
import { type MeasureOutcome, summariseMeasure } from './measure-outcome.js'

export interface EpisodeOutcome {
  readonly memberId: string
  readonly episodeKey: string
  readonly groupId: string
  /** Exit, else planned end; null when neither is known. */
  readonly endedOn: Day | null
  /** Ended on or before the day asked about. */
  readonly hasEnded: boolean
  readonly exitReason: ExitReason | null
  readonly attendance: AttendanceSummary
  /** Ended with at least 2 attended sessions: the denominator of the national rates. */
  readonly isFinishedCourse: boolean
  /** By attendance; null while the episode goes on and for members who never attended. */
  readonly hasDroppedOut: boolean | null
  /** One entry a measure with a valid score, in the order of the registry. */
  readonly measures: readonly MeasureOutcome[]
  readonly paired: PairedOutcome
  /** `yes`: any form answered above the lowest; `no`: every form answered it so; null without such a form. */
  readonly riskItem: RiskItemState | null
  readonly calculationVersion: number
}

/**
 * How did this episode go, as known at the end of a day?
 *
 * @param history  its attendance and forms, any order
 * @param asOf     sessions and forms after this day are left out; the episode has ended when its end is not after it
 * @throws         NotADay, UnknownMeasure, TotalOutOfRange, WrongItemCount
 * Edge cases      no attendance: not started; only unscorable forms: no measure outcome
 * @verified       test/golden/core/reference-outcomes.test.ts
 */
export function summariseEpisode(history: EpisodeHistory, asOf: Day): EpisodeOutcome {
  checkDays(history, asOf)
  const { attendance: records, responses } = historyAsOf(history, asOf)
  const endedOn = history.exitedOn ?? history.plannedEndOn
  const hasEnded = endedOn !== null && endedOn <= asOf
  const attendance = summariseAttendance(records)
  const measures = summariseMeasures(responses)
  return {
    memberId: history.memberId,
    episodeKey: history.episodeKey,
    groupId: history.groupId,
    endedOn,
    hasEnded,
    exitReason: history.exitReason,
    attendance,
    isFinishedCourse: hasEnded && attendance.attended >= FEWEST_ATTENDED_SESSIONS,
    hasDroppedOut: hasDroppedOutByAttendance(attendance, hasEnded),
    measures,
    paired: pairedOutcome(
      attendance.attended,
      measures.find((outcome) => outcome.measureCode === 'phq9'),
      measures.find((outcome) => outcome.measureCode === 'gad7'),
    ),
    riskItem: riskItemOf(responses),
    calculationVersion: CALCULATION_VERSION,
  }
}

function checkDays(history: EpisodeHistory, asOf: Day): void {
  dayNumber(asOf, 'The day asked about')
  dayNumber(history.joinedOn, 'The joining day of an episode')
  if (history.plannedEndOn !== null) dayNumber(history.plannedEndOn, 'The planned end of an episode')
  if (history.exitedOn !== null) dayNumber(history.exitedOn, 'The exit of an episode')
  for (const { sessionOn } of history.attendance) dayNumber(sessionOn, 'The day of a session')
  for (const { respondedOn } of history.responses) dayNumber(respondedOn, 'The day of a response')
}

function summariseMeasures(responses: readonly ResponseRecord[]): MeasureOutcome[] {
  for (const { measureCode } of responses) requireMeasure(measureCode)
  return measureRegistry
    .map((measure) => summariseMeasure(measure, responses))
    .filter((outcome) => outcome !== null)
}

function riskItemOf(responses: readonly ResponseRecord[]): RiskItemState | null {
  let episode: RiskItemState | null = null
  for (const { measureCode, answers } of responses) {
    const form = riskItemState(requireMeasure(measureCode), answers)
    if (form === 'yes') return 'yes'
    if (form === 'unknown' || (form === 'no' && episode === null)) episode = form
  }
  return episode
}
