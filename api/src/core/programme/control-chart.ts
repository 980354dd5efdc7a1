/** Is a series over calendar time stable? In words, with the limits beside it. */

import { laneyPPrimeChart } from '../../statistics/control-charts/laney-p-prime-chart.js'
import { runsOfEight, SETTLED_POINTS, xmrChart } from '../../statistics/control-charts/xmr-chart.js'

/** With fewer points there are no limits. */
export const FEWEST_POINTS = 2

export interface SeriesPoint {
  /** Denominator of a share; episodes behind a mean or a count. */
  readonly n: number
  /** Of a share; null otherwise. */
  readonly numerator: number | null
  /** Share, count or mean. */
  readonly value: number
}

export interface ChartedPoint extends SeriesPoint {
  readonly lower: number
  readonly upper: number
  readonly isOutside: boolean
  readonly isInRunOfEight: boolean
}

export interface ChartedSeries {
  readonly centre: number
  /** Of Laney's chart; null for XmR. */
  readonly sigmaZ: number | null
  readonly limitsAreProvisional: boolean
  readonly points: readonly ChartedPoint[]
}

export type Side = 'above' | 'below'

export interface SeriesSignal {
  readonly kind: 'outside_limits' | 'run_of_eight'
  /** Places of its first and its last point, both included. */
  readonly first: number
  readonly last: number
  readonly side: Side
}

/**
 * Shares with unequal denominators by Laney's p', anything else by XmR.
 *
 * @param points  in order of time, at least two; a share has its numerator and a denominator above 0
 * @throws        TooFewObservations, OutOfRange
 * @verified      test/acceptance/programme-reference.test.ts
 */
export function chartSeries(points: readonly SeriesPoint[]): ChartedSeries {
  const limitsAreProvisional = points.length < SETTLED_POINTS
  const shares = points.flatMap(({ n, numerator }) =>
    numerator === null ? [] : [{ numerator, denominator: n }],
  )
  if (shares.length < points.length) {
    const chart = xmrChart(points.map((point) => point.value))
    return {
      centre: chart.centre,
      sigmaZ: null,
      limitsAreProvisional,
      points: points.map((point, i) => ({
        ...point,
        lower: chart.lowerLimit,
        upper: chart.upperLimit,
        isOutside: chart.points[i]?.isOutside === true,
        isInRunOfEight: chart.points[i]?.isInRunOfEight === true,
      })),
    }
  }
  const chart = laneyPPrimeChart(shares)
  const runs = runsOfEight(
    chart.points.map((point) => point.proportion),
    chart.centre,
  )
  return {
    centre: chart.centre,
    sigmaZ: chart.sigmaZ,
    limitsAreProvisional,
    points: points.map((point, i) => {
      const limits = chart.points[i]
      return {
        ...point,
        lower: limits?.lowerLimit ?? chart.centre,
        upper: limits?.upperLimit ?? chart.centre,
        isOutside: limits?.isOutside === true,
        isInRunOfEight: runs[i] === true,
      }
    }),
  }
}

/** Every point outside its limits, and every run of eight or more on one side of the centre, in order of time. */
export function signalsOf({ centre, points }: ChartedSeries): SeriesSignal[] {
  const sideOf = ({ value }: ChartedPoint): Side => (value > centre ? 'above' : 'below')
  const signals: SeriesSignal[] = []
  for (const [place, point] of points.entries()) {
    if (point.isOutside) {
      signals.push({ kind: 'outside_limits', first: place, last: place, side: sideOf(point) })
    }
    const before = points[place - 1]
    const goesOn = before?.isInRunOfEight && sideOf(before) === sideOf(point) && point.isInRunOfEight
    if (!point.isInRunOfEight || goesOn) continue
    let last = place
    while (points[last + 1]?.isInRunOfEight && sideOf(points[last + 1] ?? point) === sideOf(point)) last += 1
    signals.push({ kind: 'run_of_eight', first: place, last, side: sideOf(point) })
  }
  return signals.sort((one, other) => one.first - other.first)
}
