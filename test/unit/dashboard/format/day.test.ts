import { describe, expect, test } from '@jest/globals'
import {
  formatDay,
  formatInstant,
  formatPeriod,
  formatShortDay,
} from '../../../../dashboard/src/format/day.js'

describe('days', () => {
  test('a plain day does not move with the zone of the reader', () => {
    expect(formatDay('2026-01-05')).toBe('5 Jan 2026')
    expect(formatShortDay('2026-12-31')).toBe('31 Dec')
  })

  test('a period may be open at either end', () => {
    expect(formatPeriod('2025-10-01', '2026-10-31')).toBe('1 Oct 2025 \u2013 31 Oct 2026')
    expect(formatPeriod('2025-10-01', null)).toBe('from 1 Oct 2025')
    expect(formatPeriod(null, '2026-10-31')).toBe('until 31 Oct 2026')
    expect(formatPeriod(null, null)).toBe('all dates')
    expect(formatPeriod('2025-10-01', '2025-10-01')).toBe('1 Oct 2025')
  })

  test('an instant is told in the zone of the site', () => {
    expect(formatInstant('2026-06-01T22:30:00Z', 'Europe/London')).toBe('1 Jun 2026, 23:30')
    expect(formatInstant('2026-06-01T22:30:00Z', 'America/New_York')).toBe('1 Jun 2026, 18:30')
  })
})
