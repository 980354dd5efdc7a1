/**
 * Linear mixed models of repeated scores: members, nested in groups or not, with random intercepts and slopes.
 *
 * Four steps: `prepare` the sums; the criterion of theta (`profiled-deviance.ts`, `deviance-gradient.ts`, by way of
 * `absorption.ts`); `searchTheta`; `summarise`, below.
 */

import { choleskyInverse } from '../linear-algebra/cholesky.js'
import { at, entry, type Matrix, mapEntries } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import { gatherClasses } from './design-classes.js'
import { type MemberSums, type MixedModelRows, sumRows } from './member-sums.js'
import { type Prepared, prepare } from './prepare.js'
import { type Criterion, type Evaluation, evaluate, type Method } from './profiled-deviance.js'
import {
  diagonalPositions,
  parameterCount,
  type RandomStructure,
  type RandomTerms,
  type RelativeFactor,
  rescaleTime,
  unpackTheta,
  withPositiveDiagonal,
} from './random-structure.js'
import { type Search, searchTheta } from './search-theta.js'

/** A diagonal element of theta below this is a spread of 0 (as lme4's isSingular). */
const SINGULAR_TOLERANCE = 1e-4
/** Below this share of the outcome's, rounding of the sums hides where a search for the residual variance ends. */
const NO_REST_SHARE = 1e-7

export interface FixedEffect {
  readonly name: string
  /** Points of the outcome for one unit of the column. */
  readonly estimate: number
  /** From s^2 (X'V^-1 X)^-1. */
  readonly standardError: number
  readonly t: number
}

/** How members, or groups, differ around the fixed effects. */
export interface VarianceComponents {
  readonly terms: RandomTerms
  /** Squared points of the outcome. */
  readonly interceptVariance: number
  /** Squared points per unit of time; null without a random slope. */
  readonly slopeVariance: number | null
  /** null without a random slope; 0 when uncorrelated. */
  readonly covariance: number | null
  /** null without a random slope, and when a variance is 0. */
  readonly correlation: number | null
}

export interface Convergence {
  readonly kind: 'converged' | 'not_converged'
  readonly iterations: number
  readonly evaluations: number
  /** Searches started again from elsewhere: after an end on the boundary, and with few members always. */
  readonly restarts: number
  /** How much the best restart lowered the criterion; 0 when it did not. */
  readonly restartGain: number
}

export type MixedModelWarning = 'singular' | 'not_converged'

export interface MixedModelFit {
  readonly kind: 'fitted'
  readonly method: Method
  readonly structure: RandomStructure
  readonly rows: number
  readonly members: number
  /** null without a group level. */
  readonly groups: number | null
  readonly fixed: readonly FixedEffect[]
  readonly fixedCovariance: Matrix
  readonly member: VarianceComponents
  readonly group: VarianceComponents | null
  readonly residualVariance: number
  /** lme4's theta: relative Cholesky factors column by column, members first. */
  readonly theta: Float64Array
  readonly logLikelihood: number
  /** -2 log likelihood, restricted or not. */
  readonly criterion: number
  /** Fixed effects, covariance parameters and the residual variance. */
  readonly parameters: number
  readonly aic: number
  readonly bic: number
  /** A variance is 0 or a correlation +-1: a correct answer on the boundary. */
  readonly isSingular: boolean
  readonly convergence: Convergence
  readonly warnings: readonly MixedModelWarning[]
  /** For what is computed from the fit afterwards. */
  readonly solution: MixedModelSolution
}

/** The fit in its own units: outcome less a first straight fit, time in units of its root mean square. */
export interface MixedModelSolution {
  readonly criterion: Criterion
  readonly evaluation: Evaluation
  readonly sums: MemberSums
  /** One unit of the fit's time in units of the data's. */
  readonly timeUnit: number
}

/**
 * How do scores run over time, for members on average and for how they differ, given that scores of one member, and
 * members of one group, resemble each other?
 *
 * Maximum or restricted maximum likelihood over relative Cholesky factors; fixed effects and residual variance are
 * profiled out.
 *
 * @param rows       one row a score, any order
 * @param structure  which terms vary between members and between groups
 * @returns          the fit (a singular one is a correct answer and says so), or a refusal: fewer than 2 members or
 *                   groups, no more scores than random effects, constant outcome (of all, or of each member), a column that
 *                   follows from others
 * @throws           UnequalLengths, NotFinite, MemberInTwoGroups
 * Assumes           normal deviations, one residual variance, scores missing for reasons the model sees
 * @source           Bates et al. (2015), J Stat Softw 67(1); Laird & Ware (1982), Biometrics 38:963-974
 * @verified         test/golden/statistics/mixed-model.test.ts, test/golden-shared/statistics/real-mixed-models.test.ts
 */
