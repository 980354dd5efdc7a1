/**
 * Dense matrices, row after row in one Float64Array, and the few products the statistics need.
 * A matrix is written once, by the function that makes it, and read afterwards.
 */

export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) }
}

export function identity(size: number): Matrix {
  const matrix = zeros(size, size)
  for (let i = 0; i < size; i += 1) matrix.values[i * size + i] = 1
  return matrix
}

/** The value at a position that exists: a position outside is a mistake of the program, and shows as NaN. */
export function at(values: Float64Array, position: number): number {
  return values[position] ?? Number.NaN
}

export function entry(matrix: Matrix, row: number, column: number): number {
  return at(matrix.values, row * matrix.columns + column)
}

export function setEntry(matrix: Matrix, row: number, column: number, value: number): void {
  matrix.values[row * matrix.columns + column] = value
}

export function addToEntry(matrix: Matrix, row: number, column: number, value: number): void {
  setEntry(matrix, row, column, entry(matrix, row, column) + value)
}

export function rowOf(matrix: Matrix, row: number): Float64Array {
  return matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns)
}

export function columnOf(matrix: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, i) => entry(matrix, i, column))
}

export function diagonalOf(matrix: Matrix): Float64Array {
  return Float64Array.from({ length: Math.min(matrix.rows, matrix.columns) }, (_, i) => entry(matrix, i, i))
}

export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let i = 0; i < left.length; i += 1) sum += at(left, i) * at(right, i)
  return sum
}

/** A B' */
export function multiplyByTransposed(left: Matrix, right: Matrix): Matrix {
  const product = zeros(left.rows, right.rows)
  for (let i = 0; i < left.rows; i += 1) {
    for (let j = 0; j < right.rows; j += 1) setEntry(product, i, j, dot(rowOf(left, i), rowOf(right, j)))
  }
  return product
}

/** A v */
export function timesVector(matrix: Matrix, vector: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, i) => dot(rowOf(matrix, i), vector))
}

/** A' v */
export function transposedTimesVector(matrix: Matrix, vector: Float64Array): Float64Array {
  const product = new Float64Array(matrix.columns)
  for (let i = 0; i < matrix.rows; i += 1) {
    const factor = at(vector, i)
    for (let j = 0; j < matrix.columns; j += 1) product[j] = at(product, j) + factor * entry(matrix, i, j)
  }
  return product
}

/** v' A w */
export function bilinear(left: Float64Array, matrix: Matrix, right: Float64Array): number {
  return dot(left, timesVector(matrix, right))
}

/** A matrix of the same shape, each value made from its old value and its position. */
export function mapEntries(
  matrix: Matrix,
  make: (value: number, row: number, column: number) => number,
): Matrix {
  const mapped = zeros(matrix.rows, matrix.columns)
  for (let i = 0; i < matrix.rows; i += 1) {
    for (let j = 0; j < matrix.columns; j += 1) setEntry(mapped, i, j, make(entry(matrix, i, j), i, j))
  }
  return mapped
}
