import { describe, expect, test } from '@jest/globals'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import { standingOfScore } from '../../../api/src/core/signals/score-standing.js'

const later = (baseline: number, total: number) => ({ baseline, total, weeksSinceBaseline: 4 })

describe('a single score beside the first one', () => {
  test.each([
    [18, 12, 'reliably_improved'],
    [18, 13, 'no_reliable_change'],
    [12, 18, 'reliably_deteriorated'],
    [12, 17, 'no_reliable_change'],
  ] as const)('PHQ-9 from %i to %i is %s at 6 points', (baseline, total, reliableChange) => {
    expect(standingOfScore(phq9, later(baseline, total), 6, null)).toEqual({
      reliableChange,
      toExpected: null,
    })
  })

  test('on a measure that rises with health, more is better', () => {
    expect(standingOfScore(rosenberg, later(12, 20), 6, null).reliableChange).toBe('reliably_improved')
    expect(standingOfScore(rosenberg, later(20, 12), 6, null).reliableChange).toBe('reliably_deteriorated')
  })

  test('without a threshold nothing is said', () => {
    expect(standingOfScore(phq9, later(18, 2), null, null)).toEqual({
      reliableChange: null,
      toExpected: null,
    })
  })
})