export function fitMixedModel(
  rows: MixedModelRows,
  structure: RandomStructure,
  method: Method = 'reml',
): MixedModelFit | Refusal {
  return fitMixedModelFromSums(sumRows(rows), structure, method)
}

/** The same fit from stored or merged sums. */
export function fitMixedModelFromSums(
  sums: MemberSums,
  structure: RandomStructure,
  method: Method = 'reml',
): MixedModelFit | Refusal {
  const prepared = prepare(sums, structure)
  if (prepared.kind === 'refused') return prepared
  const criterion: Criterion = {
    classes: gatherClasses(prepared.sums, structure.group !== null),
    structure,
    method,
  }
  const { total, rows } = prepared.sums
  const search = searchTheta(criterion, (NO_REST_SHARE * entry(total, total.rows - 1, total.rows - 1)) / rows)
  switch (search.kind) {
    case 'found':
      return summarise(criterion, prepared, search)
    case 'undefined':
      return refuse('not_converged', 'The criterion of the mixed model cannot be computed for these data.')
    case 'no_rest':
      return refuse(
        'constant_outcome',
        `A mixed model needs scores that differ within members; all ${rows} lie on their member's own course.`,
      )
  }
}

function summarise(criterion: Criterion, prepared: Prepared, search: Search): MixedModelFit | Refusal {
  const { structure, method, classes } = criterion
  const ownTheta = withPositiveDiagonal(structure, search.minimum.position)
  const evaluation = evaluate(criterion, ownTheta)
  if (evaluation === null)
    return refuse('not_converged', 'The criterion of the mixed model cannot be computed.')
  const theta = rescaleTime(structure, ownTheta, 1 / prepared.timeUnit)
  const factors = unpackTheta(structure, theta)
  const { residualVariance, deviance } = evaluation
  const fixedCovariance = mapEntries(
    choleskyInverse(evaluation.fixedFactor),
    (value) => residualVariance * value,
  )
  const parameters = classes.q - 1 + parameterCount(structure.member) + parameterCount(structure.group) + 1
  const isSingular = diagonalPositions(structure).some((position) => at(theta, position) < SINGULAR_TOLERANCE)
  const { minimum, evaluations, restarts, restartGain } = search
  const warnings: MixedModelWarning[] = []
  if (isSingular) warnings.push('singular')
  if (minimum.kind === 'not_converged') warnings.push('not_converged')
  return {
    kind: 'fitted',
    method,
    structure,
    rows: classes.rows,
    members: prepared.sums.members.length,
    groups: structure.group === null ? null : prepared.sums.groups.length,
    fixed: prepared.sums.columns.map((name, j) => {
      const estimate = at(prepared.straight, j) + at(evaluation.fixed, j)
      const standardError = Math.sqrt(entry(fixedCovariance, j, j))
      return { name, estimate, standardError, t: estimate / standardError }
    }),
    fixedCovariance,
    member: componentsOf(structure.member, factors.member, residualVariance),
    group: structure.group === null ? null : componentsOf(structure.group, factors.group, residualVariance),
    residualVariance,
    theta,
    logLikelihood: -deviance / 2,
    criterion: deviance,
    parameters,
    aic: deviance + 2 * parameters,
    bic: deviance + Math.log(classes.rows) * parameters,
    isSingular,
    convergence: { kind: minimum.kind, iterations: minimum.iterations, evaluations, restarts, restartGain },
    warnings,
    solution: { criterion, evaluation, sums: prepared.sums, timeUnit: prepared.timeUnit },
  }
}

function componentsOf(
  terms: RandomTerms,
  { a, b, c }: RelativeFactor,
  residualVariance: number,
): VarianceComponents {
  const interceptVariance = residualVariance * a * a
  if (terms === 'intercept') {
    return { terms, interceptVariance, slopeVariance: null, covariance: null, correlation: null }
  }
  const slopeVariance = residualVariance * (b * b + c * c)
  const covariance = residualVariance * a * b
  const spreads = Math.sqrt(interceptVariance * slopeVariance)
  const correlation = spreads > 0 ? Math.min(1, Math.max(-1, covariance / spreads)) : null
  return { terms, interceptVariance, slopeVariance, covariance, correlation }
}
