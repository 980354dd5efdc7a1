/** Answers of R on the comparison of two arms, and the checks that every data set shares. */
import { expect } from '@jest/globals'
import { standardisedDifference } from '../../../api/src/statistics/propensity/balance.js'
import { weightedEffect } from '../../../api/src/statistics/propensity/weighted-effect.js'
import { propensityWeights } from '../../../api/src/statistics/propensity/weights.js'
import type { Refusal } from '../../../api/src/statistics/refusal.js'
import { type DesignColumn, designMatrix } from '../../../api/src/statistics/regression/design-matrix.js'
import type { LinearFit } from '../../../api/src/statistics/regression/least-squares.js'
import { type LogisticFit, logisticRegression } from '../../../api/src/statistics/regression/logistic.js'
import { clusterRobust } from '../../../api/src/statistics/robust/cluster-robust.js'
import { agrees } from './agreement.js'

export interface RegressionAnswer {
  [name: string]: { estimate: number; se: number; t: number; p: number }
}
export interface RobustAnswer {
  estimate: number
  se_cr0: number
  se_cr1: number
  se_cr1s: number
  se_cr2: number
  cr2_t: number
  cr2_df: number
  cr2_p: number
}
export interface EffectAnswer {
  mean_treated: number
  mean_control: number
  difference: number
  se_hc0: number
  ess_treated: number
  ess_control: number
  sum_weights: number
  max_weight: number
  cluster_robust?: RobustAnswer
  with_baseline_covariate?: RobustAnswer
}
type ByWeight<Value> = { ate: Value; ate_stabilised: Value; att: Value; overlap: Value }
export interface PropensityAnswer {
  coefficients: { [name: string]: { estimate: number; se: number; z: number; p: number } }
  deviance: number
  null_deviance: number
  c_statistic: number
  propensity_min: number
  propensity_max: number
  smd: { [covariate: string]: ByWeight<number> & { unadjusted: number } }
  effects: ByWeight<EffectAnswer>
}

/** The answer of a statistic that was not refused. */
export function fitted<Result extends { kind: string }>(result: Result): Exclude<Result, Refusal> {
  if (isAnswer(result)) return result
  throw new Error(JSON.stringify(result))
}

function isAnswer<Result extends { kind: string }>(result: Result): result is Exclude<Result, Refusal> {
  return result.kind !== 'refused'
}

export function expectNear(
  actual: number | null,
  expected: number,
  relative: number,
  absolute: number,
  what: string,
) {
  if (!agrees(actual, expected, relative, absolute))
    expect({ what, value: actual }).toEqual({ what, value: expected })
}

export function expectRegression(fit: LinearFit, answer: RegressionAnswer) {
  expect(fit.coefficients.map(({ name }) => name)).toEqual(Object.keys(answer))
  for (const { name, estimate, standardError, t, p } of fit.coefficients) {
    const expected = answer[name]
    if (expected === undefined) throw new Error(`no answer for ${name}`)
    expectNear(estimate, expected.estimate, 1e-9, 1e-9, `${name} estimate`)
    expectNear(standardError, expected.se, 1e-9, 1e-9, `${name} se`)
    expectNear(t, expected.t, 1e-9, 1e-9, `${name} t`)
    expectNear(p, expected.p, 1e-8, 0, `${name} p`)
  }
}

export function expectRobust(actual: ReturnType<typeof robustOf>, expected: RobustAnswer, what: string) {
  expectNear(actual.estimate, expected.estimate, 1e-9, 1e-9, `${what} estimate`)
  expectNear(actual.standardErrorCr0, expected.se_cr0, 1e-8, 0, `${what} CR0`)
  expectNear(actual.standardErrorCr1, expected.se_cr1, 1e-8, 0, `${what} CR1`)
  expectNear(actual.standardErrorCr1s, expected.se_cr1s, 1e-8, 0, `${what} CR1S`)
  expectNear(actual.standardErrorCr2, expected.se_cr2, 1e-8, 0, `${what} CR2`)
  expectNear(actual.t, expected.cr2_t, 1e-8, 0, `${what} t`)
  expectNear(actual.degreesOfFreedom, expected.cr2_df, 1e-7, 0, `${what} df`)
  expectNear(actual.p, expected.cr2_p, 1e-7, 0, `${what} p`)
}

