import { describe, expect, test } from '@jest/globals'
import { deteriorating } from '../../../seed/src/scenarios/deteriorating.js'
import { minusTwo } from '../../../seed/src/scenarios/minus-two.js'
import { noEffect } from '../../../seed/src/scenarios/no-effect.js'
import type { SimulatedClinic } from '../../../seed/src/simulate/clinic-rows.js'
import { simulateClinic } from '../../../seed/src/simulate/simulate-clinic.js'
import { mean, plainEpisodes } from './plain-arithmetic.js'

const SIZE = { members: 1500, seed: 21, asOf: '2026-03-11' }

interface EndScore {
  readonly key: string
  readonly arm: string
  readonly last: number
  readonly change: number
}

/** Last PHQ-9 of members who completed, whose last attended session is the last of all. */
function endScores(clinic: SimulatedClinic): EndScore[] {
  return plainEpisodes(clinic).flatMap(({ member, attended, scores }) => {
    const phq9 = scores.get('phq9') ?? []
    const [first] = phq9
    const last = phq9.at(-1)
    if (member.exit_reason !== 'completed' || attended.at(-1) !== true) return []
    if (phq9.length < 2 || first === undefined || last === undefined) return []
    const key = `${member.member_id} ${member.group_id}`
    return [{ key, arm: member.arm, last, change: first - last }]
  })
}

describe('the true effect of combined treatment', () => {
  // The same member with and without the effect: every draw is shared, so the difference is the effect itself.
  const without = new Map(endScores(simulateClinic(noEffect, SIZE)).map((score) => [score.key, score]))
  const pairs = endScores(simulateClinic(minusTwo, SIZE)).flatMap((score) => {
    const other = without.get(score.key)
    return other ? [{ arm: score.arm, difference: score.last - other.last }] : []
  })
  const differences = (arm: string) =>
    pairs.filter((pair) => pair.arm === arm).map(({ difference }) => difference)

  test('is 2 points of PHQ-9 less at the end in minus-two, a little weakened by the floor', () => {
    // Rounding and proration leave a standard error below .05; about 8 % of end scores lie at the floor.
    expect(differences('combined').length).toBeGreaterThan(200)
    expect(mean(differences('combined'))).toBeGreaterThan(-2.05)
    expect(mean(differences('combined'))).toBeLessThan(-1.75)
  })

  test('reaches nobody in the group-only arm', () => {
    expect(differences('group_only').length).toBeGreaterThan(300)
    expect(differences('group_only').filter((difference) => difference !== 0)).toEqual([])
  })

  test('hides behind confounding: without any effect, combined treatment looks worse', () => {
    const scores = [...without.values()]
    const last = (arm: string) => mean(scores.filter((score) => score.arm === arm).map((score) => score.last))
    // the more distressed are likelier to have it; standard error of the difference about .45
    expect(last('combined') - last('group_only')).toBeGreaterThan(0.4)
  })
})

test('members of the deteriorating programme end about 2 points worse', () => {
  // combined treatment (four in ten, 1 point better) and the ceiling bring the mean to about 1.4; standard error .2
  const change = mean(endScores(simulateClinic(deteriorating, SIZE)).map((score) => score.change))
  expect(change).toBeLessThan(-0.8)
  expect(change).toBeGreaterThan(-2.2)
})
