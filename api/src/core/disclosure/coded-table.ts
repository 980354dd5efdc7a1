/** A table as disclosure control reads it: every column coded, one number a cell, missing values a category of their own. */

import { DisclosureRefused } from './disclosure-refused.js'

/** One column of values, coded: `values[codes[row]]` is what stands in the cell. */
export interface CodedColumn {
  readonly name: string
  /** Distinct values in the order of their first row; an empty cell is the value ''. */
  readonly values: readonly string[]
  /** One entry a row. */
  readonly codes: Uint32Array
}

/**
 * Codes the cells of one column.
 *
 * @param cells  one a row, as they stand in the file; '' is missing, a value of its own and equal to no other
 */
export function codeColumn(name: string, cells: readonly string[]): CodedColumn {
  const known = new Map<string, number>()
  const codes = new Uint32Array(cells.length)
  for (const [row, cell] of cells.entries()) {
    const code = known.get(cell) ?? known.size
    if (code === known.size) known.set(cell, code)
    codes[row] = code
  }
  return { name, values: [...known.keys()], codes }
}

/**
 * The columns of these names, in this order.
 *
 * @throws DisclosureRefused for a name that is not there or named twice, with the names that are there
 */
export function columnsNamed(columns: readonly CodedColumn[], names: readonly string[]): CodedColumn[] {
  return names.map((name, place) => {
    if (names.indexOf(name) !== place) {
      throw new DisclosureRefused('column_twice', `The column "${name}" is named twice. Name it once.`)
    }
    const found = columns.find((column) => column.name === name)
    if (found === undefined) {
      throw new DisclosureRefused(
        'unknown_column',
        `There is no column "${name}". The table has ${columns.map((column) => `"${column.name}"`).join(', ')}.`,
      )
    }
    return found
  })
}
