/** Exact derivatives of the criterion by theta, from the same sums. */

import { choleskyInverse, choleskySolve } from '../linear-algebra/cholesky.js'
import { at, entry, type Matrix, setEntry, zeros } from '../linear-algebra/matrix.js'
import type { Absorbed } from './absorb.js'
import type { Absorption } from './absorption.js'
import { type DesignClasses, type GroupEntries, triangleSize } from './design-classes.js'
import type { Criterion, Evaluation } from './profiled-deviance.js'
import { chainToTheta } from './random-structure.js'

/**
 * Derivatives of the criterion by theta, with the residual variance held where it is.
 *
 * @param residualVariance  left out: its best value at theta, which makes it the gradient of the profiled criterion
 */
export function gradient(
  criterion: Criterion,
  evaluation: Evaluation,
  residualVariance = evaluation.residualVariance,
): Float64Array {
  // ln|V| by C: Z'V^-1 Z; r^2 / s^2 by C: -(Z'V^-1 e)(..)'/ s^2; ln|X'V^-1 X| by C: -Z'V^-1 X (X'V^-1 X)^-1 X'V^-1 Z
  const weight = residualOuter(evaluation, 1 / residualVariance)
  if (criterion.method === 'reml') {
    const p = criterion.classes.q - 1
    const inverse = choleskyInverse(evaluation.fixedFactor)
    for (let i = 0; i < p; i += 1) {
      for (let j = 0; j < p; j += 1) setEntry(weight, i, j, entry(weight, i, j) + entry(inverse, i, j))
    }
  }
  return contractedDerivative(criterion, evaluation, weight, 1)
}

/** Derivatives of r^2 by theta. */
export function residualSquaresGradient(criterion: Criterion, evaluation: Evaluation): Float64Array {
  return contractedDerivative(criterion, evaluation, residualOuter(evaluation, 1), 0)
}

/** Derivatives by theta of c' (X'V^-1 X)^-1 c. */
export function contrastVarianceGradient(
  criterion: Criterion,
  evaluation: Evaluation,
  contrast: Float64Array,
): Float64Array {
  const { q } = criterion.classes
  const direction = choleskySolve(evaluation.fixedFactor, contrast)
  const weight = zeros(q, q)
  for (const [i, left] of direction.entries()) {
    for (const [j, right] of direction.entries()) setEntry(weight, i, j, left * right)
  }
  return contractedDerivative(criterion, evaluation, weight, 0).map((value) => -value)
}

/** factor x v v' with v = (-b, 1): the weight that picks the residual out of [X y]. */
function residualOuter({ fixed }: Evaluation, factor: number): Matrix {
  const v = Float64Array.from([...fixed].map((value) => -value).concat(1))
  const weight = zeros(v.length, v.length)
  for (const [i, left] of v.entries()) {
    for (const [j, right] of v.entries()) setEntry(weight, i, j, factor * left * right)
  }
  return weight
}

/** A symmetric 2 x 2 sum in the making. */
interface Sum2 {
  s00: number
  s01: number
  s11: number
}

/**
 * Derivatives by theta, through C, of  logShare x ln|V| + trace(weight x [X y]' V^-1 [X y]):
 *   by C:  logShare x Z'V^-1 Z - (Z'V^-1 [X y]) weight (Z'V^-1 [X y])', summed over members, and over groups.
 */
function contractedDerivative(
  { classes, structure }: Criterion,
  { absorbed, factors }: Evaluation,
  weight: Matrix,
  logShare: number,
): Float64Array {
  const byMember = { s00: 0, s01: 0, s11: 0 }
  const byGroup = { s00: 0, s01: 0, s11: 0 }
  addMembers(byMember, classes, absorbed.members, weight, logShare)
  if (classes.groups !== null) {
    addGroups(byGroup, byMember, classes.groups, absorbed, weight, logShare)
  }
  return chainToTheta(structure, factors, byMember, byGroup)
}

function addMembers(
  target: Sum2,
  { members: counts, products, shapes, q }: DesignClasses,
  members: Absorbed,
  weight: Matrix,
  logShare: number,
): void {
  const packed = packWeight(weight)
  const triangle = triangleSize(q)
  for (let k = 0; k < shapes.length; k += 1) {
    addScaled(target, members, k, logShare * at(counts, k))
    // sum over the members of the class of U weight U'
    let e00 = 0
    let e01 = 0
    let e11 = 0
    const first = k * 3 * triangle
    for (let i = 0; i < triangle; i += 1) {
      const factor = at(packed, i)
      e00 += factor * at(products, first + i)
      e01 += factor * at(products, first + triangle + i)
      e11 += factor * at(products, first + 2 * triangle + i)
    }
    subtractCongruent(target, members, k, e00, e01 / 2, e11)
  }
}

/** Lower triangle with its off-diagonal doubled, so that one sum over it is a trace. */
function packWeight(weight: Matrix): Float64Array {
  const packed: number[] = []
  for (let i = 0; i < weight.rows; i += 1) {
    for (let j = 0; j <= i; j += 1) packed.push((i === j ? 1 : 2) * entry(weight, i, j))
  }
  return new Float64Array(packed)
}

/**
 * The groups' own derivative, and what the group level changes in the members': with S~ = K S and U~ = K U of a member
 * after its own effects and h = W_g H of its group, Z'V^-1 Z = S~ - S~ W_g S~ and Z'V^-1 [X y] = U~ - S~ h.
 */
