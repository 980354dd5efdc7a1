/** A mixed model in the appendix: estimates, spreads, likelihood and how the search ended. */

import { rowOf } from '../../statistics/linear-algebra/matrix.js'
import { type ConditionalMode, conditionalModes } from '../../statistics/mixed-model/conditional-modes.js'
import type { FixedEffect, MixedModelFit, VarianceComponents } from '../../statistics/mixed-model/fit.js'
import { type FixedEffectTest, fixedEffectTests } from '../../statistics/mixed-model/satterthwaite.js'
import { INTERCEPT } from '../../statistics/regression/design-matrix.js'
import { WEEK } from '../trajectories/growth-model.js'
import { byText } from './appendix-table.js'
import type { Json } from './change-appendix.js'

/** What the levels of a model are called in its formula and in the file. */
export interface LevelNames {
  readonly member: string
  readonly group: string
}

export interface MixedModelWords {
  /** As lme4 writes the model. */
  readonly formula: string
  readonly levels: LevelNames
  /** How many conditional modes of each level are written, first ids in text order; 0: none. */
  readonly nModes: number
}

const MEMBER_AND_GROUP: LevelNames = { member: 'member_id', group: 'group_id' }

/** The words of a model of scores over time whose fixed part is `fixed`. */
export function courseWords(
  { structure }: Pick<MixedModelFit, 'structure'>,
  fixed: string,
  nModes: number,
): MixedModelWords {
  const random = (terms: string, level: string) =>
    `(${terms === 'intercept' ? '1' : `1 + ${WEEK}`} | ${level})`
  const levels = MEMBER_AND_GROUP
  const parts = [fixed, random(structure.member, levels.member)]
  if (structure.group !== null) parts.push(random(structure.group, levels.group))
  return { formula: `score ~ ${parts.join(' + ')}`, levels, nModes }
}

export function mixedModelBlock(
  fit: MixedModelFit,
  { formula, levels, nModes }: MixedModelWords,
): { readonly [key: string]: Json } {
  const { group, convergence } = fit
  return {
    formula,
    method: fit.method === 'reml' ? 'REML' : 'ML',
    n_obs: fit.rows,
    n_levels: {
      [levels.member]: fit.members,
      ...(fit.groups === null ? {} : { [levels.group]: fit.groups }),
    },
    fixed: fixedBlock(fit),
    fixed_vcov: fit.fixed.map((_, row) => [...rowOf(fit.fixedCovariance, row)]),
    random: {
      [levels.member]: componentsBlock(fit.member),
      ...(group === null ? {} : { [levels.group]: componentsBlock(group) }),
    },
    sigma: Math.sqrt(fit.residualVariance),
    sigma2: fit.residualVariance,
    theta: thetaBlock(fit, levels),
    logLik: fit.logLikelihood,
    criterion: fit.criterion,
    n_parameters: fit.parameters,
    AIC: fit.aic,
    BIC: fit.bic,
    singular: fit.isSingular,
    converged: convergence.kind === 'converged',
    iterations: convergence.iterations,
    evaluations: convergence.evaluations,
    restart_gain_logLik: convergence.restartGain / 2,
    warnings: [...fit.warnings],
    ...modesBlock(fit, levels, nModes),
  }
}

/** By REML with Satterthwaite's test; by ML, whose spreads are too small for one, without. */
function fixedBlock(fit: MixedModelFit): { readonly [name: string]: Json } {
  if (fit.method === 'ml') return Object.fromEntries(fit.fixed.map((each) => [each.name, effectBlock(each)]))
  return Object.fromEntries(
    fixedEffectTests(fit).map((each) => [each.name, { ...effectBlock(each), ...testBlock(each) }]),
  )
}

function effectBlock({ estimate, standardError, t }: Pick<FixedEffect, 'estimate' | 'standardError' | 't'>) {
  return { estimate, se: standardError, t }
}

function testBlock({ degreesOfFreedom, p }: FixedEffectTest) {
  return { satterthwaite_df: degreesOfFreedom, p }
}

function componentsBlock(components: VarianceComponents): { readonly [key: string]: Json } {
  const { interceptVariance, slopeVariance, covariance, correlation } = components
  if (slopeVariance === null) {
    return { variance: { [INTERCEPT]: interceptVariance }, sd: { [INTERCEPT]: Math.sqrt(interceptVariance) } }
  }
  return {
    variance: { [INTERCEPT]: interceptVariance, [WEEK]: slopeVariance },
    sd: { [INTERCEPT]: Math.sqrt(interceptVariance), [WEEK]: Math.sqrt(slopeVariance) },
    covariance,
    correlation,
  }
}

/** Named as lme4 names the entries of its relative Cholesky factors. */
function thetaBlock(
  { structure, theta }: MixedModelFit,
  levels: LevelNames,
): { readonly [key: string]: Json } {
  const namesOf = (terms: string | null, level: string) => {
    if (terms === null) return []
    const intercept = `${level}.${INTERCEPT}`
    return terms === 'intercept'
      ? [intercept]
      : [intercept, `${level}.${WEEK}.${INTERCEPT}`, `${level}.${WEEK}`]
  }
  const names = [...namesOf(structure.member, levels.member), ...namesOf(structure.group, levels.group)]
  return Object.fromEntries(names.map((name, i) => [name, theta[i] ?? null]))
}

function modesBlock(
  fit: MixedModelFit,
  levels: LevelNames,
  nModes: number,
): { readonly [key: string]: Json } {
  if (nModes === 0) return {}
  const { members, groups } = conditionalModes(fit)
  return {
    blups: {
      [levels.member]: firstModes(members, nModes),
      ...(fit.structure.group === null ? {} : { [levels.group]: firstModes(groups, nModes) }),
    },
  }
}

function firstModes(modes: ReadonlyMap<string, ConditionalMode>, nModes: number): Json {
  const first = [...modes].sort(([one], [other]) => byText(one, other)).slice(0, nModes)
  return Object.fromEntries(
    first.map(([label, { intercept, slope }]) => [
      label,
      { [INTERCEPT]: intercept, ...(slope === null ? {} : { [WEEK]: slope }) },
    ]),
  )
}
