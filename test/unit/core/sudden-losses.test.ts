import { describe, expect, test } from '@jest/globals'
import { findSuddenGains, findSuddenLosses } from '../../../api/src/core/change/sudden-gains.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'

const weekly = (...totals: number[]) => totals.map((total, week) => ({ total, dayNumber: 7 * week }))

describe('a sudden loss', () => {
  test('is a worsening by the reliable change that the scores around it bear out', () => {
    // Means 10.5 and 19.5; pooled variance (0.5 + 0.5) / 2 = 0.5; t = 9 / sqrt(0.5 (1/2 + 1/2)) = 12.728.
    expect(findSuddenLosses(phq9, weekly(10, 11, 19, 20))).toEqual([
      {
        indexBefore: 2,
        scoreBefore: 11,
        scoreAfter: 19,
        dayNumberBefore: 7,
        dayNumberAfter: 14,
        lossInPoints: 8,
        t: expect.closeTo(12.7279, 4),
        degreesOfFreedom: 2,
        criticalT: expect.closeTo(4.3027, 4),
        isReversed: false,
      },
    ])
  })

  test('is reversed once a later score wins half of it back', () => {
    const reversed = (...totals: number[]) =>
      findSuddenLosses(phq9, weekly(...totals)).map(({ isReversed }) => isReversed)
    expect(reversed(10, 11, 19, 20, 16)).toEqual([false])
    expect(reversed(10, 11, 19, 20, 15)).toEqual([true])
  })

  test('is none of 5 points, and none of 3 weeks', () => {
    expect(findSuddenLosses(phq9, weekly(10, 11, 16, 17))).toEqual([])
    const apart = weekly(10, 11, 19, 20).map((score, place) => ({
      ...score,
      dayNumber: score.dayNumber + (place < 2 ? 0 : 14),
    }))
    expect(findSuddenLosses(phq9, apart)).toEqual([])
  })

  test('is no gain, and a gain is no loss', () => {
    expect(findSuddenGains(phq9, weekly(10, 11, 19, 20))).toEqual([])
    expect(findSuddenLosses(phq9, weekly(20, 19, 11, 10))).toEqual([])
  })

  test('is not told of a measure without a threshold of its own', () => {
    expect(findSuddenLosses(rosenberg, weekly(25, 24, 8, 7))).toEqual([])
  })
})