function addGroups(
  byGroup: Sum2,
  byMember: Sum2,
  entries: GroupEntries,
  { members, groups, groupRows }: Absorption,
  weight: Matrix,
  logShare: number,
): void {
  const q = weight.columns
  // rows of H weight, then of h weight = W_g H weight
  const weighted = new Float64Array(2 * q)
  for (let g = 0; g < groups.w00.length; g += 1) {
    addScaled(byGroup, groups, g, logShare)
    weighRows(weighted, groupRows, g * 2 * q, weight)
    let e00 = 0
    let e01 = 0
    let e11 = 0
    for (let j = 0; j < q; j += 1) {
      e00 += at(groupRows, g * 2 * q + j) * at(weighted, j)
      e01 += at(groupRows, g * 2 * q + q + j) * at(weighted, j)
      e11 += at(groupRows, g * 2 * q + q + j) * at(weighted, q + j)
    }
    subtractCongruent(byGroup, groups, g, e00, e01, e11)
    const w00 = at(groups.w00, g)
    const w01 = at(groups.w01, g)
    const w11 = at(groups.w11, g)
    for (let j = 0; j < q; j += 1) {
      const top = at(weighted, j)
      const bottom = at(weighted, q + j)
      weighted[j] = w00 * top + w01 * bottom
      weighted[q + j] = w01 * top + w11 * bottom
    }
    // logShare W_g + h weight h', with h weight h' = W_g E W_g
    const a0 = w00 * e00 + w01 * e01
    const a1 = w00 * e01 + w01 * e11
    const b0 = w01 * e00 + w11 * e01
    const b1 = w01 * e01 + w11 * e11
    const middle = {
      s00: logShare * w00 + a0 * w00 + a1 * w01,
      s01: logShare * w01 + a0 * w01 + a1 * w11,
      s11: logShare * w11 + b0 * w01 + b1 * w11,
    }
    correctMembers(byMember, entries, g, members, weighted, middle, q)
  }
}

/** Two rows of q values times the weight. */
function weighRows(target: Float64Array, rows: Float64Array, start: number, weight: Matrix): void {
  const q = weight.columns
  target.fill(0)
  for (let i = 0; i < q; i += 1) {
    const top = at(rows, start + i)
    const bottom = at(rows, start + q + i)
    for (let j = 0; j < q; j += 1) {
      const factor = at(weight.values, i * q + j)
      target[j] = at(target, j) + top * factor
      target[q + j] = at(target, q + j) + bottom * factor
    }
  }
}

/** target += K Y S~ + (K Y S~)' - S~ middle S~ for each member of a group, Y = U (h weight)'. */
function correctMembers(
  target: Sum2,
  entries: GroupEntries,
  g: number,
  members: Absorbed,
  weighted: Float64Array,
  middle: Sum2,
  q: number,
): void {
  const end = entries.start[g + 1] ?? 0
  for (let e = entries.start[g] ?? 0; e < end; e += 1) {
    const k = entries.classOf[e] ?? -1
    let y00 = 0
    let y10 = 0
    let y01 = 0
    let y11 = 0
    for (let j = 0; j < q; j += 1) {
      const u0 = at(entries.sums, e * 2 * q + j)
      const u1 = at(entries.sums, e * 2 * q + q + j)
      const top = at(weighted, j)
      const bottom = at(weighted, q + j)
      y00 += u0 * top
      y10 += u1 * top
      y01 += u0 * bottom
      y11 += u1 * bottom
    }
    const k00 = at(members.k00, k)
    const k01 = at(members.k01, k)
    const k10 = at(members.k10, k)
    const k11 = at(members.k11, k)
    const count = at(entries.members, e)
    const s00 = at(members.s00, k)
    const s01 = at(members.s01, k)
    const s11 = at(members.s11, k)
    // left factor of S~: 2 K Y less the members' S~ middle
    const a0 = 2 * (k00 * y00 + k01 * y10) - count * (s00 * middle.s00 + s01 * middle.s01)
    const a1 = 2 * (k00 * y01 + k01 * y11) - count * (s00 * middle.s01 + s01 * middle.s11)
    const b0 = 2 * (k10 * y00 + k11 * y10) - count * (s01 * middle.s00 + s11 * middle.s01)
    const b1 = 2 * (k10 * y01 + k11 * y11) - count * (s01 * middle.s01 + s11 * middle.s11)
    target.s00 += a0 * s00 + a1 * s01
    target.s01 += (a0 * s01 + a1 * s11 + b0 * s00 + b1 * s01) / 2
    target.s11 += b0 * s01 + b1 * s11
  }
}

/** target += factor x what is left of S */
function addScaled(target: Sum2, absorbed: Absorbed, position: number, factor: number): void {
  target.s00 += factor * at(absorbed.s00, position)
  target.s01 += factor * at(absorbed.s01, position)
  target.s11 += factor * at(absorbed.s11, position)
}

/** target -= K E K' */
function subtractCongruent(
  target: Sum2,
  absorbed: Absorbed,
  position: number,
  e00: number,
  e01: number,
  e11: number,
): void {
  const k00 = at(absorbed.k00, position)
  const k01 = at(absorbed.k01, position)
  const k10 = at(absorbed.k10, position)
  const k11 = at(absorbed.k11, position)
  target.s00 -= k00 * k00 * e00 + 2 * k00 * k01 * e01 + k01 * k01 * e11
  target.s01 -= k00 * k10 * e00 + (k00 * k11 + k01 * k10) * e01 + k01 * k11 * e11
  target.s11 -= k10 * k10 * e00 + 2 * k10 * k11 * e01 + k11 * k11 * e11
}
