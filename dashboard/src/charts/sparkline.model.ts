import { type Domain, type PlotArea, pixelX, pixelY } from './plot-area.js'

export interface SparklinePoint {
  readonly x: number
  readonly y: number
}
export interface SparklineModel {
  /** Straight lines through all points; empty below two points. */
  readonly path: string
  /** Where the latest score lies; null without scores. */
  readonly last: SparklinePoint | null
}

const EDGE = 4

/**
 * A course of scores small enough for a table cell. `x` is time, so that gaps show; the vertical range is the
 * measure's whole range, so that two cells can be compared.
 */
export function sparkline(
  scores: readonly { readonly x: number; readonly score: number }[],
  range: Domain,
  width: number,
  height: number,
): SparklineModel {
  const plot: PlotArea = { left: EDGE, top: EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE }
  const times = scores.map((each) => each.x)
  const xDomain = { low: Math.min(...times), high: Math.max(...times) }
  const points = scores.map((each) => ({
    x: pixelX(plot, xDomain, each.x),
    y: pixelY(plot, range, each.score),
  }))
  return {
    path: points.length < 2 ? '' : `M${points.map((each) => `${round(each.x)},${round(each.y)}`).join('L')}`,
    last: points.at(-1) ?? null,
  }
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
