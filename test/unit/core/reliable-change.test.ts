import { describe, expect, test } from '@jest/globals'
import { baselineConsistency } from '../../../api/src/core/change/baseline-consistency.js'
import { improvementInPoints, isCase, isInRemission } from '../../../api/src/core/change/direction.js'
import {
  classifyChange,
  jacobsonTruax,
  reliableChangeByIndex,
  reliableChangeReference,
} from '../../../api/src/core/change/jacobson-truax.js'
import { timeToReliableImprovement } from '../../../api/src/core/change/time-to-reliable-improvement.js'
import { NotARecordValue } from '../../../api/src/core/errors.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import { TooFewObservations } from '../../../api/src/statistics/errors.js'
import { anEpisode, aResponse } from '../../builders/episodes.js'

describe('the cut-offs of PHQ-9', () => {
  test('10 is a case and 9 is none; 4 is remission and 5 is none', () => {
    expect([isCase(phq9, 10), isCase(phq9, 9)]).toEqual([true, false])
    expect([isInRemission(phq9, 4), isInRemission(phq9, 5)]).toEqual([true, false])
  })
  test('where higher is better a cut-off works from the other side', () => {
    const measure = { ...rosenberg, caseness: 15, remissionBelow: 20 }
    expect([isCase(measure, 15), isCase(measure, 16)]).toEqual([true, false])
    expect([isInRemission(measure, 21), isInRemission(measure, 20)]).toEqual([true, false])
    expect(improvementInPoints(measure, 12, 18)).toBe(6)
  })
})

describe('Jacobson and Truax', () => {
  // SD 6, reliability .84: SEM 2.4, standard error of difference 3.394, 1.96 x 3.394 = 6.652
  const limits = jacobsonTruax(phq9, { n: 40, mean: 15, standardDeviation: 6 }, 0.84)

  test('18 to 9 has an index of -2.652 and crosses criterion c', () => {
    // c = (6 x 2.91 + 3.52 x 15) / 9.52 = 7.380: 9 is still above it
    expect(limits).toMatchObject({
      standardErrorOfMeasurement: expect.closeTo(2.4, 12),
      standardErrorOfDifference: expect.closeTo(3.394113, 6),
      minimumChange: expect.closeTo(6.652461, 6),
      criterionC: expect.closeTo(7.380252, 6),
    })
    expect(classifyChange(limits, 18, 9)).toEqual({ index: expect.closeTo(-2.65165, 5), class: 'improved' })
    expect(classifyChange(limits, 18, 7)).toMatchObject({ class: 'recovered' })
  })
  test('a change of 6 is within the error, a rise of 7 is not', () => {
    expect(classifyChange(limits, 18, 12)).toMatchObject({ class: 'unchanged' })
    expect(classifyChange(limits, 12, 19)).toMatchObject({ class: 'deteriorated' })
  })
  test('an index of exactly 1.96 is unchanged', () => {
    const exact = { ...limits, standardErrorOfDifference: 1 }
    expect(classifyChange(exact, 1.96, 0)).toEqual({ index: -1.96, class: 'unchanged' })
    expect(classifyChange(exact, 0, 1.96)).toEqual({ index: 1.96, class: 'unchanged' })
  })
  test('criterion c belongs to the clinical side before and to neither side after', () => {
    // c = (4 x 4 + 4 x 20) / 8 = 12
    const norm = { mean: 4, standardDeviation: 4, source: 'made up' }
    const even = jacobsonTruax({ ...phq9, norm }, { n: 40, mean: 20, standardDeviation: 4 }, 0.9)
    expect(even.criterionC).toBe(12)
    expect(classifyChange(even, 20, 12).class).toBe('improved')
    expect(classifyChange(even, 20, 11).class).toBe('recovered')
    expect(classifyChange(even, 12, 0).class).toBe('recovered')
    expect(classifyChange(even, 11, 0).class).toBe('improved')
  })
  test('Rosenberg has its words from the index: a rise is an improvement, nobody recovers without a norm', () => {
    const esteem = jacobsonTruax(rosenberg, { n: 40, mean: 14, standardDeviation: 5 }, 0.88)
    expect(esteem).toMatchObject({ criterionA: 24, criterionB: null, criterionC: null })
    expect(classifyChange(esteem, 10, 20)).toMatchObject({ class: 'improved' })
    expect([10, 12, 4].map((last) => reliableChangeByIndex(esteem, 10, last))).toEqual([
      'no_reliable_change',
      'no_reliable_change',
      'reliably_deteriorated',
    ])
    expect(reliableChangeByIndex(esteem, 10, 20)).toBe('reliably_improved')
  })
  test('baselines that cannot give a spread are refused with the reason', () => {
    expect(reliableChangeReference([12])).toMatchObject({ kind: 'refused', reason: 'too_few_members' })
    expect(reliableChangeReference([12, 12])).toMatchObject({ kind: 'refused', reason: 'constant_outcome' })
  })
  test.each([1, -0.1, Number.NaN])('a reliability of %s is refused', (reliability) => {
    expect(() => jacobsonTruax(phq9, { n: 9, mean: 15, standardDeviation: 6 }, reliability)).toThrow(
      NotARecordValue,
    )
  })
  test('a reference without spread is refused', () => {
    expect(() => jacobsonTruax(phq9, { n: 9, mean: 15, standardDeviation: 0 }, 0.8)).toThrow(
      TooFewObservations,
    )
  })
})

test('alpha at baseline turns reversed items round and leaves out incomplete forms', () => {
  const form = (responseId: string, answers: (number | null)[]) => ({
    ...aResponse('rses', 15, '2024-01-01'),
    responseId,
    answers,
  })
  // Members who answer alike once items 2, 5, 6, 8, 9 are turned round: 3, 2 and 0 points on every item.
  const alike = (points: number): (number | null)[] =>
    rosenberg.items.map((item) => (item.isReversed ? 3 - points : points))
  const histories = [alike(3), alike(2), alike(0), alike(1).with(4, null)].map((answers, i) =>
    anEpisode()
      .withResponse(form(`R${i}`, answers))
      .build(),
  )
  // Each item has the same variance v; the total has 100 v: alpha = 10 / 9 x (1 - 10 v / 100 v) = 1.
  expect(baselineConsistency(rosenberg, histories)).toMatchObject({
    nComplete: 3,
    estimate: { kind: 'estimated', n: 3, items: 10, alpha: expect.closeTo(1, 12) },
  })
})

describe('time to the first reliable improvement', () => {
  const weekly = (...totals: number[]) => totals.map((total, week) => ({ total, dayNumber: 700 + 7 * week }))

  test('the first score 6 points better is the event, also when it does not last', () => {
    expect(timeToReliableImprovement(phq9, weekly(16, 13, 10, 15))).toEqual({
      nScores: 4,
      baseline: 16,
      days: 14,
      isObserved: true,
    })
  })
  test('without one the member is censored at the last score', () => {
    expect(timeToReliableImprovement(phq9, weekly(16, 15, 14))).toMatchObject({ days: 14, isObserved: false })
  })
  test('a member who begins at 5 cannot improve by 6 and is not followed', () => {
    expect(timeToReliableImprovement(phq9, weekly(5, 0))).toBeNull()
    expect(timeToReliableImprovement(phq9, weekly(16))).toBeNull()
    expect(timeToReliableImprovement(rosenberg, weekly(10, 25))).toBeNull()
  })
})
