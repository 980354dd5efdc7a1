/** Householder QR of a tall matrix: least squares without squaring its condition number. */

import { at, entry, type Matrix, setEntry, zeros } from './matrix.js'

/** A column whose part outside the columns before it is smaller than this share follows from them (as R's lm). */
const RANK_TOLERANCE = 1e-7

export type QrResult =
  | {
      readonly kind: 'factored'
      /** Upper triangle, columns x columns. */
      readonly upper: Matrix
      /** Q' y, first `columns` values. */
      readonly rotated: Float64Array
    }
  | { readonly kind: 'deficient'; readonly column: number }

/**
 * X = Q R and Q'y, or the first column that follows from those before it. Needs rows >= columns.
 *
 * @param factors  one a row: the row and its y are multiplied by it first; left out: all 1
 */
export function qrDecompose(matrix: Matrix, right: Float64Array, factors?: Float64Array): QrResult {
  const { columns } = matrix
  const work = columnsOf(matrix, factors)
  const y = factors === undefined ? new Float64Array(right) : right.map((value, i) => value * at(factors, i))
  const norms = Float64Array.from(work, (column) => normFrom(column, 0))
  const upper = zeros(columns, columns)
  const reflector = new Float64Array(matrix.rows)
  for (const [j, column] of work.entries()) {
    if (!takeReflector(column, j, at(norms, j), reflector)) return { kind: 'deficient', column: j }
    for (let k = j; k < columns; k += 1) reflect(work[k] ?? y, reflector, j)
    reflect(y, reflector, j)
    for (let i = 0; i <= j; i += 1) setEntry(upper, i, j, at(column, i))
  }
  return { kind: 'factored', upper, rotated: y.slice(0, columns) }
}

/** x with R x = b */
export function solveUpper(upper: Matrix, right: Float64Array): Float64Array {
  const solution = new Float64Array(right)
  for (let i = upper.rows - 1; i >= 0; i -= 1) {
    let sum = at(solution, i)
    for (let k = i + 1; k < upper.columns; k += 1) sum -= entry(upper, i, k) * at(solution, k)
    solution[i] = sum / entry(upper, i, i)
  }
  return solution
}

/** (R'R)^-1, the unscaled covariance of least-squares coefficients. */
export function inverseOfSquare(upper: Matrix): Matrix {
  const size = upper.rows
  const inverseUpper = zeros(size, size)
  for (let j = 0; j < size; j += 1) {
    const unit = new Float64Array(size)
    unit[j] = 1
    const column = solveUpper(upper, unit)
    for (let i = 0; i <= j; i += 1) setEntry(inverseUpper, i, j, at(column, i))
  }
  const inverse = zeros(size, size)
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      let sum = 0
      for (let k = Math.max(i, j); k < size; k += 1)
        sum += entry(inverseUpper, i, k) * entry(inverseUpper, j, k)
      setEntry(inverse, i, j, sum)
    }
  }
  return inverse
}

/** Each column by itself: what is read one after another lies one after another. */
function columnsOf({ rows, columns, values }: Matrix, factors: Float64Array | undefined): Float64Array[] {
  const taken = Array.from({ length: columns }, () => new Float64Array(rows))
  for (const [j, column] of taken.entries()) {
    for (let i = 0, position = j; i < rows; i += 1, position += columns) {
      column[i] = factors === undefined ? at(values, position) : at(values, position) * at(factors, i)
    }
  }
  return taken
}

function normFrom(column: Float64Array, from: number): number {
  let sum = 0
  for (let i = from; i < column.length; i += 1) sum += at(column, i) ** 2
  return Math.sqrt(sum)
}

/** The unit vector that mirrors what is left of a column onto its entry j; false when nothing is left. */
function takeReflector(column: Float64Array, j: number, originalNorm: number, into: Float64Array): boolean {
  const norm = normFrom(column, j)
  if (!(norm > RANK_TOLERANCE * originalNorm)) return false
  const head = at(column, j)
  const mirrored = head + (head >= 0 ? norm : -norm)
  let squares = mirrored * mirrored
  for (let i = j + 1; i < column.length; i += 1) squares += at(column, i) ** 2
  const length = Math.sqrt(squares)
  into[j] = mirrored / length
  for (let i = j + 1; i < column.length; i += 1) into[i] = at(column, i) / length
  return true
}

function reflect(vector: Float64Array, reflector: Float64Array, from: number): void {
  let sum = 0
  for (let i = from; i < vector.length; i += 1) sum += at(reflector, i) * at(vector, i)
  const twice = 2 * sum
  for (let i = from; i < vector.length; i += 1) vector[i] = at(vector, i) - twice * at(reflector, i)
}
