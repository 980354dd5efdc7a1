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
  readonly at: Point
}
export interface PlacedLabel {
  readonly key: string
  readonly text: string
  /** Anchor of the text: `textAnchor` tells which end of it, the baseline is at `y`. */
  readonly x: number
  readonly y: number
  readonly textAnchor: 'start' | 'middle' | 'end'
}

const DISTANCE = 10
const LINE_HEIGHT = 1.25

/**
 * Puts each label beside its point where it covers neither lines, points nor the labels placed before it.
 * The order of `requests` is the order of importance. A label that fits nowhere takes the least bad place:
 * a mark is never left without its words.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: { readonly path: readonly Point[]; readonly boxes: readonly Box[] },
  plot: PlotArea,
  fontSize: number,
): PlacedLabel[] {
  const taken = [...obstacles.boxes]
  return requests.map((request) => {
    const width = textWidth(request.text, fontSize)
    const height = fontSize * LINE_HEIGHT
    const candidates = candidateBoxes(request.at, width, height)
    const costs = candidates.map((each) => cost(each.box, taken, obstacles.path, plot))
    const best = candidates[costs.indexOf(Math.min(...costs))]
    const chosen = best ?? { box: { ...request.at, width, height }, textAnchor: 'start' as const }
    taken.push(chosen.box)
    return { key: request.key, text: request.text, ...anchor(chosen, fontSize) }
  })
}

interface Candidate {
  readonly box: Box
  readonly textAnchor: 'start' | 'middle' | 'end'
}

/** Places to try, best first: above, below, then the corners and sides, near before far. */
function candidateBoxes(at: Point, width: number, height: number): Candidate[] {
  const places: Candidate[] = []
  for (const distance of [DISTANCE, DISTANCE * 2, DISTANCE * 3.5, DISTANCE * 5]) {
    const above = at.y - distance - height
    const below = at.y + distance
    places.push(
      { box: { x: at.x - width / 2, y: above, width, height }, textAnchor: 'middle' },
      { box: { x: at.x - width / 2, y: below, width, height }, textAnchor: 'middle' },
      { box: { x: at.x, y: above, width, height }, textAnchor: 'start' },
      { box: { x: at.x - width, y: above, width, height }, textAnchor: 'end' },
      { box: { x: at.x, y: below, width, height }, textAnchor: 'start' },
      { box: { x: at.x - width, y: below, width, height }, textAnchor: 'end' },
      { box: { x: at.x + distance, y: at.y - height / 2, width, height }, textAnchor: 'start' },
      { box: { x: at.x - distance - width, y: at.y - height / 2, width, height }, textAnchor: 'end' },
    )
  }
  return places
}

const COST_OF_OVERLAP = 100
const COST_OF_CROSSING = 40
const COST_OF_LEAVING = 1000

function cost(box: Box, taken: readonly Box[], path: readonly Point[], plot: PlotArea): number {
  const overlaps = taken.filter((other) => boxesMeet(box, other)).length
  let crossings = 0
  for (const [index, from] of path.entries()) {
    const to = path[index + 1]
    if (to && segmentMeetsBox(from, to, box)) crossings += 1
  }
  const leaves =
    box.x < plot.left ||
    box.x + box.width > plot.left + plot.width ||
    box.y < plot.top ||
    box.y + box.height > plot.top + plot.height
  return overlaps * COST_OF_OVERLAP + crossings * COST_OF_CROSSING + (leaves ? COST_OF_LEAVING : 0)
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

function anchor(chosen: Candidate, fontSize: number): Pick<PlacedLabel, 'x' | 'y' | 'textAnchor'> {
  const { box, textAnchor } = chosen
  const x = textAnchor === 'start' ? box.x : textAnchor === 'end' ? box.x + box.width : box.x + box.width / 2
  return { x, y: box.y + fontSize, textAnchor }
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
