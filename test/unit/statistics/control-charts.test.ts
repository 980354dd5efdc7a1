import { describe, expect, test } from '@jest/globals'
import { funnelPlot } from '../../../api/src/statistics/control-charts/funnel-plot.js'
import { laneyPPrimeChart } from '../../../api/src/statistics/control-charts/laney-p-prime-chart.js'
import { runChart } from '../../../api/src/statistics/control-charts/run-chart.js'
import { xmrChart } from '../../../api/src/statistics/control-charts/xmr-chart.js'

describe('control charts at their edges', () => {
  test('a constant series has nothing outside and no runs', () => {
    const chart = xmrChart(Array.from({ length: 10 }, () => 0.1))
    expect(chart.points.some((point) => point.isOutside || point.isInRunOfEight)).toBe(false)
    expect(runChart([3, 3, 3])).toMatchObject({ usefulPoints: 0, longestRunLimit: null, hasSignal: false })
  })
  test('a point on the centre ends a run', () => {
    const chart = xmrChart([1, 1, 1, 1, 0, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1])
    expect(chart.points.slice(0, 9).some((point) => point.isInRunOfEight)).toBe(false)
    expect(chart.points.slice(9).every((point) => point.isInRunOfEight)).toBe(true)
  })
  test('one value is no series', () => {
    expect(() => xmrChart([4])).toThrow('An XmR chart needs at least 2 values; got 1.')
  })
  test('limits of few points are provisional', () => {
    expect(xmrChart([1, 2, 3]).limitsAreProvisional).toBe(true)
  })
  test('a month without anybody is refused, a target of 1 leaves nothing outside', () => {
    expect(() =>
      laneyPPrimeChart([
        { numerator: 0, denominator: 0 },
        { numerator: 1, denominator: 2 },
      ]),
    ).toThrow('above 0')
    const full = [4, 5].map((n) => ({ numerator: n, denominator: n }))
    expect(laneyPPrimeChart(full).points.map((point) => point.isOutside)).toEqual([false, false])
  })
})

describe('funnel plots at their edges', () => {
  test('no units is a refusal', () => {
    expect(funnelPlot([])).toMatchObject({ kind: 'refused', reason: 'too_few_members' })
  })
  test('fewer than ten units keep their exact limits', () => {
    const plot = funnelPlot([1, 9, 2].map((numerator, i) => ({ unit: `U${i}`, numerator, denominator: 10 })))
    if (plot.kind === 'refused') throw new Error(plot.message)
    expect(plot.overDispersion.isApplied).toBe(false)
    expect(plot.units.map((unit) => unit.additiveLimits)).toEqual(plot.units.map((unit) => unit.exactLimits))
  })
  test('units in which nobody improved lie within their limits', () => {
    const plot = funnelPlot([
      { unit: 'A', numerator: 0, denominator: 8 },
      { unit: 'B', numerator: 0, denominator: 30 },
    ])
    if (plot.kind === 'refused') throw new Error(plot.message)
    expect(plot.units.map((unit) => unit.additiveFlag)).toEqual(['within', 'within'])
  })
})
