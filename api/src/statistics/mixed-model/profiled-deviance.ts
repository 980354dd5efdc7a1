/**
 * The criterion of a mixed model as a function of theta alone, with its exact gradient, from sums.
 *
 * Write everything in units of the residual variance: V = I + Z_m C_m Z_m' + Z_g C_g Z_g', C = Lambda Lambda'. Then
 *   M = [X y]' V^-1 [X y],  M = L L',  r = L[y, y],
 *   ML:   ln|V| + n (1 + ln(2 pi r^2 / n))
 *   REML: ln|V| + 2 sum ln L[x, x] + (n - p) (1 + ln(2 pi r^2 / (n - p)))
 * V^-1 is applied by absorbing first each member's random effects, then each group's (see `absorb`): no matrix is
 * larger than q x q, q = fixed effects and the outcome.
 */

import {
  backwardSolve,
  type CholeskyResult,
  cholesky,
  choleskyInverse,
  choleskySolve,
} from '../linear-algebra/cholesky.js'
import { at, entry, type Matrix, setEntry, zeros } from '../linear-algebra/matrix.js'
import { type Absorbed, absorb } from './absorb.js'
import { type DesignClasses, type GroupEntries, triangleSize } from './design-classes.js'
import {
  chainToTheta,
  hasSlope,
  type RandomStructure,
  type RelativeFactors,
  type Symmetric2,
  unpackTheta,
} from './random-structure.js'

export type Method = 'ml' | 'reml'

export interface Criterion {
  readonly classes: DesignClasses
  readonly structure: RandomStructure
  readonly method: Method
}

/** What the sums say at one theta. */
export interface Evaluation {
  readonly theta: Float64Array
  readonly factors: RelativeFactors
  /** -2 log likelihood (ML) or -2 log restricted likelihood, with all constants. */
  readonly deviance: number
  /** Maximum-likelihood fixed effects given theta. */
  readonly fixed: Float64Array
  /** Lower Cholesky factor of X' V^-1 X. */
  readonly fixedFactor: Matrix
  /** r^2: (y - X b)' V^-1 (y - X b). */
  readonly residualSquares: number
  /** r^2 / n (ML) or r^2 / (n - p) (REML). */
  readonly residualVariance: number
  readonly absorbed: Absorption
}

interface Absorption {
  readonly classes: readonly Absorbed[]
  readonly groups: readonly AbsorbedGroup[]
}

interface AbsorbedGroup {
  readonly step: Absorbed
  /** Z_g' V_m^-1 [X y], one row for the intercept and one for the slope of the group, q values each. */
  readonly rest: readonly [Float64Array, Float64Array]
}

/** Degrees of freedom of the residual variance: n, or n - p. */
export function residualDegrees({ classes, method }: Criterion): number {
  return method === 'ml' ? classes.rows : classes.rows - (classes.q - 1)
}

/** Value of the criterion at theta; null where the cross-products cannot be factored. */
export function evaluate(criterion: Criterion, theta: Float64Array): Evaluation | null {
  const { classes, structure, method } = criterion
  const { q } = classes
  const factors = unpackTheta(structure, theta)
  const absorbed = absorbAll(classes, structure, factors)
  const factored: CholeskyResult = cholesky(crossProducts(classes, structure, absorbed), 0)
  if (factored.kind === 'deficient') return null
  const p = q - 1
  const lower = factored.lower
  const residualSquares = entry(lower, p, p) ** 2
  const fixedFactor = zeros(p, p)
  let logFixed = 0
  for (let i = 0; i < p; i += 1) {
    logFixed += 2 * Math.log(entry(lower, i, i))
    for (let j = 0; j <= i; j += 1) setEntry(fixedFactor, i, j, entry(lower, i, j))
  }
  const fixed = backwardSolve(fixedFactor, lower.values.slice(p * q, p * q + p))
  const degrees = residualDegrees(criterion)
  const deviance =
    logDeterminant(classes, absorbed) +
    (method === 'reml' ? logFixed : 0) +
    degrees * (1 + Math.log((2 * Math.PI * residualSquares) / degrees))
  const residualVariance = residualSquares / degrees
  return { theta, factors, deviance, fixed, fixedFactor, residualSquares, residualVariance, absorbed }
}

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

