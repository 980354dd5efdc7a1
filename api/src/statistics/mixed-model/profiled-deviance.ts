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

import { backwardSolve, cholesky } from '../linear-algebra/cholesky.js'
import { at, entry, type Matrix, setEntry, zeros } from '../linear-algebra/matrix.js'
import { type Absorption, absorbAll, emptyAbsorption } from './absorption.js'
import { type DesignClasses, triangleSize } from './design-classes.js'
import { type RandomStructure, type RelativeFactors, unpackTheta } from './random-structure.js'

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

/** Degrees of freedom of the residual variance: n, or n - p. */
export function residualDegrees({ classes, method }: Criterion): number {
  return method === 'ml' ? classes.rows : classes.rows - (classes.q - 1)
}

/**
 * Value of the criterion at theta; null where the cross-products cannot be factored.
 *
 * @param workspace  overwritten and kept in the evaluation: a search passes the same one each time
 */
export function evaluate(
  criterion: Criterion,
  theta: Float64Array,
  workspace: Absorption = emptyAbsorption(criterion.classes),
): Evaluation | null {
  const { classes, structure, method } = criterion
  const { q } = classes
  const factors = unpackTheta(structure, theta)
  absorbAll(workspace, classes, factors)
  const factored = cholesky(crossProducts(classes, workspace), 0)
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
    logDeterminant(classes, workspace) +
    (method === 'reml' ? logFixed : 0) +
    degrees * (1 + Math.log((2 * Math.PI * residualSquares) / degrees))
  const residualVariance = residualSquares / degrees
  return {
    theta,
    factors,
    deviance,
    fixed,
    fixedFactor,
    residualSquares,
    residualVariance,
    absorbed: workspace,
  }
}

function logDeterminant(classes: DesignClasses, absorbed: Absorption): number {
  let sum = 0
  const { determinant: ofMembers } = absorbed.members
  for (let k = 0; k < ofMembers.length; k += 1) sum += at(classes.members, k) * Math.log(at(ofMembers, k))
  for (const determinant of absorbed.groups.determinant) sum += Math.log(determinant)
  return sum
}

/** M = [X y]' V^-1 [X y], lower triangle: all rows, less U'W U of members, less H'W H of groups. */
function crossProducts(classes: DesignClasses, absorbed: Absorption): Matrix {
  const { q } = classes
  const part = new Float64Array(triangleSize(q))
  addMemberParts(part, classes, absorbed)
  addGroupParts(part, q, absorbed)
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

function addMemberParts(
  part: Float64Array,
  { products, shapes }: DesignClasses,
  { members }: Absorption,
): void {
  const triangle = part.length
  for (let k = 0; k < shapes.length; k += 1) {
    const w00 = at(members.w00, k)
    const w01 = at(members.w01, k)
    const w11 = at(members.w11, k)
    const first = k * 3 * triangle
    for (let i = 0; i < triangle; i += 1) {
      part[i] =
        at(part, i) +
        w00 * at(products, first + i) +
        w01 * at(products, first + triangle + i) +
        w11 * at(products, first + 2 * triangle + i)
    }
  }
}

function addGroupParts(part: Float64Array, q: number, { groups, groupRows }: Absorption): void {
  for (let g = 0; g < groups.w00.length; g += 1) {
    const w00 = at(groups.w00, g)
    const w01 = at(groups.w01, g)
    const w11 = at(groups.w11, g)
    const row = g * 2 * q
    let position = 0
    for (let i = 0; i < q; i += 1) {
      const h0 = at(groupRows, row + i)
      const h1 = at(groupRows, row + q + i)
      const left0 = w00 * h0 + w01 * h1
      const left1 = w01 * h0 + w11 * h1
      for (let j = 0; j <= i; j += 1) {
        part[position] =
          at(part, position) + left0 * at(groupRows, row + j) + left1 * at(groupRows, row + q + j)
        position += 1
      }
    }
  }
}
