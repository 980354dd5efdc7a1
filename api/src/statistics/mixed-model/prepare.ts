/** Step one of a mixed model: refuse what cannot be answered, then put the sums into the fit's own units. */

import { cholesky, choleskySolve } from '../linear-algebra/cholesky.js'
import { at, entry, type Matrix, mapEntries, setEntry, zeros } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import { refuseRank } from '../regression/least-squares.js'
import type { MemberSums } from './member-sums.js'
import type { RandomStructure } from './random-structure.js'

/** A residual variance below this share of the outcome's is no variance at all. */
const CONSTANT_SHARE = 1e-14

export interface Prepared {
  readonly kind: 'prepared'
  readonly sums: MemberSums
  /** Straight least-squares coefficients, taken out of the outcome so that its sums stay small. */
  readonly straight: Float64Array
  readonly timeUnit: number
}

export function prepare(sums: MemberSums, structure: RandomStructure): Prepared | Refusal {
  const refusal = refuseCounts(sums, structure)
  if (refusal !== null) return refusal
  const q = sums.total.columns
  const p = q - 1
  const factor = cholesky(mapEntries(zeros(p, p), (_, i, j) => entry(sums.total, i, j)))
  if (factor.kind === 'deficient') return refuseRank(sums.columns, factor.column)
  const straight = choleskySolve(
    factor.lower,
    Float64Array.from({ length: p }, (_, i) => entry(sums.total, p, i)),
  )
  const squares = entry(sums.total, p, p)
  const timeSquares = sums.timeSquared.reduce((sum, value) => sum + value, 0)
  const timeUnit = timeSquares > 0 ? Math.sqrt(timeSquares / sums.rows) : 1
  const own = inOwnUnits(sums, straight, timeUnit)
  if (!(entry(own.total, p, p) > CONSTANT_SHARE * squares)) {
    return refuse(
      'constant_outcome',
      `A mixed model needs scores that differ from a straight fit; all ${sums.rows} lie on it.`,
    )
  }
  return { kind: 'prepared', sums: own, straight, timeUnit }
}

function refuseCounts(sums: MemberSums, structure: RandomStructure): Refusal | null {
  const members = sums.members.length
  const groups = sums.groups.length
  if (members < 2) return refuse('too_few_members', `A mixed model needs at least 2 members; got ${members}.`)
  if (structure.group !== null && groups < 2) {
    return refuse('one_group', `A group level needs at least 2 groups; got ${groups}. Leave the level out.`)
  }
  const effects = members * (structure.member === 'intercept' ? 1 : 2)
  if (effects >= sums.rows) {
    return refuse(
      'too_few_scores',
      `${sums.rows} scores of ${members} members cannot tell ${effects} random effects from chance. Ask for fewer.`,
    )
  }
  return null
}

/** The sums of y - X b instead of y, and of time in another unit. */
function inOwnUnits(sums: MemberSums, coefficients: Float64Array, timeUnit: number): MemberSums {
  const q = sums.total.columns
  const p = q - 1
  const products = new Float64Array(sums.products)
  for (let start = 0; start < products.length; start += q) {
    // every other block of q holds sums of t x
    const unit = start % (2 * q) === 0 ? 1 : timeUnit
    let residual = at(products, start + p)
    for (let j = 0; j < p; j += 1) {
      const product = at(products, start + j)
      residual -= at(coefficients, j) * product
      products[start + j] = product / unit
    }
    products[start + p] = residual / unit
  }
  return {
    ...sums,
    time: sums.time.map((value) => value / timeUnit),
    timeSquared: sums.timeSquared.map((value) => value / timeUnit / timeUnit),
    products,
    total: residualTotal(sums.total, coefficients),
  }
}

function residualTotal(total: Matrix, coefficients: Float64Array): Matrix {
  const p = total.columns - 1
  const changed = { ...total, values: new Float64Array(total.values) }
  let residual = entry(total, p, p)
  for (let i = 0; i < p; i += 1) {
    let fitted = 0
    for (let j = 0; j < p; j += 1) fitted += entry(total, i, j) * at(coefficients, j)
    residual -= at(coefficients, i) * (2 * entry(total, p, i) - fitted)
    setEntry(changed, p, i, entry(total, p, i) - fitted)
    setEntry(changed, i, p, entry(total, p, i) - fitted)
  }
  setEntry(changed, p, p, residual)
  return changed
}
