/** Which answers to item 9 wait for a person: those that came in time, and the last one of whoever is still near. */

import { addDays, type Day } from '../calendar-day.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { RiskItemAnswer, RiskItemReading } from './risk-item.js'
import { riskItemSentence } from './sentences.js'
import type { SignalOf } from './signal.js'

/** Older ones came with records of the past: they stay on their forms, and nobody is asked to see them. */
export const DAYS_AN_ANSWER_WAITS = 28

/** One answer above the lowest, as a signal of its own. */
export interface RiskAnswer {
  readonly responseId: string
  readonly evidence: SignalOf<'risk_item'>
  /** A person has to see it. */
  readonly waits: boolean
}

/**
 * Every answer of 1 or more of one measure, in time order, and which of them a person has to see.
 *
 * Those given within the last 28 days; and, whenever it was, the highest of the last day on which the item was
 * answered, as long as the episode goes on or ended within 28 days.
 *
 * @param endedOn  exit, else planned end; null when neither is known
 */
export function riskAnswers(
  measure: MeasureDefinition,
  reading: RiskItemReading,
  { today, endedOn, rulesVersion }: { today: Day; endedOn: Day | null; rulesVersion: number },
): RiskAnswer[] {
  const oldest = addDays(today, -DAYS_AN_ANSWER_WAITS)
  const isNear = endedOn === null || endedOn >= oldest
  return reading.toAcknowledge.map((answer) => ({
    responseId: answer.responseId,
    evidence: riskAnswerSignal(measure, reading, answer, rulesVersion),
    waits: answer.on >= oldest || (isNear && answer.on === reading.lastAnswered?.on),
  }))
}

function riskAnswerSignal(
  measure: MeasureDefinition,
  { itemNumber, lastAnswered, latestOn }: RiskItemReading,
  { answer, on }: RiskItemAnswer,
  rulesVersion: number,
): SignalOf<'risk_item'> {
  const isUnansweredSince = on === lastAnswered?.on && latestOn !== on
  const inputs = { itemNumber, answer, answeredOn: on, isUnansweredSince }
  return {
    kind: 'risk_item',
    level: 'not_on_track',
    measureCode: measure.code,
    since: on,
    rulesVersion,
    inputs,
    sentence: riskItemSentence(measure, inputs),
  }
}
