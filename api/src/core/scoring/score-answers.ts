/** From the answers of one form to its score. */

import { AnswerOutOfRange, TotalOutOfRange, WrongItemCount } from '../errors.js'
import type { MeasureDefinition, MeasureItem } from '../measures/measure-definition.js'

/** One entry an item, in item order; null = not answered. */
export type Answers = readonly (number | null)[]

interface AnswerCounts {
  /** Sum of the answered items, reversed ones turned round, in points. */
  readonly rawSum: number
  readonly nMissing: number
  readonly nAnswered: number
}

export interface ScoredResponse extends AnswerCounts {
  readonly kind: 'scored'
  readonly scoring: 'complete' | 'prorated'
  /** Whole points; every later analysis uses it. */
  readonly total: number
  /** Points before rounding; equal to `total` on a complete form. */
  readonly unrounded: number
  /** Code of the severity band; null where the measure has none. */
  readonly band: string | null
}

export interface UnscorableResponse extends AnswerCounts {
  readonly kind: 'unscorable'
  readonly reason: 'nothing_answered' | 'too_many_missing'
}

export type ResponseScore = ScoredResponse | UnscorableResponse

/** A form of which only the total was recorded. */
export interface TotalOnlyScore {
  readonly kind: 'scored'
  readonly scoring: 'total_only'
  readonly total: number
  readonly band: string | null
}

/** `unknown`: the item was not answered, or the items were not recorded. Never read as "no". */
export type RiskItemState = 'yes' | 'no' | 'unknown'

/**
 * What does this form score?
 *
 * total = sum of answered items x number of items / number answered, rounded half up, when no more items
 * are missing than the measure allows; otherwise the form has no score.
 *
 * @param measure  its definition
 * @param answers  one entry an item, in item order; null = not answered
 * @returns        the score in points with its counts, or `unscorable`; an unanswered form never scores 0
 * @throws         WrongItemCount, AnswerOutOfRange
 * Assumes         items missing at random within the form
 * @example        GAD-7 with one missing and a sum of 3: 3 x 7 / 6 = 3.5, total 4
 * @verified       test/golden/core/reference-outcomes.test.ts, test/golden/core/closed-form.test.ts
 */
export function scoreAnswers(measure: MeasureDefinition, answers: Answers): ResponseScore {
  const { items, maxMissingItems } = measure
  if (answers.length !== items.length) {
    throw new WrongItemCount(measure.shortName, items.length, answers.length)
  }
  let rawSum = 0
  let nAnswered = 0
  for (const [i, item] of items.entries()) {
    const answer = answers[i]
    if (answer === null || answer === undefined) continue
    rawSum += pointsOf(measure, item, answer)
    nAnswered += 1
  }
  const nMissing = items.length - nAnswered
  const counts = { rawSum, nMissing, nAnswered }
  if (nAnswered === 0) return { kind: 'unscorable', reason: 'nothing_answered', ...counts }
  if (nMissing > maxMissingItems) return { kind: 'unscorable', reason: 'too_many_missing', ...counts }
  // Multiply first: every tie at .5 is then exact in binary and rounds up.
  const unrounded = (rawSum * items.length) / nAnswered
  const total = Math.floor(unrounded + 0.5)
  const scoring = nMissing === 0 ? 'complete' : 'prorated'
  return { kind: 'scored', scoring, total, unrounded, ...counts, band: bandOf(measure, total) }
}

/** The score of a form whose items were not recorded. @throws TotalOutOfRange */
export function scoreTotalOnly(measure: MeasureDefinition, total: number): TotalOnlyScore {
  const { low, high } = measure.totalRange
  if (!Number.isInteger(total) || total < low || total > high) {
    throw new TotalOutOfRange(measure.shortName, low, high)
  }
  return { kind: 'scored', scoring: 'total_only', total, band: bandOf(measure, total) }
}

/** Code of the severity band that holds this total; null where the measure has no bands. */
export function bandOf(measure: MeasureDefinition, total: number): string | null {
  return measure.bands.find((band) => total >= band.low && total <= band.high)?.code ?? null
}

/**
 * Did the member answer the risk item above its lowest point?
 *
 * @param answers  as `scoreAnswers`; null when only a total was recorded
 * @returns        `no` says only that the answer was "not at all"; null for measures without a risk item
 * @throws         WrongItemCount
 */
export function riskItemState(measure: MeasureDefinition, answers: Answers | null): RiskItemState | null {
  const position = measure.items.findIndex((item) => item.isRiskItem)
  if (position === -1) return null
  if (answers === null) return 'unknown'
  if (answers.length !== measure.items.length) {
    throw new WrongItemCount(measure.shortName, measure.items.length, answers.length)
  }
  const answer = answers[position] ?? null
  if (answer === null) return 'unknown'
  return answer > measure.itemRange.low ? 'yes' : 'no'
}

function pointsOf(measure: MeasureDefinition, item: MeasureItem, answer: number): number {
  const { low, high } = measure.itemRange
  if (!Number.isInteger(answer) || answer < low || answer > high) {
    throw new AnswerOutOfRange(measure.shortName, item.number, low, high)
  }
  return item.isReversed ? low + high - answer : answer
}
