/** Item 9: what was answered, and what was not. A channel of its own. */

import { type Day, dayNumber } from '../calendar-day.js'
import type { ResponseRecord } from '../episodes/episode-history.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { type RiskItemState, riskItemState } from '../scoring/score-answers.js'
import { riskItemSentence } from './sentences.js'
import type { SignalOf } from './signal.js'

export interface RiskItemAnswer {
  readonly responseId: string
  readonly on: Day
  /** Points of the item. */
  readonly answer: number
}

export interface RiskItemReading {
  readonly itemNumber: number
  /** Of the latest day with a form: `unknown` = not answered, which is never read as "no". */
  readonly latest: RiskItemState
  readonly latestOn: Day
  /** The highest answer of the latest day on which the item was answered; null when it never was. */
  readonly lastAnswered: RiskItemAnswer | null
  /** The first of the days in a row, up to the last answered one, with an answer above the lowest; null when that was 0. */
  readonly aboveSince: Day | null
  /** Every answer above the lowest, in time order: each must be acknowledged by a person, also once a later one is 0. */
  readonly toAcknowledge: readonly RiskItemAnswer[]
}

/**
 * What the forms say about harm to oneself, those without a score included.
 *
 * @param responses  of one episode, any order
 * @returns          null for a measure without such an item, and without a form
 * @throws           WrongItemCount, NotADay
 */
export function readRiskItem(
  measure: MeasureDefinition,
  responses: readonly ResponseRecord[],
): RiskItemReading | null {
  const item = measure.items.find(({ isRiskItem }) => isRiskItem)
  const forms = formsInOrder(measure, responses)
  const latestOn = forms.at(-1)?.respondedOn
  if (item === undefined || latestOn === undefined) return null
  const answered = forms.flatMap((form) => answerOn(measure, item.number, form))
  const byDay = highestOfEachDay(answered)
  const isAbove = ({ answer }: RiskItemAnswer) => answer > measure.itemRange.low
  const lastAnswered = byDay.at(-1) ?? null
  const firstAbove = byDay[byDay.findLastIndex((answer) => !isAbove(answer)) + 1]
  return {
    itemNumber: item.number,
    latest: lastAnswered?.on !== latestOn ? 'unknown' : isAbove(lastAnswered) ? 'yes' : 'no',
    latestOn,
    lastAnswered,
    aboveSince: firstAbove?.on ?? null,
    toAcknowledge: answered.filter(isAbove),
  }
}

/** Raised while the last answer to the item is above the lowest: a form that leaves it out ends nothing. */
export function riskItemSignal(
  measure: MeasureDefinition,
  { lastAnswered, aboveSince, latestOn, itemNumber }: RiskItemReading,
  rulesVersion: number,
): SignalOf<'risk_item'> | null {
  if (lastAnswered === null || aboveSince === null) return null
  const { answer, on: answeredOn } = lastAnswered
  const inputs = { itemNumber, answer, answeredOn, isUnansweredSince: latestOn !== answeredOn }
  return {
    kind: 'risk_item',
    level: 'not_on_track',
    measureCode: measure.code,
    since: aboveSince,
    rulesVersion,
    inputs,
    sentence: riskItemSentence(measure, inputs),
  }
}

function formsInOrder(measure: MeasureDefinition, responses: readonly ResponseRecord[]): ResponseRecord[] {
  const dayOf = (form: ResponseRecord) => dayNumber(form.respondedOn, 'The day of a response')
  return responses
    .filter(({ measureCode }) => measureCode === measure.code)
    .sort((one, other) => dayOf(one) - dayOf(other) || (one.responseId < other.responseId ? -1 : 1))
}

function answerOn(
  measure: MeasureDefinition,
  itemNumber: number,
  { responseId, respondedOn: on, answers }: ResponseRecord,
): RiskItemAnswer[] {
  if (riskItemState(measure, answers) === 'unknown') return []
  const answer = answers?.[itemNumber - 1] ?? null
  return answer === null ? [] : [{ responseId, on, answer }]
}

/** Two forms of one day: the higher answer is believed. */
function highestOfEachDay(inOrder: readonly RiskItemAnswer[]): RiskItemAnswer[] {
  const days = new Map<Day, RiskItemAnswer>()
  for (const answer of inOrder) {
    const known = days.get(answer.on)
    if (known === undefined || answer.answer > known.answer) days.set(answer.on, answer)
  }
  return [...days.values()]
}