function absorbAll(classes: DesignClasses, structure: RandomStructure, factors: RelativeFactors): Absorption {
  const byClass = classes.shapes.map((shape) => absorb(shape, factors.member))
  const { groups, q } = classes
  if (groups === null || structure.group === null) return { classes: byClass, groups: [] }
  const slopes = hasSlope(structure.group)
  const absorbedGroups: AbsorbedGroup[] = []
  for (let g = 0; g + 1 < groups.start.length; g += 1) {
    const { shape, rest } = leftOfGroup(groups, g, byClass, q, slopes)
    absorbedGroups.push({ step: absorb(shape, factors.group), rest })
  }
  return { classes: byClass, groups: absorbedGroups }
}

/** Z_g' V_m^-1 Z_g and Z_g' V_m^-1 [X y] of one group: sums over its members of what is left after their own effects. */
function leftOfGroup(
  groups: GroupEntries,
  g: number,
  byClass: readonly Absorbed[],
  q: number,
  slopes: boolean,
): { shape: Symmetric2; rest: [Float64Array, Float64Array] } {
  const intercept = new Float64Array(q)
  const slope = new Float64Array(slopes ? q : 0)
  let s00 = 0
  let s01 = 0
  let s11 = 0
  const end = groups.start[g + 1] ?? 0
  for (let e = groups.start[g] ?? 0; e < end; e += 1) {
    const step = byClass[groups.classOf[e] ?? -1]
    if (step === undefined) continue
    const members = at(groups.members, e)
    s00 += members * step.rest.s00
    s01 += members * step.rest.s01
    s11 += members * step.rest.s11
    const start = e * 2 * q
    for (let j = 0; j < q; j += 1) {
      const u0 = at(groups.sums, start + j)
      const u1 = at(groups.sums, start + q + j)
      intercept[j] = at(intercept, j) + step.k00 * u0 + step.k01 * u1
      if (slopes) slope[j] = at(slope, j) + step.k10 * u0 + step.k11 * u1
    }
  }
  return { shape: { s00, s01, s11 }, rest: [intercept, slope] }
}

function logDeterminant(classes: DesignClasses, absorbed: Absorption): number {
  let sum = 0
  for (const [k, step] of absorbed.classes.entries())
    sum += at(classes.members, k) * Math.log(step.determinant)
  for (const { step } of absorbed.groups) sum += Math.log(step.determinant)
  return sum
}

/** M = [X y]' V^-1 [X y], lower triangle: all rows, less the part of members, less the part of groups. */
function crossProducts(classes: DesignClasses, structure: RandomStructure, absorbed: Absorption): Matrix {
  const { q, products } = classes
  const triangle = triangleSize(q)
  const part = new Float64Array(triangle)
  for (const [k, { w }] of absorbed.classes.entries()) {
    const start = k * 3 * triangle
    for (let i = 0; i < triangle; i += 1) {
      part[i] =
        at(part, i) +
        w.s00 * at(products, start + i) +
        w.s01 * at(products, start + triangle + i) +
        w.s11 * at(products, start + 2 * triangle + i)
    }
  }
  const slopes = hasSlope(structure.group)
  for (const { step, rest } of absorbed.groups) addGroupPart(part, q, step.w, rest, slopes)
  const result = zeros(q, q)
  let position = 0
  for (let i = 0; i < q; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      setEntry(result, i, j, entry(classes.total, i, j) - at(part, position))
      position += 1
    }
  }
  return result
}

/** Adds H' W H of one group. */
function addGroupPart(
  part: Float64Array,
  q: number,
  w: Symmetric2,
  [h0, h1]: readonly [Float64Array, Float64Array],
  slopes: boolean,
): void {
  let position = 0
  for (let i = 0; i < q; i += 1) {
    const left0 = w.s00 * at(h0, i) + (slopes ? w.s01 * at(h1, i) : 0)
    const left1 = slopes ? w.s01 * at(h0, i) + w.s11 * at(h1, i) : 0
    for (let j = 0; j <= i; j += 1) {
      part[position] = at(part, position) + left0 * at(h0, j) + (slopes ? left1 * at(h1, j) : 0)
      position += 1
    }
  }
}

