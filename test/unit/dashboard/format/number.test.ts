import { describe, expect, test } from '@jest/globals'
import {
  countOf,
  formatNullable,
  formatNumber,
  formatSigned,
} from '../../../../dashboard/src/format/number.js'

describe('numbers on the screen', () => {
  test('thousands are grouped', () => {
    expect(formatNumber(12345)).toBe('12,345')
  })

  test('a negative number has a true minus sign, not a hyphen', () => {
    expect(formatNumber(-0.94, 1)).toBe('\u22120.9')
  })

  test('a number that rounds to zero carries no sign', () => {
    expect(formatNumber(-0.04, 1)).toBe('0.0')
    expect(formatSigned(-0.04, 1)).toBe('0.0')
    expect(formatSigned(0.04, 1)).toBe('0.0')
  })

  test('a signed number always shows its sign, zero never', () => {
    expect([5, -2, 0].map((value) => formatSigned(value))).toEqual(['+5', '\u22122', '0'])
  })

  test('what is not known is a dash, not zero', () => {
    expect(formatNullable(null, 1)).toBe('\u2013')
    expect(formatNullable(0, 1)).toBe('0.0')
  })

  test('one thing is singular, none and many are plural', () => {
    expect([0, 1, 1204].map((count) => countOf(count, 'course'))).toEqual([
      '0 courses',
      '1 course',
      '1,204 courses',
    ])
  })
})
