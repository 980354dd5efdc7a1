/** Answers of lme4 and lmerTest on one model, the model built from its formula, and the checks every model shares. */
import { expect } from '@jest/globals'
import { conditionalModes } from '../../../api/src/statistics/mixed-model/conditional-modes.js'
import {
  fitMixedModel,
  type MixedModelFit,
  type VarianceComponents,
} from '../../../api/src/statistics/mixed-model/fit.js'
import type { RandomTerms } from '../../../api/src/statistics/mixed-model/random-structure.js'
import { fixedEffectTests } from '../../../api/src/statistics/mixed-model/satterthwaite.js'
import {
  type DesignColumn,
  designMatrix,
  interaction,
} from '../../../api/src/statistics/regression/design-matrix.js'
import { expectNear, fitted } from './arm-comparison.js'

interface ComponentAnswer {
  variance: { [term: string]: number }
  covariance?: number
  correlation?: number
}
export interface MixedModelAnswer {
  formula: string
  method: 'REML' | 'ML'
  n_obs: number
  n_levels: { [level: string]: number }
  fixed: {
    [name: string]: { estimate: number; se: number; t: number; satterthwaite_df?: number; p?: number }
  }
  fixed_vcov: number[][]
  random: { [level: string]: ComponentAnswer }
  sigma2: number
  logLik: number
  n_parameters: number
  AIC: number
  BIC: number
  singular: boolean
  blups?: { [level: string]: { [name: string]: { [term: string]: number } } }
}

/** Columns of a data set by the names that formulas use. */
export interface ModelData {
  numbers(column: string): number[]
  texts(column: string): string[]
}

interface RandomPart {
  readonly level: string
  readonly terms: RandomTerms
  readonly time: string | null
}

/** Fits the model that an lme4 formula describes. Interactions come last, as R orders them. */
export function fitFormula(formula: string, method: 'REML' | 'ML', data: ModelData): MixedModelFit {
  const [outcomeName = '', right = ''] = formula.split(' ~ ')
  const random = randomParts(
    [...right.matchAll(/\(([^|]+) \| (\w+)\)/g)].map(([, terms = '', level = '']) => ({ terms, level })),
  )
  const fixed = right
    .replace(/\([^)]*\)/g, '')
    .split('+')
    .map((term) => term.trim())
    .filter((term) => term !== '' && term !== '1')
  const outcome = data.numbers(outcomeName)
  const column = (name: string): DesignColumn => ({ name, values: data.numbers(name) })
  const mains = fixed.flatMap((term) => term.split(' * ')).map(column)
  const products = fixed
    .map((term) => term.split(' * '))
    .flatMap(([first, second]) =>
      first !== undefined && second !== undefined ? [interaction(column(first), column(second))] : [],
    )
  const counts = random.map(({ level }) => new Set(data.texts(level)).size)
  const [member, group] = random.sort(
    (a, b) => (counts[random.indexOf(b)] ?? 0) - (counts[random.indexOf(a)] ?? 0),
  )
  if (member === undefined) throw new Error(`no random term in ${formula}`)
  const time = member.time ?? group?.time ?? null
  const rows = {
    outcome,
    design: designMatrix(outcome.length, [...mains, ...products]),
    time: time === null ? outcome.map(() => 0) : data.numbers(time),
    member: data.texts(member.level),
    group: group === undefined ? null : data.texts(group.level),
  }
  const structure = { member: member.terms, group: group?.terms ?? null }
  return fitted(fitMixedModel(rows, structure, method === 'REML' ? 'reml' : 'ml'))
}

function randomParts(parts: { terms: string; level: string }[]): RandomPart[] {
  const [first, second] = parts
  if (first !== undefined && second !== undefined && first.level === second.level) {
    return [{ level: first.level, terms: 'uncorrelated', time: second.terms.replace('0 + ', '') }]
  }
  return parts.map(({ terms, level }) =>
    terms === '1'
      ? { level, terms: 'intercept', time: null }
      : { level, terms: 'intercept_and_slope', time: terms.replace('1 + ', '') },
  )
}

