/** Answers of R's survival package on one data set, and the checks that every data set shares. */
import { expect } from '@jest/globals'
import { coxRegression } from '../../../api/src/statistics/survival/cox.js'
import {
  type FollowUp,
  kaplanMeier,
  medianSurvival,
  restrictedMean,
  survivalAt,
} from '../../../api/src/statistics/survival/kaplan-meier.js'
import { logRank } from '../../../api/src/statistics/survival/log-rank.js'
import { expectNear, fitted } from './arm-comparison.js'

interface CurveAnswer {
  n: number
  events: number
  median: number | null
  median_lower_log: number | null
  median_upper_log: number | null
  median_lower_loglog: number | null
  median_upper_loglog: number | null
  at: {
    time: number
    at_risk: number
    survival: number
    se_greenwood: number | null
    lower_log: number | null
    upper_log: number | null
    lower_loglog: number | null
    upper_loglog: number | null
  }[]
  rmst: { tau: number; value: number; se: number }
}
export interface SurvivalAnswer {
  overall: CurveAnswer
  by: { [group: string]: CurveAnswer }
  log_rank: {
    chisq: number
    df: number
    p: number
    observed: { [group: string]: number }
    expected: { [group: string]: number }
  }
  cox_efron: {
    level: string
    reference: string
    log_hr: number
    se: number
    hr: number
    lower: number
    upper: number
    p: number
  }[]
}

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9))

export function expectSurvival(time: number[], event: number[], groups: string[], answer: SurvivalAnswer) {
  expectCurve({ time, event }, answer.overall)
  const names = Object.keys(answer.by)
  for (const [name, expected] of Object.entries(answer.by)) {
    const mine = (_: number, i: number) => groups[i] === name
    expectCurve({ time: time.filter(mine), event: event.filter(mine) }, expected)
  }
  const { chisq, df, p, observed, expected } = answer.log_rank
  expect(fitted(logRank({ time, event }, groups))).toEqual({
    kind: 'estimated',
    chiSquare: near(chisq),
    degreesOfFreedom: df,
    p: near(p),
    groups: names.map((group) => ({
      group,
      observed: observed[group],
      expected: near(expected[group] ?? null),
    })),
  })
  const columns = names
    .slice(1)
    .map((name) => ({ name, values: groups.map((group) => (group === name ? 1 : 0)) }))
  const cox = fitted(coxRegression({ time, event, columns }))
  for (const [i, wanted] of answer.cox_efron.entries()) {
    const found = cox.coefficients[i]
    if (found === undefined) throw new Error(`no coefficient for ${wanted.level}`)
    expect(found.name).toBe(wanted.level)
    // R's coxph stops once the likelihood stands still to a relative 1e-9
    expectNear(found.logHazardRatio, wanted.log_hr, 1e-6, 1e-9, 'log hazard ratio')
    expectNear(found.standardError, wanted.se, 1e-6, 1e-9, 'se')
    expectNear(found.interval.low, wanted.lower, 1e-6, 1e-9, 'low')
    expectNear(found.interval.high, wanted.upper, 1e-6, 1e-9, 'high')
    expectNear(found.p, wanted.p, 1e-5, 1e-9, 'p')
  }
}

function expectCurve(followUp: FollowUp, answer: CurveAnswer) {
  const curve = fitted(kaplanMeier(followUp))
  expect([curve.n, curve.events]).toEqual([answer.n, answer.events])
  expect(medianSurvival(curve)).toEqual({
    median: near(answer.median),
    logLimits: { low: near(answer.median_lower_log), high: near(answer.median_upper_log) },
    logLogLimits: { low: near(answer.median_lower_loglog), high: near(answer.median_upper_loglog) },
  })
  const limits = (low: number | null, high: number | null) =>
    low === null ? null : { low: near(low), high: near(high) }
  for (const wanted of answer.at) {
    expect(survivalAt(curve, wanted.time)).toEqual({
      time: wanted.time,
      atRisk: wanted.at_risk,
      survival: near(wanted.survival),
      standardError: near(wanted.se_greenwood),
      logLimits: limits(wanted.lower_log, wanted.upper_log),
      logLogLimits: limits(wanted.lower_loglog, wanted.upper_loglog),
    })
  }
  const { mean, standardError } = restrictedMean(curve, answer.rmst.tau)
  expectNear(mean, answer.rmst.value, 1e-10, 0, 'restricted mean')
  expectNear(standardError, answer.rmst.se, 1e-10, 0, 'its error')
}
