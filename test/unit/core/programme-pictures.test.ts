import { describe, expect, test } from '@jest/globals'
import { sessionBin } from '../../../api/src/core/programme/dose-response.js'
import { timesOfRiskTable, timeToEvent } from '../../../api/src/core/programme/time-to-event.js'

const followed = (time: number, n = 10) => ({ time, mark: 0 as const, n })

describe('the table of those at risk', () => {
  test('stands at whole weeks, at most seven of them', () => {
    // Up to 120 days, 17 weeks: every 4 weeks.
    expect(timesOfRiskTable([followed(30), followed(120)], 7)).toEqual([0, 28, 56, 84, 112])
    expect(timesOfRiskTable([followed(6)], 7)).toEqual([0])
    expect(timesOfRiskTable([followed(24)], 1)).toEqual([0, 4, 8, 12, 16, 20, 24])
    // Three years: every half year.
    expect(timesOfRiskTable([followed(1_095)], 7)).toEqual([0, 182, 364, 546, 728, 910, 1_092])
  })

  test('ends where fewer than five are still followed, in each set at its own time', () => {
    const times = timesOfRiskTable([followed(70), followed(28)], 7)
    expect(timeToEvent([followed(28), followed(70, 4)], times)?.riskTable.map(({ time }) => time)).toEqual([
      0, 14, 28,
    ])
  })
})

test('half of all had the event when half of all had it, not half of those who could', () => {
  // Of 120 members 30 leave at 1, then 10 improve at each of 2 to 6, and 40 are followed on.
  const leavers = { time: 1, mark: 2 as const, n: 3 }
  const improvers = [2, 3, 4, 5, 6].map((time) => ({ time, mark: 1 as const, n: 1 }))
  const found = timeToEvent(
    [leavers, ...improvers, followed(9, 4)].map((kind) => ({ ...kind, n: kind.n * 10 })),
  )
  // 50 of 120 improve, which is less than half; as if nobody had left, 40 of 90 have not at 6.
  expect(found?.half.time).toBeNull()
  expect(found?.median.time).toBe(6)
})

test('sessions attended fall into at most eight steps of equal width, and nobody attended is one of its own', () => {
  const bins = (most: number) => [
    ...new Set(
      Array.from({ length: most + 1 }, (_, attended) => sessionBin(attended, most)).map(
        ({ from, to }) => `${from}-${to}`,
      ),
    ),
  ]
  expect(bins(6)).toEqual(['0-0', '1-1', '2-2', '3-3', '4-4', '5-5', '6-6'])
  expect(bins(16)).toEqual(['0-0', '1-2', '3-4', '5-6', '7-8', '9-10', '11-12', '13-14', '15-16'])
  expect(bins(33)).toEqual(['0-0', '1-5', '6-10', '11-15', '16-20', '21-25', '26-30', '31-35'])
})
