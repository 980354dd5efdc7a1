import { describe, expect, test } from '@jest/globals'
import { phq9 } from '../../../../../api/src/core/measures/phq-9.js'
import { measureForm } from '../../../../../api/src/features/measures/measure-on-the-wire.service.js'
import {
  emptyForm,
  formOf,
  nAnswered,
  newResponse,
  responseChange,
  riskAnswer,
  withAnswer,
} from '../../../../../dashboard/src/features/records/forms/form-values.js'

const measure = measureForm(phq9)
const STORED = { version: 3, answers: [1, 2, 0, null, 1, 1, 0, 0, 0], functional_difficulty: 2 }

describe('a single form', () => {
  test('that was not touched has no answers, and a question left open is sent as not answered, never as 0', () => {
    const form = withAnswer(emptyForm(measure), 0, 2)
    expect(nAnswered(form)).toBe(1)
    const given = { response_id: 'r1', member_id: 'M1', measure: 'phq9', responded_on: '2026-12-01' } as const
    expect(newResponse({ ...given, mode: 'paper', joinedOn: null }, form)).toEqual({
      ...given,
      mode: 'paper',
      session_id: null,
      answers: [2, null, null, null, null, null, null, null, null],
      total: null,
      functional_difficulty: null,
    })
  })

  test('names its episode by the day of joining where the reader chose one', () => {
    const given = { response_id: 'r1', member_id: 'M1', measure: 'phq9', responded_on: '2026-12-01' } as const
    expect(
      newResponse({ ...given, mode: 'paper', joinedOn: '2026-11-03' }, emptyForm(measure)).joined_on,
    ).toBe('2026-11-03')
  })

  test('is told at an answer above the lowest to item 9, and at no other', () => {
    const harmless = withAnswer(withAnswer(emptyForm(measure), 7, 3), 8, 0)
    expect(riskAnswer(measure, harmless)).toBeNull()
    expect(riskAnswer(measure, withAnswer(harmless, 8, 1))).toMatchObject({
      item: 9,
      answer: 1,
      words: 'Several days',
    })
    expect(riskAnswer(measure, withAnswer(harmless, 8, null))).toBeNull()
  })
})

describe('a correction', () => {
  const given = { respondedOn: '2026-12-01', reason: 'misread', total: null }

  test('sends every answer as it stands now, with the version that was read', () => {
    const form = withAnswer(formOf(STORED, measure), 3, 2)
    expect(responseChange(STORED, given, form)).toEqual({
      version: 3,
      reason: 'misread',
      responded_on: '2026-12-01',
      answers: [1, 2, 0, 2, 1, 1, 0, 0, 0],
      functional_difficulty: 2,
    })
  })

  test('of a form with a total alone sends the total, and answers once there are some', () => {
    const totalOnly = { ...STORED, answers: null, functional_difficulty: null }
    const form = formOf(totalOnly, measure)
    expect(responseChange(totalOnly, { ...given, total: 12 }, form)).toEqual({
      version: 3,
      reason: 'misread',
      responded_on: '2026-12-01',
      total: 12,
    })
    expect(responseChange(totalOnly, { ...given, total: 12 }, withAnswer(form, 0, 1))).toMatchObject({
      answers: [1, null, null, null, null, null, null, null, null],
    })
  })
})
