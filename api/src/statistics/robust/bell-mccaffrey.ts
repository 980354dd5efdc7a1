/** The adjustment of one group's residuals that makes the sandwich unbiased for independent members. */

import {
  addToEntry,
  at,
  bilinear,
  columnOf,
  dot,
  entry,
  identity,
  type Matrix,
  rowOf,
  setEntry,
  timesVector,
  transposedTimesVector,
  zeros,
} from '../linear-algebra/matrix.js'
import { symmetricFunction } from '../linear-algebra/symmetric-eigen.js'

const BASIS_TOLERANCE = 1e-10
const EIGENVALUE_TOLERANCE = 1e-12 // below it the group determines a coefficient alone: left out, as clubSandwich does

/** Below this bound of the eigenvalues of H_jj's share in A_j, the series has converged after some twenty terms. */
const SERIES_BOUND = 0.2
const SERIES_TOLERANCE = 1e-17
const MOST_TERMS = 40

/**
 * v -> A_j v with A_j = [(I - H)(I - H)']_jj^(-1/2), H = X B X'W.
 *
 * The matrix is the identity outside the span of the columns of X_j and W_j X_j, so its root is taken in an
 * orthonormal basis Q of that span: A_j = I + Q ((I + C)^(-1/2) - I) Q'. No matrix of group size squared is made.
 * Of a group that weighs little in the regression the root is a power series, summed to the last digit.
 *
 * @param x       rows of the group
 * @param weights of the rows
 * @param bread   B = (X'WX)^-1
 * @param middle  B X'W^2 X B
 */
export function adjustResiduals(
  x: Matrix,
  weights: Float64Array,
  bread: Matrix,
  middle: Matrix,
): (vector: Float64Array) => Float64Array {
  if (smallness(x, weights, bread, middle) < SERIES_BOUND) return bySeries(x, weights, bread, middle)
  const columns = Array.from({ length: x.columns }, (_, j) => columnOf(x, j))
  const weighted = columns.map((column) => column.map((value, i) => value * at(weights, i)))
  const basis = orthonormalBasis([...columns, ...weighted])
  const size = basis.length
  const inBasis = (vectors: Float64Array[]) =>
    vectors.map((vector) => Float64Array.from(basis, (q) => dot(q, vector)))
  const p = inBasis(columns)
  const r = inBasis(weighted)
  const core = identity(size)
  for (let a = 0; a < x.columns; a += 1) {
    for (let b = 0; b < x.columns; b += 1) {
      addOuter(core, p[a], r[b], -entry(bread, a, b))
      addOuter(core, r[a], p[b], -entry(bread, a, b))
      addOuter(core, p[a], p[b], entry(middle, a, b))
    }
  }
  const root = symmetricFunction(core, (value) => (value > EIGENVALUE_TOLERANCE ? 1 / Math.sqrt(value) : 0))
  for (let i = 0; i < size; i += 1) addToEntry(root, i, i, -1)
  const q = zeros(x.rows, size)
  for (const [j, vector] of basis.entries())
    for (const [i, value] of vector.entries()) setEntry(q, i, j, value)
  return (vector) => {
    const change = timesVector(q, timesVector(root, transposedTimesVector(q, vector)))
    return vector.map((value, i) => value + at(change, i))
  }
}

/** No eigenvalue of I - (I - H)(I - H)'_jj is larger: 2 sqrt(tr(B X'X) tr(B X'W^2 X)) + tr(M X'X), X of the group. */
function smallness(x: Matrix, weights: Float64Array, bread: Matrix, middle: Matrix): number {
  let plain = 0
  let weighted = 0
  let square = 0
  for (let i = 0; i < x.rows; i += 1) {
    const row = rowOf(x, i)
    const leverage = bilinear(row, bread, row)
    plain += leverage
    weighted += leverage * at(weights, i) ** 2
    square += bilinear(row, middle, row)
  }
  return 2 * Math.sqrt(plain * weighted) + square
}

/** (I - E)^(-1/2) v = sum of (2k choose k) / 4^k E^k v, E = X B X'W + W X B X' - X M X'. */
function bySeries(
  x: Matrix,
  weights: Float64Array,
  bread: Matrix,
  middle: Matrix,
): (vector: Float64Array) => Float64Array {
  return (vector) => {
    const sum = new Float64Array(vector)
    const length = Math.sqrt(dot(vector, vector))
    let power = vector
    let factor = 1
    for (let k = 1; k <= MOST_TERMS; k += 1) {
      const ofPlain = transposedTimesVector(x, power)
      const weighted = power.map((value, i) => value * at(weights, i))
      const inner = timesVector(bread, transposedTimesVector(x, weighted))
      const taken = timesVector(middle, ofPlain)
      const first = timesVector(
        x,
        inner.map((value, j) => value - at(taken, j)),
      )
      const second = timesVector(x, timesVector(bread, ofPlain))
      power = first.map((value, i) => value + at(weights, i) * at(second, i))
      factor *= (2 * k - 1) / (2 * k)
      for (const [i, value] of power.entries()) sum[i] = at(sum, i) + factor * value
      if (Math.sqrt(dot(power, power)) <= SERIES_TOLERANCE * length) break
    }
    return sum
  }
}

/** Gram and Schmidt, twice for each vector so that the basis stays orthogonal; dependent vectors are left out. */
function orthonormalBasis(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = []
  for (const vector of vectors) {
    const rest = new Float64Array(vector)
    const original = Math.sqrt(dot(vector, vector))
    for (let pass = 0; pass < 2; pass += 1) {
      for (const q of basis) {
        const overlap = dot(q, rest)
        for (const [i, value] of q.entries()) rest[i] = at(rest, i) - overlap * value
      }
    }
    const length = Math.sqrt(dot(rest, rest))
    if (length > BASIS_TOLERANCE * original) basis.push(rest.map((value) => value / length))
  }
  return basis
}

function addOuter(
  target: Matrix,
  left: Float64Array | undefined,
  right: Float64Array | undefined,
  factor: number,
): void {
  if (left === undefined || right === undefined) return
  for (const [i, value] of left.entries()) {
    for (const [j, other] of right.entries()) addToEntry(target, i, j, factor * value * other)
  }
}