/** Tolerances: ours against theirs, who stop within 1e-6 of the optimum; on the boundary theirs are looser. */
export function expectMixedModel(fit: MixedModelFit, answer: MixedModelAnswer) {
  expect(fit.convergence.kind).toBe('converged')
  expect([fit.rows, fit.parameters, fit.isSingular]).toEqual([
    answer.n_obs,
    answer.n_parameters,
    answer.singular,
  ])
  expect([fit.members, fit.groups].filter((count) => count !== null)).toEqual(
    Object.values(answer.n_levels).sort((a, b) => b - a),
  )
  expect(fit.logLikelihood).toBeGreaterThan(answer.logLik - 1e-7)
  expectNear(fit.logLikelihood, answer.logLik, 0, 1e-5, 'logLik')
  expectNear(fit.aic, answer.AIC, 0, 1e-5, 'AIC')
  expectNear(fit.bic, answer.BIC, 0, 1e-5, 'BIC')
  expectNear(fit.residualVariance, answer.sigma2, 1e-5, 0, 'sigma2')
  const loose = answer.singular ? 1e-3 : 1e-4
  expect(fit.fixed.map(({ name }) => name)).toEqual(Object.keys(answer.fixed))
  for (const [i, effect] of fit.fixed.entries()) {
    const expected = answer.fixed[effect.name]
    if (expected === undefined) throw new Error(`no answer for ${effect.name}`)
    expectNear(effect.estimate, expected.estimate, 1e-5, 1e-6, `${effect.name} estimate`)
    expectNear(effect.standardError, expected.se, 1e-5, 1e-6, `${effect.name} se`)
    for (const [j, value] of (answer.fixed_vcov[i] ?? []).entries()) {
      expectNear(
        fit.fixedCovariance.values[i * fit.fixed.length + j] ?? null,
        value,
        loose,
        1e-6,
        'fixed covariance',
      )
    }
  }
  expectTests(fit, answer)
  const levels = Object.entries(answer.random)
  const [member, second] = levels
  if (fit.member.terms === 'uncorrelated') {
    expectComponents(fit.member, { variance: { ...member?.[1].variance, ...second?.[1].variance } }, loose)
  } else {
    expectComponents(fit.member, member?.[1], loose)
    if (fit.group !== null) expectComponents(fit.group, second?.[1], loose)
  }
  expectModes(fit, answer)
}

function expectTests(fit: MixedModelFit, answer: MixedModelAnswer) {
  if (fit.method === 'ml' || answer.singular) return
  for (const { name, degreesOfFreedom, p } of fixedEffectTests(fit)) {
    const expected = answer.fixed[name]
    if (expected?.satterthwaite_df === undefined || expected.p === undefined) continue
    expectNear(degreesOfFreedom, expected.satterthwaite_df, 1e-3, 0, `${name} df`)
    expectNear(p, expected.p, 2e-2, 1e-6, `${name} p`)
  }
}

function expectComponents(found: VarianceComponents, answer: ComponentAnswer | undefined, loose: number) {
  const [intercept = Number.NaN, slope] = Object.values(answer?.variance ?? {})
  expectNear(found.interceptVariance, intercept, loose, 1e-5, 'intercept variance')
  if (slope === undefined) return
  expectNear(found.slopeVariance, slope, loose, 1e-6, 'slope variance')
  if (answer?.covariance === undefined || answer.correlation === undefined) return
  expectNear(found.covariance, answer.covariance, loose, 1e-5, 'covariance')
  expectNear(found.correlation, answer.correlation, 0, 1e-3, 'correlation')
}

function expectModes(fit: MixedModelFit, answer: MixedModelAnswer) {
  if (answer.blups === undefined) return
  const modes = conditionalModes(fit)
  for (const names of Object.values(answer.blups)) {
    for (const [name, terms] of Object.entries(names)) {
      const found = modes.groups.get(name) ?? modes.members.get(name)
      const [intercept = Number.NaN, slope] = Object.values(terms)
      expectNear(found?.intercept ?? null, intercept, 0, 2e-4, `mode of ${name}`)
      if (slope !== undefined) expectNear(found?.slope ?? null, slope, 0, 2e-4, `slope mode of ${name}`)
    }
  }
}
