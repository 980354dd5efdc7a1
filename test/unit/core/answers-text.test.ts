import { expect, test } from '@jest/globals'
import { MalformedAnswers } from '../../../api/src/core/errors.js'
import { decodeAnswers, encodeAnswers } from '../../../api/src/core/scoring/answers-text.js'

test('one character an item, a dot where it was not answered', () => {
  expect(encodeAnswers([2, 1, 1, 0, null, 0, 1, 2, 1])).toBe('2110.0121')
  expect(decodeAnswers('2110.0121')).toEqual([2, 1, 1, 0, null, 0, 1, 2, 1])
})

test.each([10, -1, 0.5, Number.NaN])('an answer of %s has no character', (answer) => {
  expect(() => encodeAnswers([answer])).toThrow(MalformedAnswers)
})

test.each(['21-0', '2 1', '２１', '2\n'])('%j holds no answers', (text) => {
  expect(() => decodeAnswers(text)).toThrow(MalformedAnswers)
})
