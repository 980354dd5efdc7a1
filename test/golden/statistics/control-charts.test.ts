// XmR and run charts, p' charts and funnels against R 4.2.2 (closed_form.json, small/extra.json), tolerance 1e-9.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { exactFunnelLimits, funnelPlot } from '../../../api/src/statistics/control-charts/funnel-plot.js'
import { laneyPPrimeChart } from '../../../api/src/statistics/control-charts/laney-p-prime-chart.js'
import { runChart } from '../../../api/src/statistics/control-charts/run-chart.js'
import { xmrChart } from '../../../api/src/statistics/control-charts/xmr-chart.js'
import { disagreements } from './agreement.js'

interface Limits {
  lower_95: number
  upper_95: number
  lower_998: number
  upper_998: number
}
interface Xmr {
  input: number[]
  result: {
    centre: number
    mean_moving_range: number
    lower: number
    upper: number
    moving_range_upper: number
    outside: boolean[]
    run_of_8: boolean[]
    run_chart: {
      median: number
      useful_points: number
      n_runs: number
      crossings: number
      longest_run: number
      longest_run_limit: number
      crossings_lower_limit: number
    }
  }
}
interface ClosedForm {
  xmr: Xmr
  xmr_ties: Xmr
  funnel_limits: (Limits & { p0: number; n: number })[]
}
interface FunnelSet {
  target: number
  phi_scaled: number
  tau2: number
  q_statistic: number
  q_p: number
  units: {
    unit: string
    n: number
    r: number
    z: number
    exact: Limits
    multiplicative: Limits
    additive: Limits
    flag_additive: string
  }[]
}
interface Extra {
  laney_p_prime: {
    pbar: number
    sigma_z: number
    points: { x: number; n: number; z: number; lower: number; upper: number; outside: boolean }[]
  }
  funnel_overdispersion_exact_scaled: { group: FunnelSet; therapist: FunnelSet; worked_example: FunnelSet }
}

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/reference/${name}`, import.meta.url), 'utf8')
const closed: ClosedForm = JSON.parse(fixture('closed_form.json'))
const extra: Extra = JSON.parse(fixture('small/extra.json'))
const DIGITS = 9

describe.each([
  ['a shift in level', closed.xmr],
  ['many ties', closed.xmr_ties],
])('a series with %s', (_name, { input, result }) => {
  test('has the XmR limits and verdicts of R', () => {
    const chart = xmrChart(input)
    expect(chart).toMatchObject({
      centre: expect.closeTo(result.centre, DIGITS),
      meanMovingRange: expect.closeTo(result.mean_moving_range, DIGITS),
      lowerLimit: expect.closeTo(result.lower, DIGITS),
      upperLimit: expect.closeTo(result.upper, DIGITS),
      movingRangeUpperLimit: expect.closeTo(result.moving_range_upper, DIGITS),
    })
    expect(chart.points.map((point) => point.isOutside)).toEqual(result.outside)
    expect(chart.points.map((point) => point.isInRunOfEight)).toEqual(result.run_of_8)
  })
  test('has the runs of R', () => {
    const expected = result.run_chart
    expect(runChart(input)).toMatchObject({
      median: expected.median,
      usefulPoints: expected.useful_points,
      runs: expected.n_runs,
      crossings: expected.crossings,
      longestRun: expected.longest_run,
      longestRunLimit: expected.longest_run_limit,
      crossingsLowerLimit: expected.crossings_lower_limit,
    })
  })
})

test("the p' chart of monthly attendance agrees with R", () => {
  const { pbar, sigma_z, points } = extra.laney_p_prime
  const chart = laneyPPrimeChart(points.map(({ x, n }) => ({ numerator: x, denominator: n })))
  expect(chart.centre).toBeCloseTo(pbar, DIGITS)
  expect(chart.sigmaZ).toBeCloseTo(sigma_z, DIGITS)
  expect(chart.points).toEqual(
    points.map(({ x, n, z, lower, upper, outside }) => ({
      numerator: x,
      denominator: n,
      proportion: x / n,
      z: expect.closeTo(z, DIGITS),
      lowerLimit: expect.closeTo(lower, DIGITS),
      upperLimit: expect.closeTo(upper, DIGITS),
      isOutside: outside,
    })),
  )
})

test('exact funnel limits agree with R for small and large units', () => {
  for (const [ours, theirs] of [
    ['lower95', 'lower_95'],
    ['upper95', 'upper_95'],
    ['lower998', 'lower_998'],
    ['upper998', 'upper_998'],
  ] as const) {
    expect(
      disagreements(
        closed.funnel_limits,
        (row) => exactFunnelLimits(row.p0, row.n)[ours],
        (row) => row[theirs],
        1e-9,
        1e-9,
      ),
    ).toEqual([])
  }
})

const limits = (expected: Limits) => ({
  lower95: expect.closeTo(expected.lower_95, DIGITS),
  upper95: expect.closeTo(expected.upper_95, DIGITS),
  lower998: expect.closeTo(expected.lower_998, DIGITS),
  upper998: expect.closeTo(expected.upper_998, DIGITS),
})

test.each(['group', 'therapist', 'worked_example'] as const)(
  'the over-dispersed funnel of %s agrees with R',
  (name) => {
    const expected = extra.funnel_overdispersion_exact_scaled[name]
    const plot = funnelPlot(
      expected.units.map(({ unit, n, r }) => ({ unit, numerator: r, denominator: n })),
      2,
    )
    expect(plot).toMatchObject({
      kind: 'charted',
      target: expect.closeTo(expected.target, DIGITS),
      overDispersion: {
        phi: expect.closeTo(expected.phi_scaled, DIGITS),
        betweenUnitVariance: expect.closeTo(expected.tau2, DIGITS),
        sumOfSquares: expect.closeTo(expected.q_statistic, DIGITS),
        p: expect.closeTo(expected.q_p, DIGITS),
      },
      units: expected.units.map((unit) => ({
        z: expect.closeTo(unit.z, DIGITS),
        exactLimits: limits(unit.exact),
        additiveLimits: limits(unit.additive),
        multiplicativeLimits: limits(unit.multiplicative),
        additiveFlag: unit.flag_additive,
      })),
    })
  },
)
