/** Time to an event in the appendix: curve, median, restricted mean, log-rank and Cox between arms. */

import type { Refusal } from '../../statistics/refusal.js'
import { coxRegression } from '../../statistics/survival/cox.js'
import {
  kaplanMeier,
  medianSurvival,
  restrictedMean,
  type SurvivalCurve,
  survivalAt,
} from '../../statistics/survival/kaplan-meier.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { byText } from './appendix-table.js'
import { byPart, type Json } from './change-appendix.js'

export interface TimedMember {
  /** 0 or more, one unit throughout. */
  readonly time: number
  /** false: censored at that time. */
  readonly isObserved: boolean
  /** null: in the overall curve alone. */
  readonly arm: string | null
}

/**
 * @param members   any order
 * @param listedAt  times at which the curve is written; the restricted mean runs to the largest
 * @returns         null where there is nobody
 */
export function survivalBlock(members: readonly TimedMember[], listedAt: readonly number[]): Json {
  const compared = members.filter((member) => member.arm !== null)
  return {
    overall: curveBlock(members, listedAt),
    by: byPart(
      compared,
      ({ arm }) => arm,
      (ofArm) => curveBlock(ofArm, listedAt),
    ),
    ...comparison(compared),
  }
}

function followUpOf(members: readonly TimedMember[]) {
  return {
    time: members.map((member) => member.time),
    event: members.map((member) => (member.isObserved ? 1 : 0)),
  }
}

function curveBlock(members: readonly TimedMember[], listedAt: readonly number[]): Json {
  const curve: SurvivalCurve | Refusal = kaplanMeier(followUpOf(members))
  if (curve.kind === 'refused') return null
  const { median, logLimits, logLogLimits } = medianSurvival(curve)
  const horizon = Math.max(...listedAt)
  const restricted = restrictedMean(curve, horizon)
  return {
    n: curve.n,
    events: curve.events,
    median,
    median_lower_log: logLimits.low,
    median_upper_log: logLimits.high,
    median_lower_loglog: logLogLimits.low,
    median_upper_loglog: logLogLimits.high,
    at: listedAt.map((time) => pointBlock(curve, time)),
    rmst: { tau: horizon, value: restricted.mean, se: restricted.standardError },
  }
}

function pointBlock(curve: SurvivalCurve, time: number): Json {
  const point = survivalAt(curve, time)
  return {
    time,
    at_risk: point.atRisk,
    survival: point.survival,
    se_greenwood: point.standardError,
    lower_log: point.logLimits?.low ?? null,
    upper_log: point.logLimits?.high ?? null,
    lower_loglog: point.logLogLimits?.low ?? null,
    upper_loglog: point.logLogLimits?.high ?? null,
  }
}

/** Log-rank and Cox of each arm against the first in text order; left out where they cannot be worked out. */
function comparison(members: readonly TimedMember[]): { readonly [key: string]: Json } {
  const arms = members.flatMap((member) => member.arm ?? [])
  const test = logRank(followUpOf(members), arms)
  if (test.kind === 'refused') return {}
  const [reference, ...others] = [...new Set(arms)].sort(byText)
  const columns = others.map((arm) => ({ name: arm, values: arms.map((each) => (each === arm ? 1 : 0)) }))
  const fit = coxRegression({ ...followUpOf(members), columns })
  return {
    log_rank: {
      chisq: test.chiSquare,
      df: test.degreesOfFreedom,
      p: test.p,
      observed: Object.fromEntries(test.groups.map(({ group, observed }) => [group, observed])),
      expected: Object.fromEntries(test.groups.map(({ group, expected }) => [group, expected])),
    },
    cox_efron:
      fit.kind === 'refused'
        ? null
        : fit.coefficients.map((coefficient) => ({
            level: coefficient.name,
            reference: reference ?? null,
            log_hr: coefficient.logHazardRatio,
            se: coefficient.standardError,
            hr: coefficient.hazardRatio,
            lower: coefficient.interval.low,
            upper: coefficient.interval.high,
            p: coefficient.p,
          })),
  }
}
