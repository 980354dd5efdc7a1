/** How closely can a hidden count of a table with totals be told from those that are shown? */

/**
 * A count as an arc of a network in which every node takes in what it gives out. A table becomes one: each row, each
 * column and the two margins are nodes; a cell leads from its row to its column, a row's total from the margin to the row,
 * a column's total from the column to the margin, the total of all from margin to margin.
 */
export interface CountArc {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly isHidden: boolean
}

/** A hidden count is 1 at least: 0 tells of nobody, and is shown. */
const LEAST_HIDDEN = 1

/**
 * The least and the largest value of each hidden count that agree with all that is shown, taken as exact; a reader who is
 * told rounded counts knows less.
 *
 * Another table that agrees differs by circular flows through hidden arcs, so each bound is a largest flow.
 *
 * @param enough  width beyond which nobody asks: bounds further apart may be given closer than they are
 * @returns       one entry an arc; null for one that is shown
 * @source        Gusfield (1988), SIAM J Comput 17:552-571: bounds of suppressed cells of a two-way table
 * @verified      test/property/disclosure/aggregate-tables.test.ts
 */
export function cellBounds(
  arcs: readonly CountArc[],
  enough: number,
): ({ readonly low: number; readonly high: number } | null)[] {
  return arcs.map((arc, place) => {
    if (!arc.isHidden) return null
    const up = largestFlow(arcs, place, arc.to, arc.from, enough)
    const down = largestFlow(arcs, place, arc.from, arc.to, Math.min(enough, arc.value - LEAST_HIDDEN))
    return { low: arc.value - down, high: arc.value + up }
  })
}

/** From one node to another through the hidden arcs but one: along an arc without end, against it down to 1. */
function largestFlow(
  arcs: readonly CountArc[],
  leftOut: number,
  from: number,
  to: number,
  enough: number,
): number {
  const added = arcs.map(() => 0)
  let flow = 0
  while (flow < enough) {
    const path = pathBetween(arcs, added, leftOut, from, to)
    if (path === null) break
    const step = Math.min(
      enough - flow,
      ...path.map(({ arc, isAgainst }) => roomOf(arcs, added, arc, isAgainst)),
    )
    for (const { arc, isAgainst } of path) added[arc] = (added[arc] ?? 0) + (isAgainst ? -step : step)
    flow += step
  }
  return flow
}

function roomOf(
  arcs: readonly CountArc[],
  added: readonly number[],
  arc: number,
  isAgainst: boolean,
): number {
  return isAgainst ? (arcs[arc]?.value ?? 0) + (added[arc] ?? 0) - LEAST_HIDDEN : Number.POSITIVE_INFINITY
}

interface Step {
  readonly arc: number
  readonly isAgainst: boolean
}

/** The shortest way with room on each of its arcs; null where there is none. */
function pathBetween(
  arcs: readonly CountArc[],
  added: readonly number[],
  leftOut: number,
  from: number,
  to: number,
): Step[] | null {
  const cameBy = new Map<number, { before: number; step: Step } | null>([[from, null]])
  const waiting = [from]
  for (let node = waiting.shift(); node !== undefined && !cameBy.has(to); node = waiting.shift()) {
    for (const [place, arc] of arcs.entries()) {
      if (!arc.isHidden || place === leftOut) continue
      for (const isAgainst of [false, true]) {
        const [start, end] = isAgainst ? [arc.to, arc.from] : [arc.from, arc.to]
        if (start !== node || cameBy.has(end) || roomOf(arcs, added, place, isAgainst) <= 0) continue
        cameBy.set(end, { before: node, step: { arc: place, isAgainst } })
        waiting.push(end)
      }
    }
  }
  if (!cameBy.has(to)) return null
  const path: Step[] = []
  for (let at = cameBy.get(to) ?? null; at !== null; at = cameBy.get(at.before) ?? null) path.unshift(at.step)
  return path
}
