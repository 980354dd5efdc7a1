import type { MixedModelRows } from '../../api/src/statistics/mixed-model/member-sums.js'
import { normalDeviate, seededRng } from '../../api/src/statistics/random/rng.js'
import { designMatrix } from '../../api/src/statistics/regression/design-matrix.js'

export interface CoursesOptions {
  groups?: number
  membersAGroup?: number
  sessions?: number
  intercept?: number
  slope?: number
  memberSpread?: number
  slopeSpread?: number
  groupSpread?: number
  residualSpread?: number
  /** Some sessions are missed and weeks are not whole. */
  ragged?: boolean
  seed?: number
}

/** Simulated scores over weeks of members in groups, with known true effects. */
export function courses(options: CoursesOptions): MixedModelRows {
  const {
    groups = 6,
    membersAGroup = 8,
    sessions = 6,
    intercept = 14,
    slope = -0.5,
    memberSpread = 4,
    slopeSpread = 0.35,
    groupSpread = 1.5,
    residualSpread = 2.5,
    ragged = false,
    seed = 1,
  } = options
  const rng = seededRng(seed)
  const outcome: number[] = []
  const time: number[] = []
  const member: string[] = []
  const group: string[] = []
  for (let g = 0; g < groups; g += 1) {
    const level = groupSpread * normalDeviate(rng)
    for (let m = 0; m < membersAGroup; m += 1) {
      const start = intercept + level + memberSpread * normalDeviate(rng)
      const own = slope + slopeSpread * normalDeviate(rng)
      for (let s = 0; s < sessions; s += 1) {
        const isMissed = ragged && s > 0 && rng.next() < 0.3
        const week = ragged ? s + 0.5 * rng.next() : s
        const score = start + own * week + residualSpread * normalDeviate(rng)
        if (isMissed) continue
        outcome.push(score)
        time.push(week)
        member.push(`M${g}-${m}`)
        group.push(`G${g}`)
      }
    }
  }
  const design = designMatrix(outcome.length, [{ name: 'week', values: time }])
  return { outcome, time, member, group, design }
}
