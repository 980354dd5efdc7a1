import { type Domain, type PlotArea, pixelX, pixelY, within } from './plot-area.js'

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

/** What was to be expected: an area from the measure's best end to the limit, and the limit as a line. */
export interface SparklineBand {
  readonly area: string
  readonly edge: string
}

const EDGE = 4
/** Half the width of a range that is known at one time alone. */
const LONE_HALF_WIDTH = 7

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

/**
 * The expected range behind a course: from the best end of the scale, where nobody is too good, to the limit.
 *
 * @param scores  the course that it lies behind, for the same axis; `limit` is null where nothing is expected
 * @returns       null without a limit
 */
export function sparklineBand(
  scores: readonly { readonly x: number; readonly limit: number | null }[],
  range: Domain,
  direction: 'lower_is_better' | 'higher_is_better',
  width: number,
  height: number,
): SparklineBand | null {
  const plot: PlotArea = { left: EDGE, top: EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE }
  const times = scores.map((each) => each.x)
  const xDomain = { low: Math.min(...times), high: Math.max(...times) }
  const known = scores.flatMap(({ x, limit }) =>
    limit === null ? [] : [{ x: pixelX(plot, xDomain, x), y: pixelY(plot, range, within(range, limit)) }],
  )
  const [first] = known
  if (first === undefined) return null
  const corners =
    known.length > 1
      ? known
      : [
          { ...first, x: Math.max(0, first.x - LONE_HALF_WIDTH) },
          { ...first, x: Math.min(width, first.x + LONE_HALF_WIDTH) },
        ]
  const best = pixelY(plot, range, direction === 'lower_is_better' ? range.low : range.high)
  const edge = corners.map(({ x, y }) => `${round(x)},${round(y)}`).join('L')
  const [left, right] = [corners[0]?.x ?? 0, corners.at(-1)?.x ?? 0]
  return { edge: `M${edge}`, area: `M${round(left)},${round(best)}L${edge}L${round(right)},${round(best)}Z` }
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
