/** The columns of a regression, with their names. */

import { requireFinite } from '../checks.js'
import { UnequalLengths } from '../errors.js'
import { type Matrix, setEntry, zeros } from '../linear-algebra/matrix.js'

export const INTERCEPT = '(Intercept)'

export interface DesignColumn {
  readonly name: string
  /** One number a row; 0 and 1 for yes-or-no quantities. */
  readonly values: ArrayLike<number>
}

export interface Design {
  readonly names: readonly string[]
  readonly matrix: Matrix
}

/**
 * An intercept and then the columns, in the order given.
 *
 * @param rows     number of rows
 * @param columns  one entry a predictor, each with `rows` values
 * @throws         UnequalLengths, NotFinite
 */
export function designMatrix(rows: number, columns: readonly DesignColumn[]): Design {
  const matrix = zeros(rows, columns.length + 1)
  for (let i = 0; i < rows; i += 1) setEntry(matrix, i, 0, 1)
  for (const [j, { name, values }] of columns.entries()) {
    if (values.length !== rows)
      throw new UnequalLengths('The outcome', rows, `the column ${name}`, values.length)
    requireFinite(values, `Values of the column ${name}`)
    for (let i = 0; i < rows; i += 1) setEntry(matrix, i, j + 1, values[i] ?? Number.NaN)
  }
  return { names: [INTERCEPT, ...columns.map(({ name }) => name)], matrix }
}

/** The product of two columns, named `first:second`. */
export function interaction(first: DesignColumn, second: DesignColumn): DesignColumn {
  const values = new Float64Array(first.values.length)
  for (let i = 0; i < values.length; i += 1)
    values[i] = (first.values[i] ?? Number.NaN) * (second.values[i] ?? Number.NaN)
  return { name: `${first.name}:${second.name}`, values }
}
