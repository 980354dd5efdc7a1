/** What each signal says to a therapist: one plain sentence, its numbers as they stand on the form, no full stop. */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { requireMeasure } from '../measures/registry.js'
import type { Signal, SignalInputs } from './signal.js'

const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** "Item 9, thoughts of self-harm: answered 1 (several days)" */
export function riskItemSentence(
  { items, choices }: MeasureDefinition,
  { itemNumber, answer, isUnansweredSince }: SignalInputs['risk_item'],
): string {
  const label = lowerFirst(items[itemNumber - 1]?.label ?? '')
  const words = lowerFirst(choices.find(({ value }) => value === answer)?.label ?? '')
  const since = isUnansweredSince ? '; not answered since' : ''
  return `Item ${itemNumber}, ${label}: answered ${answer} (${words})${since}`
}

/** "7 points worse than at the start (12 then, 19 now)" */
export function deteriorationSentence({
  pointsWorse,
  baseline,
  latest,
}: SignalInputs['reliably_deteriorated']): string {
  return `${counted(pointsWorse, 'point')} worse than at the start (${baseline.total} then, ${latest.total} now)`
}

/** "5 points above the expected range at session 6, for the second time in a row" */
export function worseThanExpectedSentence(
  { direction }: MeasureDefinition,
  inputs: SignalInputs['worse_than_expected'],
): string {
  const { isAbove90, pointsBeyond, scoresInARow } = inputs
  const [side, edge] = direction === 'lower_is_better' ? ['above', 'top'] : ['below', 'bottom']
  const place = isAbove90
    ? `${counted(pointsBeyond, 'point')} ${side} the expected range`
    : `At the ${edge} of the expected range`
  const repeated = scoresInARow < 2 ? '' : `, ${inARow(scoresInARow)}`
  return `${place} ${whenWords(inputs)}${repeated}`
}

/** "Less than 6 points of improvement after 8 sessions (17 at the start, 16 now)" */
export function noReliableChangeSentence({
  reliablePoints,
  attendedSessions,
  baseline,
  latest,
}: SignalInputs['no_reliable_change_by_k']): string {
  const sessions = counted(attendedSessions, 'session')
  const scores = `${baseline.total} at the start, ${latest.total} now`
  return `Less than ${counted(reliablePoints, 'point')} of improvement after ${sessions} (${scores})`
}

/** "Missed the last 2 sessions, without notice" */
export function absenceSentence({
  missedInARow,
  missedWithoutNotice,
  lastAttendedOn,
}: SignalInputs['absent_2']): string {
  const sessions = counted(missedInARow, 'session')
  const missed =
    lastAttendedOn === null ? `Has not come to any of the ${sessions} so far` : `Missed the last ${sessions}`
  if (missedWithoutNotice === 0) return missed
  return missedWithoutNotice === missedInARow
    ? `${missed}, without notice`
    : `${missed}, ${missedWithoutNotice} without notice`
}

export function missingFormSentence({ shortName }: MeasureDefinition): string {
  return `Came to the last session, but no ${shortName} form has come in`
}

export function insufficientDataSentence({ nScores }: SignalInputs['insufficient_data']): string {
  return nScores === 0 ? 'Not enough data (no score yet)' : `Not enough data (${counted(nScores, 'score')})`
}

/**
 * All of them as one line of a list, in the order given: "Missed the last 2 sessions; not enough data (1 score)". Where
 * they speak of several measures, each says of which: "PHQ-9: not enough data (1 score)".
 */
export function joinedSentences(signals: readonly Signal[]): string {
  const measures = new Set(signals.filter(speaksOfScores).map(({ measureCode }) => measureCode))
  return signals
    .map((signal, place) => {
      const { measureCode, sentence } = signal
      if (measures.size > 1 && measureCode !== null && speaksOfScores(signal)) {
        return `${requireMeasure(measureCode).shortName}: ${lowerFirst(sentence)}`
      }
      return place === 0 ? sentence : lowerFirst(sentence)
    })
    .join('; ')
}

/** Item 9 and a missing form name their measure, or need not. */
function speaksOfScores({ kind }: Signal): boolean {
  return kind !== 'risk_item' && kind !== 'measure_missing' && kind !== 'absent_2'
}

function whenWords({ sessionNumber, weeksSinceBaseline }: SignalInputs['worse_than_expected']): string {
  if (sessionNumber !== null) return `at session ${sessionNumber}`
  const weeks = Math.round(weeksSinceBaseline)
  return weeks === 0 ? 'within a week of the first form' : `${counted(weeks, 'week')} after the first form`
}

function inARow(scores: number): string {
  const ordinal = ORDINALS[scores - 2]
  return ordinal === undefined ? `${scores} times in a row` : `for the ${ordinal} time in a row`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
