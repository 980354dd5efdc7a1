/** Everything recorded of one episode of care, as the outcome rules read it. */

import type { Day } from '../calendar-day.js'
import type { Arm, AttendanceStatus, ExitReason } from '../vocabulary.js'

export interface AttendanceRecord {
  readonly sessionId: string
  readonly sessionOn: Day
  readonly status: AttendanceStatus
}

export interface ResponseRecord {
  /** Of the source; orders forms of one day, as text. */
  readonly responseId: string
  readonly measureCode: string
  readonly respondedOn: Day
  readonly sessionId: string | null
  /** Whole points; null when the form is unscorable. */
  readonly total: number | null
  readonly nAnswered: number
  /** One entry an item; null as a whole when only the total was recorded. */
  readonly answers: readonly (number | null)[] | null
}

export interface EpisodeHistory {
  readonly memberId: string
  /** Names the episode within the caller's data; carried through, never read. */
  readonly episodeKey: string
  readonly groupId: string
  readonly joinedOn: Day
  readonly plannedEndOn: Day | null
  readonly exitedOn: Day | null
  readonly exitReason: ExitReason | null
  readonly arm: Arm | null
  /** One a held session of the group while the member belonged to it; any order. */
  readonly attendance: readonly AttendanceRecord[]
  /** Voided forms left out; any order. */
  readonly responses: readonly ResponseRecord[]
}

/** What was recorded up to and including a day: later sessions and forms are left out. Days must be days. */
export function historyAsOf(history: EpisodeHistory, asOf: Day): EpisodeHistory {
  return {
    ...history,
    attendance: history.attendance.filter((record) => record.sessionOn <= asOf),
    responses: history.responses.filter((response) => response.respondedOn <= asOf),
  }
}
