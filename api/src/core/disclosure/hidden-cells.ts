/** Which counts of a table with totals have to be kept back, so that none of them can be worked out. */

import { isSmall } from '../programme/small-numbers.js'
import { type CountArc, cellBounds } from './cell-bounds.js'
import { PUBLISHED_COUNTS_ARE_MULTIPLES_OF } from './published-counts.js'

export interface HiddenCells {
  /** One entry a row, one a column. */
  readonly cells: readonly (readonly boolean[])[]
  /** One entry a row. Totals of columns, and of all, are shown. */
  readonly rowTotals: readonly boolean[]
}

/**
 * Keeps back every small count, and then, as long as a hidden count could be told more closely than a shown one (which is
 * rounded), the smallest other count that stands in a sum with it.
 *
 * @param counts  people, one list a row, one entry a column; totals of the columns are nobody or not small
 * @returns       null where no choice of counts protects the small ones: the table as a whole is kept back
 * Assumes        the reader knows the totals of the columns and of all; takes shown counts as exact
 * Edge cases     0 is shown: it tells of nobody
 * @verified      test/property/disclosure/aggregate-tables.test.ts, which solves the published tables for the hidden counts
 */
export function hiddenCells(counts: readonly (readonly number[])[]): HiddenCells | null {
  const arcs = arcsOf(counts).map((arc) => ({ ...arc, isHidden: !arc.isAlwaysShown && isSmall(arc.value) }))
  for (;;) {
    const bounds = cellBounds(arcs, PUBLISHED_COUNTS_ARE_MULTIPLES_OF)
    const told = bounds.findIndex(
      (bound) => bound !== null && bound.high - bound.low < PUBLISHED_COUNTS_ARE_MULTIPLES_OF,
    )
    if (told === -1) break
    const next = smallestBeside(arcs, told)
    if (next === null) return null
    next.isHidden = true
  }
  const columns = counts[0]?.length ?? 0
  const isHidden = (place: number): boolean => arcs[place]?.isHidden === true
  return {
    cells: counts.map((row, place) => row.map((_, column) => isHidden(place * columns + column))),
    rowTotals: counts.map((_, place) => isHidden(counts.length * columns + place)),
  }
}

type Arc = CountArc & { readonly isAlwaysShown: boolean }

/** Cells row by row, then the rows' totals, the columns' totals, the total of all. */
function arcsOf(counts: readonly (readonly number[])[]): Arc[] {
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  const [columnNode, totalRow, totalColumn] = [rows, rows + columns, rows + columns + 1]
  const arc = (from: number, to: number, value: number, isAlwaysShown: boolean): Arc => ({
    from,
    to,
    value,
    isHidden: false,
    isAlwaysShown,
  })
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const ofColumns = Array.from({ length: columns }, (_, column) =>
    counts.reduce((sum, row) => sum + (row[column] ?? 0), 0),
  )
  return [
    ...counts.flatMap((row, place) =>
      row.map((count, column) => arc(place, columnNode + column, count, false)),
    ),
    ...totals.map((total, place) => arc(totalColumn, place, total, false)),
    ...ofColumns.map((total, column) => arc(columnNode + column, totalRow, total, true)),
    arc(
      totalRow,
      totalColumn,
      totals.reduce((sum, total) => sum + total, 0),
      true,
    ),
  ]
}

function smallestBeside<Beside extends Arc & { isHidden: boolean }>(
  arcs: readonly Beside[],
  told: number,
): Beside | null {
  const hidden = arcs[told]
  const nodes = [hidden?.from, hidden?.to]
  let found: Beside | null = null
  for (const arc of arcs) {
    if (arc.isHidden || arc.isAlwaysShown || arc.value === 0) continue
    if (!nodes.includes(arc.from) && !nodes.includes(arc.to)) continue
    if (found === null || arc.value < found.value) found = arc
  }
  return found
}
