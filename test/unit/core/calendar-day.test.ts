import { expect, test } from '@jest/globals'
import { dayNumber, dayOfNumber } from '../../../api/src/core/calendar-day.js'
import { NotADay } from '../../../api/src/core/errors.js'

test('days are counted from 1970-01-01, over leap years and back', () => {
  // 2024-02-29 is 54 years and 59 days on: 54 x 365 + 13 leap days (1972 to 2020) + 59.
  expect(dayNumber('2024-02-29', 'A day')).toBe(54 * 365 + 13 + 59)
  expect(dayOfNumber(19_782)).toBe('2024-02-29')
})

test.each([
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-1-01',
  '01/02/2024',
  '',
  '2024-01-01T00:00',
  '0024-02-30',
])('%j is no day', (text) => {
  expect(() => dayNumber(text, 'The day of a form')).toThrow(NotADay)
})
