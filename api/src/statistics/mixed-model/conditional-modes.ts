/** How far each member, and each group, is estimated to lie from the average course. */

import { at, dot } from '../linear-algebra/matrix.js'
import { absorb } from './absorb.js'
import type { MixedModelFit } from './fit.js'
import { hasSlope } from './random-structure.js'

export interface ConditionalMode {
  /** Points of the outcome at time 0, beside the average. */
  readonly intercept: number
  /** Points per unit of time beside the average; null without a random slope. */
  readonly slope: number | null
}

export interface ConditionalModes {
  readonly members: ReadonlyMap<string, ConditionalMode>
  /** Empty without a group level. */
  readonly groups: ReadonlyMap<string, ConditionalMode>
}

/**
 * Where do this member and this group lie, given their scores and how much members differ?
 *
 * u_g = W_g Z_g'V_m^-1 (y - X b); u_i = W_i (Z_i'(y - X b) - S_i u_g). They are drawn towards 0 where scores are few.
 *
 * @returns  by name, in points and points per unit of time
 * @source   Robinson (1991), Statistical Science 6:15-32
 * @verified test/golden/statistics/mixed-model.test.ts
 */
export function conditionalModes(fit: MixedModelFit): ConditionalModes {
  const { evaluation, sums, timeUnit } = fit.solution
  const q = sums.total.columns
  // (-b, 1) picks the residual out of the sums of [X y]
  const residual = Float64Array.from([...evaluation.fixed].map((value) => -value).concat(1))
  const groupModes = evaluation.absorbed.groups.map(({ step: { w }, rest: [h0, h1] }) => {
    const r0 = dot(h0, residual)
    const r1 = h1.length > 0 ? dot(h1, residual) : 0
    return { u0: w.s00 * r0 + w.s01 * r1, u1: w.s01 * r0 + w.s11 * r1 }
  })
  const members = new Map<string, ConditionalMode>()
  for (const [m, name] of sums.members.entries()) {
    const s = { s00: at(sums.count, m), s01: at(sums.time, m), s11: at(sums.timeSquared, m) }
    const group = groupModes[sums.groupOfMember[m] ?? -1] ?? { u0: 0, u1: 0 }
    const start = m * 2 * q
    const r0 = dot(sums.products.subarray(start, start + q), residual) - s.s00 * group.u0 - s.s01 * group.u1
    const r1 =
      dot(sums.products.subarray(start + q, start + 2 * q), residual) - s.s01 * group.u0 - s.s11 * group.u1
    const { w } = absorb(s, evaluation.factors.member)
    members.set(name, {
      intercept: w.s00 * r0 + w.s01 * r1,
      slope: hasSlope(fit.structure.member) ? (w.s01 * r0 + w.s11 * r1) / timeUnit : null,
    })
  }
  const groups = new Map<string, ConditionalMode>()
  for (const [g, { u0, u1 }] of groupModes.entries()) {
    groups.set(sums.groups[g] ?? '', {
      intercept: u0,
      slope: hasSlope(fit.structure.group) ? u1 / timeUnit : null,
    })
  }
  return { members, groups }
}
