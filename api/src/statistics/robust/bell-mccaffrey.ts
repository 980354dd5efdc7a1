/** The adjustment of one group's residuals that makes the sandwich unbiased for independent members. */

import {
  addToEntry,
  at,
  bilinearAt,
  columnOf,
  dot,
  entry,
  identity,
  type Matrix,
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

/** v -> A_j v, written to `into`, which must not be v. */
type Adjustment = (vector: Float64Array, into: Float64Array) => void

/**
 * v -> A_j v with A_j = [(I - H)(I - H)']_jj^(-1/2), H = X B X'W, for one group after another.
 *
 * The matrix is the identity outside the span of the columns of X_j and W_j X_j, so its root is taken in an
 * orthonormal basis Q of that span: A_j = I + Q ((I + C)^(-1/2) - I) Q'. No matrix of group size squared is made.
 * Of a group that weighs little in the regression the root is a power series, summed to the last digit.
 *
 * @param bread     B = (X'WX)^-1
 * @param middle    B X'W^2 X B
 * @param mostRows  of a group
 * @param isWeighted  false: all weights are 1, and H is symmetric
 * @returns         takes the rows of a group and their weights; what it gives is to be used before it is asked again
 */
export function residualAdjuster(
  bread: Matrix,
  middle: Matrix,
  mostRows: number,
  isWeighted: boolean,
): (x: Matrix, weights: Float64Array) => Adjustment {
  const series = new PowerSeries(bread, middle, mostRows, isWeighted)
  return (x, weights) =>
    smallness(x, weights, bread, middle) < SERIES_BOUND
      ? (vector, into) => series.sum(x, weights, vector, into)
      : inBasis(x, weights, bread, middle)
}

function inBasis(x: Matrix, weights: Float64Array, bread: Matrix, middle: Matrix): Adjustment {
  const columns = Array.from({ length: x.columns }, (_, j) => columnOf(x, j))
  const weighted = columns.map((column) => column.map((value, i) => value * at(weights, i)))
  const basis = orthonormalBasis([...columns, ...weighted])
  const size = basis.length
  const asSeen = (vectors: Float64Array[]) =>
    vectors.map((vector) => Float64Array.from(basis, (q) => dot(q, vector)))
  const p = asSeen(columns)
  const r = asSeen(weighted)
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
  return (vector, into) => {
    timesVector(q, timesVector(root, transposedTimesVector(q, vector)), into)
    for (let i = 0; i < x.rows; i += 1) into[i] = at(into, i) + at(vector, i)
  }
}

/** No eigenvalue of I - (I - H)(I - H)'_jj is larger: 2 sqrt(tr(B X'X) tr(B X'W^2 X)) + tr(M X'X), X of the group. */
function smallness(x: Matrix, weights: Float64Array, bread: Matrix, middle: Matrix): number {
  let plain = 0
  let weighted = 0
  let square = 0
  for (let i = 0; i < x.rows; i += 1) {
    const start = i * x.columns
    const leverage = bilinearAt(x.values, start, bread, x.values, start)
    plain += leverage
    weighted += leverage * at(weights, i) ** 2
    square += bilinearAt(x.values, start, middle, x.values, start)
  }
  return 2 * Math.sqrt(plain * weighted) + square
}

/** (I - E)^(-1/2) v = sum of (2k choose k) / 4^k E^k v, E = X B X'W + W X B X' - X M X'; in memory made once. */
class PowerSeries {
  private readonly bread: Matrix
  private readonly middle: Matrix
  private readonly power: Float64Array
  private readonly weighted: Float64Array
  private readonly ofPlain: Float64Array
  private readonly ofWeighted: Float64Array
  private readonly inner: Float64Array
  private readonly taken: Float64Array
  private readonly outer: Float64Array
  private readonly isWeighted: boolean

  constructor(bread: Matrix, middle: Matrix, mostRows: number, isWeighted: boolean) {
    this.isWeighted = isWeighted
    this.bread = bread
    this.middle = middle
    this.power = new Float64Array(mostRows)
    this.weighted = new Float64Array(mostRows)
    const small = () => new Float64Array(bread.rows)
    this.ofPlain = small()
    this.ofWeighted = small()
    this.inner = small()
    this.taken = small()
    this.outer = small()
  }

  sum(x: Matrix, weights: Float64Array, vector: Float64Array, into: Float64Array): void {
    const { power, weighted } = this
    let squares = 0
    for (let i = 0; i < x.rows; i += 1) {
      power[i] = at(vector, i)
      into[i] = at(vector, i)
      squares += at(vector, i) ** 2
    }
    const enough = (SERIES_TOLERANCE * Math.sqrt(squares)) ** 2
    let factor = 1
    for (let k = 1; k <= MOST_TERMS; k += 1) {
      transposedTimesVector(x, power, this.ofPlain)
      // E = X B X' without weights
      timesVector(this.bread, this.ofPlain, this.isWeighted ? this.outer : this.inner)
      if (this.isWeighted) {
        for (let i = 0; i < x.rows; i += 1) weighted[i] = at(power, i) * at(weights, i)
        transposedTimesVector(x, weighted, this.ofWeighted)
        timesVector(this.bread, this.ofWeighted, this.inner)
        timesVector(this.middle, this.ofPlain, this.taken)
        for (let a = 0; a < x.columns; a += 1) this.inner[a] = at(this.inner, a) - at(this.taken, a)
      }
      factor *= (2 * k - 1) / (2 * k)
      if (this.step(x, weights, factor, into) <= enough) break
    }
  }

  /** The next power, added to the sum; its squared length. */
  private step(x: Matrix, weights: Float64Array, factor: number, into: Float64Array): number {
    let squares = 0
    for (let i = 0, position = 0; i < x.rows; i += 1) {
      let first = 0
      let second = 0
      for (let a = 0; a < x.columns; a += 1, position += 1) {
        first += at(x.values, position) * at(this.inner, a)
        second += at(x.values, position) * at(this.outer, a)
      }
      const value = first + at(weights, i) * second
      this.power[i] = value
      into[i] = at(into, i) + factor * value
      squares += value * value
    }
    return squares
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
