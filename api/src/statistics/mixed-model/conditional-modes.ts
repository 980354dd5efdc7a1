/** How far each member, and each group, is estimated to lie from the average course. */

import { at, dot } from '../linear-algebra/matrix.js'
import { absorbInto, emptyAbsorbed, modesFrom } from './absorb.js'
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
  const { groups: absorbedGroups, groupRows } = evaluation.absorbed
  const groupNames = fit.structure.group === null ? [] : sums.groups
  const groupModes = groupNames.map((_, g) => {
    const row = g * 2 * q
    const r0 = dot(groupRows.subarray(row, row + q), residual)
    return modesFrom(absorbedGroups, g, r0, dot(groupRows.subarray(row + q, row + 2 * q), residual))
  })
  const members = new Map<string, ConditionalMode>()
  const own = emptyAbsorbed(1)
  for (const [m, name] of sums.members.entries()) {
    const n = at(sums.count, m)
    const time = at(sums.time, m)
    const timeSquared = at(sums.timeSquared, m)
    const group = groupModes[sums.groupOfMember[m] ?? -1] ?? { u0: 0, u1: 0 }
    const start = m * 2 * q
    const r0 = dot(sums.products.subarray(start, start + q), residual) - n * group.u0 - time * group.u1
    const r1 =
      dot(sums.products.subarray(start + q, start + 2 * q), residual) -
      time * group.u0 -
      timeSquared * group.u1
    absorbInto(own, 0, n, time, timeSquared, evaluation.factors.member)
    const { u0, u1 } = modesFrom(own, 0, r0, r1)
    members.set(name, { intercept: u0, slope: hasSlope(fit.structure.member) ? u1 / timeUnit : null })
  }
  const groups = new Map<string, ConditionalMode>()
  for (const [g, { u0, u1 }] of groupModes.entries()) {
    groups.set(groupNames[g] ?? '', {
      intercept: u0,
      slope: hasSlope(fit.structure.group) ? u1 / timeUnit : null,
    })
  }
  return { members, groups }
}
