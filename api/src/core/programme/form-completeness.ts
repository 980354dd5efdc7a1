/** Of the forms that should have been filled in, how many came back and can be scored? */

import { type Proportion, wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import type { EpisodeHistory, ResponseRecord } from '../episodes/episode-history.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { isAttended } from '../vocabulary.js'

/** Adds up over episodes; `returned - valid` are unscorable, `expected - returned` are missing. */
export interface FormCounts {
  /** Attended sessions: one form each. */
  readonly expected: number
  /** Of these with a form of that session. */
  readonly returned: number
  /** Of these with a scored form. */
  readonly valid: number
  /** Of these whose first scored form had missing answers. */
  readonly prorated: number
}

/** @param histories  one an episode; forms that name no session are not counted */
export function countForms(measure: MeasureDefinition, histories: readonly EpisodeHistory[]): FormCounts {
  const counts = { expected: 0, returned: 0, valid: 0, prorated: 0 }
  for (const history of histories) {
    const forms = formsBySession(measure, history.responses)
    for (const record of history.attendance) {
      if (!isAttended(record.status)) continue
      counts.expected += 1
      const returned = forms.get(record.sessionId)
      if (returned === undefined) continue
      counts.returned += 1
      const scored = returned.find((form) => form.total !== null)
      if (scored === undefined) continue
      counts.valid += 1
      if (scored.answers !== null && scored.nAnswered < measure.items.length) counts.prorated += 1
    }
  }
  return counts
}

/** Which share of the expected forms has a score? @throws OutOfRange */
export function completeness(counts: Pick<FormCounts, 'expected' | 'valid'>): Proportion {
  return wilsonInterval(counts.valid, counts.expected)
}

function formsBySession(
  measure: MeasureDefinition,
  responses: readonly ResponseRecord[],
): Map<string, ResponseRecord[]> {
  const forms = new Map<string, ResponseRecord[]>()
  for (const response of responses) {
    if (response.measureCode !== measure.code || response.sessionId === null) continue
    const ofSession = forms.get(response.sessionId)
    if (ofSession === undefined) forms.set(response.sessionId, [response])
    else ofSession.push(response)
  }
  return forms
}
