/** V^-1 applied to everything: first each member's random effects are taken out, then each group's. */

import { at } from '../linear-algebra/matrix.js'
import { type Absorbed, absorbInto, emptyAbsorbed } from './absorb.js'
import type { DesignClasses, GroupEntries } from './design-classes.js'
import type { RelativeFactors } from './random-structure.js'

export interface Absorption {
  /** One position a design class. */
  readonly members: Absorbed
  /** One position a group; empty without a group level. */
  readonly groups: Absorbed
  /** H = Z_g' V_m^-1 [X y]: 2 q values a group, the intercept's row and the slope's. */
  readonly groupRows: Float64Array
}

export function emptyAbsorption({ shapes, groups, q }: DesignClasses): Absorption {
  const count = groups === null ? 0 : groups.start.length - 1
  return {
    members: emptyAbsorbed(shapes.length),
    groups: emptyAbsorbed(count),
    groupRows: new Float64Array(count * 2 * q),
  }
}

/** Fills `target`, whatever stood there before. */
export function absorbAll(target: Absorption, classes: DesignClasses, factors: RelativeFactors): void {
  for (const [k, { s00, s01, s11 }] of classes.shapes.entries()) {
    absorbInto(target.members, k, s00, s01, s11, factors.member)
  }
  if (classes.groups === null) return
  target.groupRows.fill(0)
  absorbGroups(classes.groups, target, factors, classes.q)
}

/**
 * Z_g' V_m^-1 Z_g and Z_g' V_m^-1 [X y] are sums over a group's members of what is left after their own effects, K S
 * and K U; the group's effects are then taken out of them by the same step.
 */
function absorbGroups(
  entries: GroupEntries,
  { members, groups, groupRows }: Absorption,
  factors: RelativeFactors,
  q: number,
): void {
  const { start, classOf, sums } = entries
  const { k00, k01, k10, k11 } = members
  for (let g = 0; g < start.length - 1; g += 1) {
    let s00 = 0
    let s01 = 0
    let s11 = 0
    const row = g * 2 * q
    const end = start[g + 1] ?? 0
    for (let e = start[g] ?? 0; e < end; e += 1) {
      const k = classOf[e] ?? -1
      const count = at(entries.members, e)
      s00 += count * at(members.s00, k)
      s01 += count * at(members.s01, k)
      s11 += count * at(members.s11, k)
      const left = at(k00, k)
      const right = at(k01, k)
      const lowerLeft = at(k10, k)
      const lowerRight = at(k11, k)
      for (let j = 0; j < q; j += 1) {
        const u0 = at(sums, e * 2 * q + j)
        const u1 = at(sums, e * 2 * q + q + j)
        groupRows[row + j] = at(groupRows, row + j) + left * u0 + right * u1
        groupRows[row + q + j] = at(groupRows, row + q + j) + lowerLeft * u0 + lowerRight * u1
      }
    }
    absorbInto(groups, g, s00, s01, s11, factors.group)
  }
}
