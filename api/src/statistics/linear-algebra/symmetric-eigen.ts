/** Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi rotations. */

import {
  at,
  diagonalOf,
  entry,
  identity,
  type Matrix,
  multiplyByTransposed,
  setEntry,
  zeros,
} from './matrix.js'

const MAX_SWEEPS = 60

export interface SymmetricEigen {
  /** In no particular order. */
  readonly values: Float64Array
  /** One eigenvector a column. */
  readonly vectors: Matrix
}

/** @source Golub & Van Loan (2013), Matrix Computations, 8.5 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  const size = matrix.rows
  const work: Matrix = { ...matrix, values: new Float64Array(matrix.values) }
  const vectors = identity(size)
  for (let sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(work); sweep += 1) {
    for (let p = 0; p < size - 1; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(work, vectors, p, q)
    }
  }
  return { values: diagonalOf(work), vectors }
}

/** The symmetric matrix with the same eigenvectors and f(eigenvalue) for every eigenvalue. */
export function symmetricFunction(matrix: Matrix, f: (eigenvalue: number) => number): Matrix {
  const { values, vectors } = symmetricEigen(matrix)
  const scaled = zeros(matrix.rows, matrix.rows)
  for (let i = 0; i < matrix.rows; i += 1) {
    for (let j = 0; j < matrix.rows; j += 1) setEntry(scaled, i, j, entry(vectors, i, j) * f(at(values, j)))
  }
  return multiplyByTransposed(scaled, vectors)
}

function isDiagonal(matrix: Matrix): boolean {
  let off = 0
  let on = 0
  for (let i = 0; i < matrix.rows; i += 1) {
    for (let j = 0; j < matrix.rows; j += 1) {
      if (i === j) on += entry(matrix, i, j) ** 2
      else off += entry(matrix, i, j) ** 2
    }
  }
  return off <= 1e-32 * on
}

/** Turns rows and columns p and q so that their common entry vanishes. */
function rotate(work: Matrix, vectors: Matrix, p: number, q: number): void {
  const common = entry(work, p, q)
  if (common === 0) return
  const ratio = (entry(work, q, q) - entry(work, p, p)) / (2 * common)
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (let k = 0; k < work.rows; k += 1) turnPair(work, k, p, k, q, cosine, sine)
  for (let k = 0; k < work.rows; k += 1) turnPair(work, p, k, q, k, cosine, sine)
  for (let k = 0; k < work.rows; k += 1) turnPair(vectors, k, p, k, q, cosine, sine)
}

function turnPair(
  matrix: Matrix,
  row1: number,
  column1: number,
  row2: number,
  column2: number,
  cosine: number,
  sine: number,
): void {
  const first = entry(matrix, row1, column1)
  const second = entry(matrix, row2, column2)
  setEntry(matrix, row1, column1, cosine * first - sine * second)
  setEntry(matrix, row2, column2, sine * first + cosine * second)
}