/**
 * Derivatives by theta, through C, of  logShare x ln|V| + trace(weight x [X y]' V^-1 [X y]):
 *   by C:  logShare x Z'V^-1 Z - (Z'V^-1 [X y]) weight (Z'V^-1 [X y])', summed over members, and over groups.
 */
function contractedDerivative(
  criterion: Criterion,
  evaluation: Evaluation,
  weight: Matrix,
  logShare: number,
): Float64Array {
  const { classes, structure } = criterion
  const { absorbed, factors } = evaluation
  const byMember = { s00: 0, s01: 0, s11: 0 }
  const byGroup = { s00: 0, s01: 0, s11: 0 }
  const packed = packWeight(weight)
  for (const [k, step] of absorbed.classes.entries()) {
    const members = logShare * at(classes.members, k)
    byMember.s00 += members * step.rest.s00
    byMember.s01 += members * step.rest.s01
    byMember.s11 += members * step.rest.s11
    subtractCongruent(byMember, step, contractClass(classes, k, packed))
  }
  const slopes = hasSlope(structure.group)
  for (const [g, group] of absorbed.groups.entries()) {
    const { step, rest } = group
    byGroup.s00 += logShare * step.rest.s00
    byGroup.s01 += logShare * step.rest.s01
    byGroup.s11 += logShare * step.rest.s11
    const weighted = weighRows(rest, weight, slopes)
    subtractCongruent(byGroup, step, innerProducts(rest, weighted, slopes))
    if (classes.groups !== null) {
      correctMembers(byMember, classes.groups, g, absorbed, group, weighted, classes.q, slopes, logShare)
    }
  }
  return chainToTheta(structure, factors, byMember, byGroup)
}

/** Lower triangle with its off-diagonal doubled, so that one sum over it is a trace. */
function packWeight(weight: Matrix): Float64Array {
  const packed: number[] = []
  for (let i = 0; i < weight.rows; i += 1) {
    for (let j = 0; j <= i; j += 1) packed.push((i === j ? 1 : 2) * entry(weight, i, j))
  }
  return Float64Array.from(packed)
}

/** Sum over the members of a class of U weight U'. */
function contractClass(classes: DesignClasses, k: number, packed: Float64Array): Symmetric2 {
  const triangle = packed.length
  const start = k * 3 * triangle
  let s00 = 0
  let s01 = 0
  let s11 = 0
  for (let i = 0; i < triangle; i += 1) {
    const factor = at(packed, i)
    s00 += factor * at(classes.products, start + i)
    s01 += factor * at(classes.products, start + triangle + i)
    s11 += factor * at(classes.products, start + 2 * triangle + i)
  }
  return { s00, s01: s01 / 2, s11 }
}

/** target -= K E K' */
function subtractCongruent(
  target: { s00: number; s01: number; s11: number },
  step: Absorbed,
  e: Symmetric2,
): void {
  const { k00, k01, k10, k11 } = step
  target.s00 -= k00 * k00 * e.s00 + 2 * k00 * k01 * e.s01 + k01 * k01 * e.s11
  target.s01 -= k00 * k10 * e.s00 + (k00 * k11 + k01 * k10) * e.s01 + k01 * k11 * e.s11
  target.s11 -= k10 * k10 * e.s00 + 2 * k10 * k11 * e.s01 + k11 * k11 * e.s11
}

function weighRows(
  [h0, h1]: readonly [Float64Array, Float64Array],
  weight: Matrix,
  slopes: boolean,
): [Float64Array, Float64Array] {
  const q = weight.columns
  const first = new Float64Array(q)
  const second = new Float64Array(slopes ? q : 0)
  for (let i = 0; i < q; i += 1) {
    const left0 = at(h0, i)
    const left1 = slopes ? at(h1, i) : 0
    for (let j = 0; j < q; j += 1) {
      const factor = entry(weight, i, j)
      first[j] = at(first, j) + left0 * factor
      if (slopes) second[j] = at(second, j) + left1 * factor
    }
  }
  return [first, second]
}

function innerProducts(
  [h0, h1]: readonly [Float64Array, Float64Array],
  [w0, w1]: readonly [Float64Array, Float64Array],
  slopes: boolean,
): Symmetric2 {
  let s00 = 0
  let s01 = 0
  let s11 = 0
  for (let j = 0; j < h0.length; j += 1) {
    s00 += at(h0, j) * at(w0, j)
    if (!slopes) continue
    s01 += at(h1, j) * at(w0, j)
    s11 += at(h1, j) * at(w1, j)
  }
  return { s00, s01, s11 }
}

