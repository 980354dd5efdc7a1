/** Cholesky factors of symmetric positive definite matrices, and what is solved with them. */

import { at, entry, identity, type Matrix, setEntry, zeros } from './matrix.js'

/** A pivot below this share of its diagonal means that a column follows from the columns before it. */
const RANK_TOLERANCE = 1e-11

export type CholeskyResult =
  | { readonly kind: 'factored'; readonly lower: Matrix }
  | { readonly kind: 'deficient'; readonly column: number }

/** L with A = L L', or the first column that follows from those before it. Reads the lower triangle of A. */
export function cholesky(matrix: Matrix, tolerance = RANK_TOLERANCE): CholeskyResult {
  const size = matrix.rows
  const lower = zeros(size, size)
  for (let j = 0; j < size; j += 1) {
    const diagonal = entry(matrix, j, j)
    let pivot = diagonal
    for (let k = 0; k < j; k += 1) pivot -= entry(lower, j, k) ** 2
    if (!(pivot > tolerance * diagonal)) return { kind: 'deficient', column: j }
    const root = Math.sqrt(pivot)
    setEntry(lower, j, j, root)
    for (let i = j + 1; i < size; i += 1) {
      let sum = entry(matrix, i, j)
      for (let k = 0; k < j; k += 1) sum -= entry(lower, i, k) * entry(lower, j, k)
      setEntry(lower, i, j, sum / root)
    }
  }
  return { kind: 'factored', lower }
}

/** x with L x = b */
export function forwardSolve(lower: Matrix, right: Float64Array): Float64Array {
  const solution = new Float64Array(right)
  for (let i = 0; i < lower.rows; i += 1) {
    let sum = at(solution, i)
    for (let k = 0; k < i; k += 1) sum -= entry(lower, i, k) * at(solution, k)
    solution[i] = sum / entry(lower, i, i)
  }
  return solution
}

/** x with L' x = b */
export function backwardSolve(lower: Matrix, right: Float64Array): Float64Array {
  const solution = new Float64Array(right)
  for (let i = lower.rows - 1; i >= 0; i -= 1) {
    let sum = at(solution, i)
    for (let k = i + 1; k < lower.rows; k += 1) sum -= entry(lower, k, i) * at(solution, k)
    solution[i] = sum / entry(lower, i, i)
  }
  return solution
}

/** x with L L' x = b */
export function choleskySolve(lower: Matrix, right: Float64Array): Float64Array {
  return backwardSolve(lower, forwardSolve(lower, right))
}

/** (L L')^-1, for covariance matrices that are themselves the answer; equations are solved with the factor. */
export function choleskyInverse(lower: Matrix): Matrix {
  const size = lower.rows
  const unit = identity(size)
  const inverse = zeros(size, size)
  for (let j = 0; j < size; j += 1) {
    const column = choleskySolve(lower, unit.values.subarray(j * size, (j + 1) * size))
    for (let i = 0; i < size; i += 1) setEntry(inverse, i, j, at(column, i))
  }
  return inverse
}
