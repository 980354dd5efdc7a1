/** survival.json: time to the first observed reliable improvement on PHQ-9, overall and by arm. */

import { logRank } from '../../statistics/survival/log-rank.js'
import type { Json } from './change-appendix.js'
import { survivalBlock } from './survival-block.js'
import type { TimedEpisode } from './time-to-improvement-table.js'

/** Days at which the curve is written: 4, 8 and 12 weeks. */
const LISTED_DAYS = [28, 56, 84]

export function survivalAppendix(timed: readonly TimedEpisode[]): { readonly [key: string]: Json } {
  const members = timed.map(({ time, episode }) => ({
    time: time.days,
    isObserved: time.isObserved,
    arm: episode.arm,
  }))
  return {
    time_unit: "days since the member's first valid PHQ-9",
    reliable_improvement: survivalBlock(members, LISTED_DAYS),
    ...stratifiedBySite(timed),
  }
}

/** Arms compared inside each site; left out with one site, and where it cannot be worked out. */
function stratifiedBySite(timed: readonly TimedEpisode[]): { readonly [key: string]: Json } {
  const compared = timed.flatMap(({ time, episode, group }) =>
    episode.arm === null ? [] : [{ time, arm: episode.arm, site: group.siteId }],
  )
  if (new Set(compared.map(({ site }) => site)).size < 2) return {}
  const test = logRank(
    {
      time: compared.map(({ time }) => time.days),
      event: compared.map(({ time }) => (time.isObserved ? 1 : 0)),
    },
    compared.map(({ arm }) => arm),
    compared.map(({ site }) => site),
  )
  if (test.kind === 'refused') return {}
  return {
    log_rank_stratified_by_site: { chisq: test.chiSquare, df: test.degreesOfFreedom, p: test.p },
  }
}
