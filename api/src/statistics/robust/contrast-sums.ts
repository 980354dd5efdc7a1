/** The variance of one contrast from groups of members, and its degrees of freedom, group after group. */

import {
  addToEntry,
  at,
  bilinearAt,
  dot,
  entry,
  type Matrix,
  mapEntries,
  rowOf,
  setEntry,
  timesVector,
  transposedTimesVector,
  zeros,
} from '../linear-algebra/matrix.js'

/**
 * What the groups add up to for one contrast c: its variances, and the degrees of freedom of CR2,
 *
 * (sum p_j'p_j)^2 / sum over pairs (p_j'p_k)^2, with p_j = (I - H)_j'g_j, g_j = A_j W_j X_j B c and
 * p_j'p_k = [j = k] g'g + v_j'Q v_k, v = (X'g, X'W g), Q = (B X'W^2 X B, -B; -B, 0); without weights v = X'g, Q = -B.
 */
export class ContrastSums {
  /** CR0 and CR2. */
  plain = 0
  adjusted = 0
  private readonly direction: Float64Array
  /** One a group: g'g, and v. */
  private readonly squares: number[] = []
  private readonly moments: number[] = []
  private readonly score: Float64Array
  private readonly g: Float64Array
  private readonly weighted: Float64Array
  private readonly ofPlain: Float64Array
  private readonly ofWeighted: Float64Array
  private readonly isWeighted: boolean

  /** @param direction  B c */
  constructor(direction: Float64Array, mostRows: number, isWeighted: boolean) {
    this.isWeighted = isWeighted
    this.direction = direction
    this.score = new Float64Array(mostRows)
    this.g = new Float64Array(mostRows)
    this.weighted = new Float64Array(mostRows)
    this.ofPlain = new Float64Array(direction.length)
    this.ofWeighted = new Float64Array(direction.length)
  }

  add(
    x: Matrix,
    weights: Float64Array,
    residuals: Float64Array,
    adjust: (vector: Float64Array, into: Float64Array) => void,
  ): void {
    const { score, g, weighted, ofPlain, ofWeighted } = this
    // row i of W_j X_j B c
    timesVector(x, this.direction, score)
    for (let i = 0; i < x.rows; i += 1) score[i] = at(score, i) * at(weights, i)
    adjust(score, g)
    let plain = 0
    let adjusted = 0
    let square = 0
    for (let i = 0; i < x.rows; i += 1) {
      const value = at(g, i)
      plain += at(score, i) * at(residuals, i)
      adjusted += value * at(residuals, i)
      square += value * value
      weighted[i] = value * at(weights, i)
    }
    this.plain += plain ** 2
    this.adjusted += adjusted ** 2
    this.squares.push(square)
    for (const value of transposedTimesVector(x, g, ofPlain)) this.moments.push(value)
    if (!this.isWeighted) return
    for (const value of transposedTimesVector(x, weighted, ofWeighted)) this.moments.push(value)
  }

  /** null when the groups say nothing about the contrast. */
  degreesOfFreedom(bread: Matrix, middle: Matrix): number | null {
    const cross = this.isWeighted ? crossOf(bread, middle) : mapEntries(bread, (value) => -value)
    const size = cross.rows
    const sums = zeros(size, size)
    const moments = Float64Array.from(this.moments)
    let trace = 0
    let squares = 0
    for (const [j, square] of this.squares.entries()) {
      const start = j * size
      const own = bilinearAt(moments, start, cross, moments, start)
      trace += square + own
      squares += square * (square + 2 * own)
      for (let a = 0; a < size; a += 1) {
        const value = at(moments, start + a)
        for (let b = 0; b < size; b += 1) addToEntry(sums, a, b, value * at(moments, start + b))
      }
    }
    squares += traceOfSquare(cross, sums)
    return squares > 0 ? trace ** 2 / squares : null
  }
}

/** Q = (B X'W^2 X B, -B; -B, 0) */
function crossOf(bread: Matrix, middle: Matrix): Matrix {
  const size = bread.rows
  const cross = zeros(2 * size, 2 * size)
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      setEntry(cross, a, b, entry(middle, a, b))
      setEntry(cross, a, size + b, -entry(bread, a, b))
      setEntry(cross, size + a, b, -entry(bread, a, b))
    }
  }
  return cross
}

/** Sum over all pairs of groups of (v_j'Q v_k)^2 = trace(Q S Q S), S = sum of v v': no pair is visited. */
function traceOfSquare(cross: Matrix, sums: Matrix): number {
  const product = zeros(cross.rows, cross.columns)
  for (let a = 0; a < cross.rows; a += 1) {
    const row = rowOf(cross, a)
    for (let b = 0; b < cross.columns; b += 1) setEntry(product, a, b, dot(row, rowOf(sums, b)))
  }
  let trace = 0
  for (let a = 0; a < cross.rows; a += 1)
    for (let b = 0; b < cross.columns; b += 1) trace += entry(product, a, b) * entry(product, b, a)
  return trace
}