/**
 * What the group level changes in the derivative by the members' C. With S~ = K S, U~ = K U of a member after its own
 * effects, and h = W_g H of its group: Z'V^-1 Z = S~ - S~ W_g S~ and Z'V^-1 [X y] = U~ - S~ h.
 */
function correctMembers(
  byMember: { s00: number; s01: number; s11: number },
  groups: GroupEntries,
  g: number,
  absorbed: Absorption,
  { step: { w }, rest }: AbsorbedGroup,
  weighted: readonly [Float64Array, Float64Array],
  q: number,
  slopes: boolean,
  logShare: number,
): void {
  // rows of h weight: W_g times the weighted rows of H; and P = h weight h'
  const [h0, h1] = combineRows(w, weighted, q, slopes)
  const inner = innerProducts(rest, weighted, slopes)
  const p = sandwich(w, inner)
  const m00 = logShare * w.s00 + p.s00
  const m01 = logShare * w.s01 + p.s01
  const m11 = logShare * w.s11 + p.s11
  const end = groups.start[g + 1] ?? 0
  for (let e = groups.start[g] ?? 0; e < end; e += 1) {
    const step = absorbed.classes[groups.classOf[e] ?? -1]
    if (step === undefined) continue
    const start = e * 2 * q
    // Y = U weight h', then K Y
    let y00 = 0
    let y10 = 0
    let y01 = 0
    let y11 = 0
    for (let j = 0; j < q; j += 1) {
      const u0 = at(groups.sums, start + j)
      const u1 = at(groups.sums, start + q + j)
      const first = at(h0, j)
      y00 += u0 * first
      y10 += u1 * first
      if (!slopes) continue
      const second = at(h1, j)
      y01 += u0 * second
      y11 += u1 * second
    }
    const z00 = step.k00 * y00 + step.k01 * y10
    const z01 = step.k00 * y01 + step.k01 * y11
    const z10 = step.k10 * y00 + step.k11 * y10
    const z11 = step.k10 * y01 + step.k11 * y11
    const { s00, s01, s11 } = step.rest
    const members = at(groups.members, e)
    // S~ (logShare W_g + P) S~, once a member
    const a0 = s00 * m00 + s01 * m01
    const a1 = s00 * m01 + s01 * m11
    const b0 = s01 * m00 + s11 * m01
    const b1 = s01 * m01 + s11 * m11
    byMember.s00 += 2 * (z00 * s00 + z01 * s01) - members * (a0 * s00 + a1 * s01)
    byMember.s01 += z00 * s01 + z01 * s11 + z10 * s00 + z11 * s01 - members * (a0 * s01 + a1 * s11)
    byMember.s11 += 2 * (z10 * s01 + z11 * s11) - members * (b0 * s01 + b1 * s11)
  }
}

/** W times two rows. */
function combineRows(
  w: Symmetric2,
  [first, second]: readonly [Float64Array, Float64Array],
  q: number,
  slopes: boolean,
): [Float64Array, Float64Array] {
  const h0 = new Float64Array(q)
  const h1 = new Float64Array(slopes ? q : 0)
  for (let j = 0; j < q; j += 1) {
    const top = at(first, j)
    const bottom = slopes ? at(second, j) : 0
    h0[j] = w.s00 * top + w.s01 * bottom
    if (slopes) h1[j] = w.s01 * top + w.s11 * bottom
  }
  return [h0, h1]
}

/** W E W */
function sandwich(w: Symmetric2, e: Symmetric2): Symmetric2 {
  const a0 = w.s00 * e.s00 + w.s01 * e.s01
  const a1 = w.s00 * e.s01 + w.s01 * e.s11
  const b0 = w.s01 * e.s00 + w.s11 * e.s01
  const b1 = w.s01 * e.s01 + w.s11 * e.s11
  return { s00: a0 * w.s00 + a1 * w.s01, s01: a0 * w.s01 + a1 * w.s11, s11: b0 * w.s01 + b1 * w.s11 }
}
