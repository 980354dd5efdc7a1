import { describe, expect, test } from '@jest/globals'
import { AnswerOutOfRange, TotalOutOfRange, WrongItemCount } from '../../../api/src/core/errors.js'
import { gad7 } from '../../../api/src/core/measures/gad-7.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import { riskItemState, scoreAnswers, scoreTotalOnly } from '../../../api/src/core/scoring/score-answers.js'

describe('the score of a form', () => {
  test('a complete PHQ-9 is the sum of its answers', () => {
    expect(scoreAnswers(phq9, [2, 1, 1, 0, 0, 1, 2, 1, 2])).toEqual({
      kind: 'scored',
      scoring: 'complete',
      total: 10,
      unrounded: 10,
      rawSum: 10,
      nMissing: 0,
      nAnswered: 9,
      band: 'moderate',
    })
  })
  test('GAD-7 with one missing answer and a sum of 3 is 3 x 7 / 6 = 3.5, rounded up to 4', () => {
    expect(scoreAnswers(gad7, [1, 1, 1, 0, 0, 0, null])).toEqual({
      kind: 'scored',
      scoring: 'prorated',
      total: 4,
      unrounded: 3.5,
      rawSum: 3,
      nMissing: 1,
      nAnswered: 6,
      band: 'minimal',
    })
  })
  test('three missing answers leave the form without a score', () => {
    expect(scoreAnswers(phq9, [3, 3, 3, 3, 3, 3, null, null, null])).toEqual({
      kind: 'unscorable',
      reason: 'too_many_missing',
      rawSum: 18,
      nMissing: 3,
      nAnswered: 6,
    })
  })
  test('an unanswered form has no score, not 0', () => {
    expect(scoreAnswers(gad7, Array(7).fill(null))).toMatchObject({
      kind: 'unscorable',
      reason: 'nothing_answered',
    })
  })
  test('a form answered "not at all" throughout scores 0', () => {
    expect(scoreAnswers(gad7, Array(7).fill(0))).toMatchObject({ kind: 'scored', total: 0, band: 'minimal' })
  })
  test('strong agreement with every Rosenberg statement is 5 x 3 + 5 x 0 points', () => {
    expect(scoreAnswers(rosenberg, Array(10).fill(3))).toMatchObject({ total: 15, rawSum: 15, band: null })
  })
  test('agreement with the good and disagreement with the bad statements is the best Rosenberg score', () => {
    expect(scoreAnswers(rosenberg, [3, 0, 3, 3, 0, 0, 3, 0, 0, 3])).toMatchObject({ total: 30 })
  })
  test('a reversed item that was not answered counts for nothing', () => {
    // 9 items at 3 points: 27 x 10 / 9 = 30.
    expect(scoreAnswers(rosenberg, [3, null, 3, 3, 0, 0, 3, 0, 0, 3])).toMatchObject({
      rawSum: 27,
      total: 30,
      scoring: 'prorated',
    })
  })
})

describe('answers that are none', () => {
  test.each([8, 10])('%s answers for nine items', (count) => {
    expect(() => scoreAnswers(phq9, Array(count).fill(1))).toThrow(WrongItemCount)
  })
  test.each([4, -1, 1.5, Number.NaN, Infinity, 7])('an answer of %s', (answer) => {
    expect(() => scoreAnswers(phq9, [answer, 0, 0, 0, 0, 0, 0, 0, 0])).toThrow(AnswerOutOfRange)
  })
  test('the message names the item and not the answer', () => {
    expect(() => scoreAnswers(phq9, [0, 0, 44, 0, 0, 0, 0, 0, 0])).toThrow(
      'Item 3 of PHQ-9 must be a whole number from 0 to 3, or null when not answered.',
    )
  })
})

describe('a form of which only the total is known', () => {
  test('has a band and no proration', () => {
    expect(scoreTotalOnly(phq9, 20)).toEqual({
      kind: 'scored',
      scoring: 'total_only',
      total: 20,
      band: 'severe',
    })
  })
  test.each([28, -1, 3.5, Number.NaN])('a PHQ-9 total of %s is refused', (total) => {
    expect(() => scoreTotalOnly(phq9, total)).toThrow(TotalOutOfRange)
  })
})

describe('the risk item', () => {
  test.each([
    { answer: 1, state: 'yes' },
    { answer: 3, state: 'yes' },
    { answer: 0, state: 'no' },
    { answer: null, state: 'unknown' },
  ])('answered $answer is $state', ({ answer, state }) => {
    expect(riskItemState(phq9, [0, 0, 0, 0, 0, 0, 0, 0, answer])).toBe(state)
  })
  test('is never imputed: unknown on a form that is otherwise prorated', () => {
    expect(riskItemState(phq9, [3, 3, 3, 3, 3, 3, 3, 3, null])).toBe('unknown')
  })
  test('answered on a form without a score still counts', () => {
    expect(riskItemState(phq9, [null, null, null, null, null, null, null, null, 2])).toBe('yes')
  })
  test('is unknown where only the total was recorded, and absent from GAD-7', () => {
    expect(riskItemState(phq9, null)).toBe('unknown')
    expect(riskItemState(gad7, null)).toBeNull()
  })
})
