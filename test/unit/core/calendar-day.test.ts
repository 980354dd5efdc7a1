import { expect, test } from '@jest/globals'
import fc from 'fast-check'
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

test('every day has its number, and every number its day', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (number) => {
      expect(dayNumber(dayOfNumber(number), 'A day')).toBe(number)
    }),
  )
})

test('1900 had no leap day, 2000 had one', () => {
  expect(() => dayNumber('1900-02-29', 'A day')).toThrow(NotADay)
  expect(dayNumber('2000-03-01', 'A day') - dayNumber('2000-02-28', 'A day')).toBe(2)
})
