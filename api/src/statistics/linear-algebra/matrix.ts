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

/** A v; written to `into` where it is given, which must be neither of the two. */
export function timesVector(
  { rows, columns, values }: Matrix,
  vector: Float64Array,
  into: Float64Array = new Float64Array(rows),
): Float64Array {
  for (let i = 0, position = 0; i < rows; i += 1) {
    let sum = 0
    for (let j = 0; j < columns; j += 1, position += 1) sum += at(values, position) * at(vector, j)
    into[i] = sum
  }
  return into
}

/** A' v; written to `into` where it is given, which must be neither of the two. */
export function transposedTimesVector(
  { rows, columns, values }: Matrix,
  vector: Float64Array,
  into: Float64Array = new Float64Array(columns),
): Float64Array {
  into.fill(0)
  for (let i = 0, position = 0; i < rows; i += 1) {
    const factor = at(vector, i)
    for (let j = 0; j < columns; j += 1, position += 1) into[j] = at(into, j) + factor * at(values, position)
  }
  return into
}

/** v' A w */
export function bilinear(left: Float64Array, matrix: Matrix, right: Float64Array): number {
  return bilinearAt(left, 0, matrix, right, 0)
}

/** v' A w, v and w beginning at a place of longer lists: no part of them is copied. */
export function bilinearAt(
  left: Float64Array,
  leftStart: number,
  { rows, columns, values }: Matrix,
  right: Float64Array,
  rightStart: number,
): number {
  let total = 0
  for (let i = 0, position = 0; i < rows; i += 1) {
    let sum = 0
    for (let j = 0; j < columns; j += 1, position += 1)
      sum += at(values, position) * at(right, rightStart + j)
    total += at(left, leftStart + i) * sum
  }
  return total
}

/** Rows from one to before another, as a matrix that shares their values. */
export function rowsOf({ columns, values }: Matrix, from: number, to: number): Matrix {
  return { rows: to - from, columns, values: values.subarray(from * columns, to * columns) }
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