export function robustOf(fit: LinearFit, clusters: string[], name: string) {
  const found = fitted(clusterRobust(fit, clusters)).coefficients.find(
    (coefficient) => coefficient.name === name,
  )
  if (found === undefined) throw new Error(`no coefficient ${name}`)
  return found
}

export function expectLogistic(fit: LogisticFit, answer: PropensityAnswer) {
  expect(fit.coefficients.map(({ name }) => name)).toEqual(Object.keys(answer.coefficients))
  for (const { name, estimate, standardError, z, p } of fit.coefficients) {
    const expected = answer.coefficients[name]
    if (expected === undefined) throw new Error(`no answer for ${name}`)
    expectNear(estimate, expected.estimate, 1e-8, 1e-9, `${name} estimate`)
    expectNear(standardError, expected.se, 1e-10, 0, `${name} se`)
    expectNear(z, expected.z, 1e-9, 1e-9, `${name} z`)
    expectNear(p, expected.p, 1e-8, 0, `${name} p`)
  }
  expectNear(fit.deviance, answer.deviance, 1e-10, 0, 'deviance')
  expectNear(fit.nullDeviance, answer.null_deviance, 1e-10, 0, 'null deviance')
  expectNear(fit.concordance, answer.c_statistic, 1e-12, 0, 'c statistic')
  expectNear(Math.min(...fit.probabilities), answer.propensity_min, 1e-8, 0, 'smallest propensity')
  expectNear(Math.max(...fit.probabilities), answer.propensity_max, 1e-8, 0, 'largest propensity')
}

export interface ArmComparison {
  treated: number[]
  outcome: number[]
  covariates: (DesignColumn & { isBinary: boolean })[]
  clusters: string[] | null
  /** Centred baseline of the outcome model. */
  baseline: DesignColumn | null
}

const WEIGHTS = [
  ['ate', 'ate'],
  ['ate_stabilised', 'ateStabilised'],
  ['att', 'att'],
  ['overlap', 'overlap'],
] as const

export function expectPropensity(data: ArmComparison, answer: PropensityAnswer) {
  const model = fitted(logisticRegression(designMatrix(data.treated.length, data.covariates), data.treated))
  expectLogistic(model, answer)
  const weights = propensityWeights(data.treated, model.probabilities)
  for (const { name, values, isBinary } of data.covariates) {
    const expected = answer.smd[name]
    if (expected === undefined) throw new Error(`no balance for ${name}`)
    const found = (w: Float64Array | null) =>
      fitted(standardisedDifference(values, data.treated, w, isBinary)).difference
    expectNear(found(null), expected.unadjusted, 1e-10, 1e-12, `${name} unadjusted`)
    for (const [theirs, ours] of WEIGHTS)
      expectNear(found(weights[ours]), expected[theirs], 1e-6, 1e-9, `${name} ${theirs}`)
  }
  for (const [theirs, ours] of WEIGHTS) expectEffect(data, weights[ours], answer.effects[theirs], theirs)
}

function expectEffect(data: ArmComparison, weights: Float64Array, expected: EffectAnswer, what: string) {
  const { outcome, treated, clusters, baseline } = data
  const plain = fitted(weightedEffect({ outcome, treated, weights, clusters }))
  const near = (actual: number, wanted: number, part: string) =>
    expectNear(actual, wanted, 1e-8, 1e-9, `${what} ${part}`)
  near(plain.meanTreated, expected.mean_treated, 'mean treated')
  near(plain.meanControl, expected.mean_control, 'mean control')
  near(plain.difference, expected.difference, 'difference')
  near(plain.standardErrorHc0, expected.se_hc0, 'HC0')
  near(plain.effectiveSizeTreated, expected.ess_treated, 'effective size, treated')
  near(plain.effectiveSizeControl, expected.ess_control, 'effective size, control')
  near(plain.sumOfWeights, expected.sum_weights, 'sum of weights')
  near(plain.largestWeight, expected.max_weight, 'largest weight')
  if (expected.cluster_robust !== undefined && plain.clusterRobust !== null) {
    expectRobust(plain.clusterRobust, expected.cluster_robust, what)
  }
  if (expected.with_baseline_covariate === undefined || baseline === null) return
  const adjusted = fitted(weightedEffect({ outcome, treated, weights, clusters, covariates: [baseline] }))
  if (adjusted.clusterRobust === null) throw new Error('groups expected')
  expectRobust(adjusted.clusterRobust, expected.with_baseline_covariate, `${what} with baseline`)
}
