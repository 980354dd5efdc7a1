import type { PlotArea } from './plot-area.js'
import { textWidth } from './plot-area.js'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface Point {
  readonly x: number
  readonly y: number
}
export interface LabelRequest {
  readonly key: string
  readonly text: string
  /** Where it may stand, best first: `besidePoint` or `alongLine`. */
  readonly places: readonly LabelPlace[]
}
export interface LabelPlace {
  readonly box: Box
  readonly textAnchor: 'start' | 'middle' | 'end'
}
export interface PlacedLabel {
  readonly key: string
  readonly text: string
  /** Anchor of the text: `textAnchor` tells which end of it, the baseline is at `y`. */
  readonly x: number
  readonly y: number
  readonly textAnchor: 'start' | 'middle' | 'end'
}

const DISTANCE = 9
const LINE_HEIGHT = 1.25

/**
 * Gives each label the first of its places where it covers neither lines, points nor labels placed before it.
 * The order of `requests` is the order of importance. A label that fits nowhere takes the least bad place:
 * a mark is never left without its words.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: { readonly paths: readonly (readonly Point[])[]; readonly boxes: readonly Box[] },
  plot: PlotArea,
  fontSize: number,
): PlacedLabel[] {
  const taken = [...obstacles.boxes]
  return requests.flatMap(({ key, text, places }) => {
    const costs = places.map((place) => cost(place.box, taken, obstacles.paths, plot))
    const best = places[costs.indexOf(Math.min(...costs))]
    if (!best) return []
    taken.push(best.box)
    return [{ key, text, ...anchor(best, fontSize) }]
  })
}

/** Places around a point, near before far: above, below, the corners, the sides. */
export function besidePoint(at: Point, text: string, fontSize: number): LabelPlace[] {
  const width = textWidth(text, fontSize)
  const height = fontSize * LINE_HEIGHT
  return [DISTANCE, DISTANCE * 2, DISTANCE * 3.5, DISTANCE * 5].flatMap((distance): LabelPlace[] => {
    const above = at.y - distance - height
    const below = at.y + distance
    const middle = at.y - height / 2
    return [
      { box: { x: at.x - width / 2, y: above, width, height }, textAnchor: 'middle' },
      { box: { x: at.x - width / 2, y: below, width, height }, textAnchor: 'middle' },
      { box: { x: at.x, y: above, width, height }, textAnchor: 'start' },
      { box: { x: at.x - width, y: above, width, height }, textAnchor: 'end' },
      { box: { x: at.x, y: below, width, height }, textAnchor: 'start' },
      { box: { x: at.x - width, y: below, width, height }, textAnchor: 'end' },
      { box: { x: at.x + distance, y: middle, width, height }, textAnchor: 'start' },
      { box: { x: at.x - distance - width, y: middle, width, height }, textAnchor: 'end' },
    ]
  })
}

/** Places on and under a horizontal line at pixel `y`: left end, right end, middle. */
export function alongLine(y: number, text: string, plot: PlotArea, fontSize: number): LabelPlace[] {
  const width = textWidth(text, fontSize)
  const height = fontSize * LINE_HEIGHT
  const left = plot.left + 6
  const right = plot.left + plot.width - width - 6
  const middle = plot.left + (plot.width - width) / 2
  return [y - height - 2, y + 2].flatMap((top): LabelPlace[] => [
    { box: { x: left, y: top, width, height }, textAnchor: 'start' },
    { box: { x: right, y: top, width, height }, textAnchor: 'end' },
    { box: { x: middle, y: top, width, height }, textAnchor: 'middle' },
  ])
}

const COST_OF_OVERLAP = 400
const COST_OF_CROSSING = 40
const COST_OF_LEAVING = 2000

function cost(box: Box, taken: readonly Box[], paths: readonly (readonly Point[])[], plot: PlotArea): number {
  const overlaps = taken.filter((other) => boxesMeet(box, other)).length
  const crossings = paths.reduce((sum, path) => sum + timesCrossed(path, box), 0)
  const leaves =
    box.x < plot.left ||
    box.x + box.width > plot.left + plot.width ||
    box.y < plot.top ||
    box.y + box.height > plot.top + plot.height
  return overlaps * COST_OF_OVERLAP + crossings * COST_OF_CROSSING + (leaves ? COST_OF_LEAVING : 0)
}

function timesCrossed(path: readonly Point[], box: Box): number {
  return path.filter((from, index) => {
    const to = path[index + 1]
    return to !== undefined && segmentMeetsBox(from, to, box)
  }).length
}

function boxesMeet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Clips the segment at the box's four sides (Liang and Barsky 1984); anything left means that they meet. */
function segmentMeetsBox(from: Point, to: Point, box: Box): boolean {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const sides: readonly (readonly [number, number])[] = [
    [-dx, from.x - box.x],
    [dx, box.x + box.width - from.x],
    [-dy, from.y - box.y],
    [dy, box.y + box.height - from.y],
  ]
  let enters = 0
  let leaves = 1
  for (const [direction, distance] of sides) {
    if (direction === 0 && distance < 0) return false
    if (direction < 0) enters = Math.max(enters, distance / direction)
    if (direction > 0) leaves = Math.min(leaves, distance / direction)
  }
  return enters <= leaves
}

function anchor(place: LabelPlace, fontSize: number): Pick<PlacedLabel, 'x' | 'y' | 'textAnchor'> {
  const { box, textAnchor } = place
  const shift = { start: 0, middle: box.width / 2, end: box.width }
  return { x: box.x + shift[textAnchor], y: box.y + fontSize, textAnchor }
}

/**
 * Moves labels at line ends apart so that none covers another; each stays as near to its line as the others
 * allow. Input and output are centres of the labels in pixels, in the same order.
 */
export function spreadVertically(
  centres: readonly number[],
  distance: number,
  low: number,
  high: number,
): number[] {
  const order = centres.map((centre, index) => ({ centre, index })).sort((a, b) => a.centre - b.centre)
  let previous = Number.NEGATIVE_INFINITY
  for (const each of order) {
    each.centre = Math.max(each.centre, previous + distance, low)
    previous = each.centre
  }
  let next = high + distance
  for (const each of [...order].reverse()) {
    each.centre = Math.min(each.centre, next - distance)
    next = each.centre
  }
  const spread = [...centres]
  for (const each of order) spread[each.index] = each.centre
  return spread
}
