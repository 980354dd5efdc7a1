/** The one 2 x 2 step of the whole model: taking the random (intercept, slope) of a member, or of a group, out. */

import type { RelativeFactor, Symmetric2 } from './random-structure.js'

export interface Absorbed {
  /** |I + Lambda' S Lambda| */
  readonly determinant: number
  /** W = Lambda (I + Lambda' S Lambda)^-1 Lambda' */
  readonly w: Symmetric2
  /** K = I - S W, by rows: what is left of Z'v once the random effects are out. */
  readonly k00: number
  readonly k01: number
  readonly k10: number
  readonly k11: number
  /** K S: what is left of S = Z'Z. */
  readonly rest: Symmetric2
}

/**
 * Everything that the random effects with factor Lambda do to one set of rows with S = Z'Z.
 *
 * With C = Lambda Lambda', by the adjugates of 2 x 2 matrices, so that nothing cancels:
 * determinant = 1 + tr(S C) + |S| |C|;  W = (C + |C| adj S) / determinant;  K S = (S + |S| adj C) / determinant.
 */
export function absorb(s: Symmetric2, { a, b, c }: RelativeFactor): Absorbed {
  const c00 = a * a
  const c01 = a * b
  const c11 = b * b + c * c
  const detS = Math.max(0, s.s00 * s.s11 - s.s01 * s.s01)
  const detC = a * a * c * c
  const determinant = 1 + s.s00 * c00 + 2 * s.s01 * c01 + s.s11 * c11 + detS * detC
  return {
    determinant,
    w: {
      s00: (c00 + detC * s.s11) / determinant,
      s01: (c01 - detC * s.s01) / determinant,
      s11: (c11 + detC * s.s00) / determinant,
    },
    k00: (1 + s.s01 * c01 + s.s11 * c11) / determinant,
    k01: -(s.s00 * c01 + s.s01 * c11) / determinant,
    k10: -(s.s01 * c00 + s.s11 * c01) / determinant,
    k11: (1 + s.s00 * c00 + s.s01 * c01) / determinant,
    rest: {
      s00: (s.s00 + detS * c11) / determinant,
      s01: (s.s01 - detS * c01) / determinant,
      s11: (s.s11 + detS * c00) / determinant,
    },
  }
}
