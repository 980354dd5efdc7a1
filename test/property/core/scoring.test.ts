import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { MeasureDefinition } from '../../../api/src/core/measures/measure-definition.js'
import { measureRegistry } from '../../../api/src/core/measures/registry.js'
import { decodeAnswers, encodeAnswers } from '../../../api/src/core/scoring/answers-text.js'
import { scoreAnswers } from '../../../api/src/core/scoring/score-answers.js'

const answersOf = (measure: MeasureDefinition, freq: number) =>
  fc.array(fc.option(fc.integer({ min: measure.itemRange.low, max: measure.itemRange.high }), { freq }), {
    minLength: measure.items.length,
    maxLength: measure.items.length,
  })

test('answers survive being stored', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 9 }))), (answers) => {
      expect(decodeAnswers(encodeAnswers(answers))).toEqual(answers)
    }),
  )
})

describe.each(measureRegistry)('the score of $shortName', (measure) => {
  const reachable = (points: number, nMissing: number) => {
    const { low, high } = measure.itemRange
    return { low: points + nMissing * low, high: points + nMissing * high }
  }
  test('lies between what the missing answers could have added', () => {
    fc.assert(
      fc.property(answersOf(measure, 6), (answers) => {
        const score = scoreAnswers(measure, answers)
        if (score.kind === 'unscorable') return
        const { low, high } = reachable(score.rawSum, score.nMissing)
        expect(score.total).toBeGreaterThanOrEqual(low)
        expect(score.total).toBeLessThanOrEqual(high)
        expect(Number.isInteger(score.total)).toBe(true)
      }),
    )
  })
  test('exists exactly when few enough answers are missing', () => {
    fc.assert(
      fc.property(answersOf(measure, 2), (answers) => {
        const missing = answers.filter((answer) => answer === null).length
        const isScored = scoreAnswers(measure, answers).kind === 'scored'
        expect(isScored).toBe(missing <= measure.maxMissingItems)
      }),
    )
  })
  test('of a complete form is worse by one for each point worse on an item', () => {
    fc.assert(
      fc.property(
        answersOf(measure, Number.MAX_SAFE_INTEGER),
        fc.nat(measure.items.length - 1),
        (answers, at) => {
          const answer = answers[at] ?? null
          const item = measure.items[at]
          if (answer === null || item === undefined || answer === measure.itemRange.high) return
          const raised = answers.with(at, answer + 1)
          const before = scoreAnswers(measure, answers)
          const after = scoreAnswers(measure, raised)
          if (before.kind === 'unscorable' || after.kind === 'unscorable') return
          if (before.nMissing === 0) expect(after.total - before.total).toBe(item.isReversed ? -1 : 1)
        },
      ),
    )
  })
})
