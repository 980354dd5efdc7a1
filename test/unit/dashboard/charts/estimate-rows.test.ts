import { describe, expect, test } from '@jest/globals'
import { estimateRows } from '../../../../dashboard/src/charts/estimate-rows.model.js'

const row = (estimate: number, low: number, high: number) => ({
  key: String(estimate),
  label: 'Answer',
  estimate,
  interval: { low, high },
})
const about = { unit: 'points better', caption: 'Change' }

describe('estimates below each other', () => {
  test('share an axis that holds zero and every interval', () => {
    const { xDomain, ticks } = estimateRows([row(4.8, 4.4, 5.2), row(5.1, 4.7, 5.5)], about)
    expect([xDomain, ticks[0], ticks.at(-1)]).toEqual([{ low: 0, high: 6 }, 0, 6])
    expect(estimateRows([row(-1, -2.5, 0.5)], about).xDomain).toEqual({ low: -3, high: 1 })
  })

  test('say their numbers with sign and interval', () => {
    const minus = '\u2212'
    expect(estimateRows([row(-1, -2.5, 0.5)], about).rows[0]?.words).toBe(`${minus}1.0 (${minus}2.5 to +0.5)`)
    expect(estimateRows([{ ...row(2, 0, 0), interval: null }], about).rows[0]?.words).toBe('+2.0')
  })

  test('no change at all still has an axis', () => {
    const { ticks } = estimateRows([row(0, 0, 0)], about)
    expect(ticks.length).toBeGreaterThan(1)
    expect(ticks.every(Number.isFinite)).toBe(true)
  })
})
