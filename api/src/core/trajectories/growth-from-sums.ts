/** The straight course of many members from the sums that are kept with each outcome: no score is read again. */

import { setEntry, zeros } from '../../statistics/linear-algebra/matrix.js'
import { fitMixedModelFromSums, type MixedModelFit } from '../../statistics/mixed-model/fit.js'
import type { MemberSums } from '../../statistics/mixed-model/member-sums.js'
import type { Refusal } from '../../statistics/refusal.js'
import { INTERCEPT } from '../../statistics/regression/design-matrix.js'
import { WEEK } from './growth-model.js'

const DAYS_PER_WEEK = 7

/** Whole-number sums over the valid scores of one episode, days counted from baseline. */
export interface EpisodeScoreSums {
  readonly nScores: number
  readonly sumDays: number
  readonly sumDaysSquared: number
  readonly sumScore: number
  readonly sumDaysScore: number
  readonly sumScoreSquared: number
}

/**
 * The fit of `fitGrowthModel` with a straight course, random levels and slopes of members, by REML.
 *
 * @param episodes  one entry an episode with at least one score, any order
 * @returns         points and points a week, raw sign; or the refusal of `fitMixedModel`
 * @verified        test/acceptance/programme-reference.test.ts (growth.json, phq9_slope_reml)
 */
export function fitGrowthFromSums(episodes: readonly EpisodeScoreSums[]): MixedModelFit | Refusal {
  return fitMixedModelFromSums(memberSums(episodes), { member: 'intercept_and_slope', group: null })
}

/** With x = (1, week, score): of each member n, sum t, sum t^2, sum x and sum t x; of all sum x x'. */
function memberSums(episodes: readonly EpisodeScoreSums[]): MemberSums {
  const q = 3
  const count = new Float64Array(episodes.length)
  const time = new Float64Array(episodes.length)
  const timeSquared = new Float64Array(episodes.length)
  const products = new Float64Array(episodes.length * 2 * q)
  let rows = 0
  const all = { days: 0, daysSquared: 0, score: 0, daysScore: 0, scoreSquared: 0 }
  for (const [member, sums] of episodes.entries()) {
    const weeks = sums.sumDays / DAYS_PER_WEEK
    const weeksSquared = sums.sumDaysSquared / DAYS_PER_WEEK ** 2
    count[member] = sums.nScores
    time[member] = weeks
    timeSquared[member] = weeksSquared
    products.set(
      [sums.nScores, weeks, sums.sumScore, weeks, weeksSquared, sums.sumDaysScore / DAYS_PER_WEEK],
      member * 2 * q,
    )
    rows += sums.nScores
    all.days += sums.sumDays
    all.daysSquared += sums.sumDaysSquared
    all.score += sums.sumScore
    all.daysScore += sums.sumDaysScore
    all.scoreSquared += sums.sumScoreSquared
  }
  const total = zeros(q, q)
  const weeks = all.days / DAYS_PER_WEEK
  const entries = [
    [rows, weeks, all.score],
    [weeks, all.daysSquared / DAYS_PER_WEEK ** 2, all.daysScore / DAYS_PER_WEEK],
    [all.score, all.daysScore / DAYS_PER_WEEK, all.scoreSquared],
  ]
  for (const [i, line] of entries.entries())
    for (const [j, value] of line.entries()) setEntry(total, i, j, value)
  return {
    columns: [INTERCEPT, WEEK],
    rows,
    members: episodes.map((_, member) => String(member)),
    groups: [],
    groupOfMember: new Int32Array(0),
    count,
    time,
    timeSquared,
    products,
    total,
  }
}
