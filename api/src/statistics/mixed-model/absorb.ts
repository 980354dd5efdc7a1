/** The one 2 x 2 step of the whole model: taking the random (intercept, slope) of a member, or of a group, out. */

import { at } from '../linear-algebra/matrix.js'
import type { RelativeFactor } from './random-structure.js'

/**
 * What the step leaves, for many members or groups: one position each in every array (numbers of one kind stand
 * together, so that a search over theta makes no garbage).
 */
export interface Absorbed {
  /** |I + Lambda' S Lambda| */
  readonly determinant: Float64Array
  /** W = Lambda (I + Lambda' S Lambda)^-1 Lambda', symmetric. */
  readonly w00: Float64Array
  readonly w01: Float64Array
  readonly w11: Float64Array
  /** K = I - S W: what is left of Z'v. */
  readonly k00: Float64Array
  readonly k01: Float64Array
  readonly k10: Float64Array
  readonly k11: Float64Array
  /** K S: what is left of S = Z'Z, symmetric. */
  readonly s00: Float64Array
  readonly s01: Float64Array
  readonly s11: Float64Array
}

export function emptyAbsorbed(size: number): Absorbed {
  const array = () => new Float64Array(size)
  return {
    determinant: array(),
    w00: array(),
    w01: array(),
    w11: array(),
    k00: array(),
    k01: array(),
    k10: array(),
    k11: array(),
    s00: array(),
    s01: array(),
    s11: array(),
  }
}

/**
 * Everything that random effects with factor Lambda do to rows with S = Z'Z = [[s00, s01], [s01, s11]].
 *
 * With C = Lambda Lambda', by the adjugates of 2 x 2 matrices, so that nothing cancels:
 * determinant = 1 + tr(S C) + |S| |C|;  W = (C + |C| adj S) / determinant;  K S = (S + |S| adj C) / determinant.
 */
export function absorbInto(
  target: Absorbed,
  position: number,
  s00: number,
  s01: number,
  s11: number,
  { a, b, c }: RelativeFactor,
): void {
  const c00 = a * a
  const c01 = a * b
  const c11 = b * b + c * c
  const detS = Math.max(0, s00 * s11 - s01 * s01)
  const detC = a * a * c * c
  const determinant = 1 + s00 * c00 + 2 * s01 * c01 + s11 * c11 + detS * detC
  target.determinant[position] = determinant
  target.w00[position] = (c00 + detC * s11) / determinant
  target.w01[position] = (c01 - detC * s01) / determinant
  target.w11[position] = (c11 + detC * s00) / determinant
  target.k00[position] = (1 + s01 * c01 + s11 * c11) / determinant
  target.k01[position] = -(s00 * c01 + s01 * c11) / determinant
  target.k10[position] = -(s01 * c00 + s11 * c01) / determinant
  target.k11[position] = (1 + s00 * c00 + s01 * c01) / determinant
  target.s00[position] = (s00 + detS * c11) / determinant
  target.s01[position] = (s01 - detS * c01) / determinant
  target.s11[position] = (s11 + detS * c00) / determinant
}

/** W times a pair of numbers: the modes of one member or group. */
export function modesFrom(
  absorbed: Absorbed,
  position: number,
  r0: number,
  r1: number,
): { u0: number; u1: number } {
  const w01 = at(absorbed.w01, position)
  return { u0: at(absorbed.w00, position) * r0 + w01 * r1, u1: w01 * r0 + at(absorbed.w11, position) * r1 }
}
