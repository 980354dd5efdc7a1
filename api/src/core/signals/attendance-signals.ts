/** The quieter signals, from who came and what was filled in. */

import { summariseAttendance } from '../attendance/summarise-attendance.js'
import type { AttendanceRecord, EpisodeHistory } from '../episodes/episode-history.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { isAttended } from '../vocabulary.js'
import { absenceSentence, missingFormSentence } from './sentences.js'
import type { SignalOf } from './signal.js'
import { isSwitchedOn, type SignalRules } from './signal-rules.js'

/** Sessions of one episode in the order in which they were held. */
export function sessionsInOrder(attendance: readonly AttendanceRecord[]): AttendanceRecord[] {
  return [...attendance].sort((one, other) => {
    if (one.sessionOn !== other.sessionOn) return one.sessionOn < other.sessionOn ? -1 : 1
    return one.sessionId < other.sessionId ? -1 : 1
  })
}

/** Two or more sessions missed in a row, up to the latest; with or without notice. */
export function absenceSignal(
  attendance: readonly AttendanceRecord[],
  rules: SignalRules,
): SignalOf<'absent_2'> | null {
  const { trailingAbsences: missedInARow, lastAttendedOn } = summariseAttendance(attendance)
  const missed = sessionsInOrder(attendance).slice(attendance.length - missedInARow)
  const [first] = missed
  if (first === undefined || missedInARow < rules.absencesInARow || !isSwitchedOn(rules, 'absent_2'))
    return null
  const missedWithoutNotice = missed.filter(({ status }) => status === 'absent_unnotified').length
  const inputs = { missedInARow, missedWithoutNotice, lastAttendedOn }
  return {
    kind: 'absent_2',
    level: 'watch',
    measureCode: null,
    since: first.sessionOn,
    rulesVersion: rules.version,
    inputs,
    sentence: absenceSentence(inputs),
  }
}

/**
 * Came to the latest session attended, and no form of a measure that belongs to it is there: neither of that session
 * nor of its day or later. A form without a score counts as filled in.
 */
export function missingFormSignal(
  measure: MeasureDefinition,
  { attendance, responses }: Pick<EpisodeHistory, 'attendance' | 'responses'>,
  rules: SignalRules,
): SignalOf<'measure_missing'> | null {
  const latest = sessionsInOrder(attendance).findLast(({ status }) => isAttended(status))
  if (latest === undefined || !rules.expectedMeasures.includes(measure.code)) return null
  const { sessionId, sessionOn } = latest
  const isThere = responses.some(
    (form) =>
      form.measureCode === measure.code && (form.sessionId === sessionId || form.respondedOn >= sessionOn),
  )
  if (isThere || !isSwitchedOn(rules, 'measure_missing')) return null
  return {
    kind: 'measure_missing',
    level: 'badge',
    measureCode: measure.code,
    since: sessionOn,
    rulesVersion: rules.version,
    inputs: { sessionId, sessionOn },
    sentence: missingFormSentence(measure),
  }
}
