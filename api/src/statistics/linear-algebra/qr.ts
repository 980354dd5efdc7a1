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

/** X = Q R and Q'y, or the first column that follows from those before it. Needs rows >= columns. */
export function qrDecompose(matrix: Matrix, right: Float64Array): QrResult {
  const { rows, columns } = matrix
  const work: Matrix = { rows, columns, values: new Float64Array(matrix.values) }
  const y = new Float64Array(right)
  for (let j = 0; j < columns; j += 1) {
    const reflector = reflectorOf(work, j, columnNorm(matrix, j))
    if (reflector === null) return { kind: 'deficient', column: j }
    for (let k = j; k < columns; k += 1) reflectColumn(work, k, reflector, j)
    reflect(y, reflector, j)
  }
  const upper = zeros(columns, columns)
  for (let i = 0; i < columns; i += 1) {
    for (let j = i; j < columns; j += 1) setEntry(upper, i, j, entry(work, i, j))
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

function columnNorm(matrix: Matrix, column: number, fromRow = 0): number {
  let sum = 0
  for (let i = fromRow; i < matrix.rows; i += 1) sum += entry(matrix, i, column) ** 2
  return Math.sqrt(sum)
}

/** The unit vector that mirrors what is left of column j onto its first entry; null when nothing is left. */
function reflectorOf(work: Matrix, j: number, originalNorm: number): Float64Array | null {
  const norm = columnNorm(work, j, j)
  if (!(norm > RANK_TOLERANCE * originalNorm)) return null
  const vector = new Float64Array(work.rows)
  for (let i = j; i < work.rows; i += 1) vector[i] = entry(work, i, j)
  const head = at(vector, j)
  vector[j] = head + (head >= 0 ? norm : -norm)
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares)
  return vector.map((value) => value / length)
}

function reflectColumn(work: Matrix, column: number, reflector: Float64Array, fromRow: number): void {
  let sum = 0
  for (let i = fromRow; i < work.rows; i += 1) sum += at(reflector, i) * entry(work, i, column)
  for (let i = fromRow; i < work.rows; i += 1) {
    setEntry(work, i, column, entry(work, i, column) - 2 * sum * at(reflector, i))
  }
}

function reflect(vector: Float64Array, reflector: Float64Array, fromRow: number): void {
  let sum = 0
  for (let i = fromRow; i < vector.length; i += 1) sum += at(reflector, i) * at(vector, i)
  for (let i = fromRow; i < vector.length; i += 1) vector[i] = at(vector, i) - 2 * sum * at(reflector, i)
}
