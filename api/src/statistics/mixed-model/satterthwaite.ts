/** Tests of fixed effects and of their weighted sums, with degrees of freedom that know the spread was estimated. */

import { studentTTwoSidedP } from '../distributions/student-t.js'
import { type Interval, studentTInterval } from '../interval.js'
import { choleskySolve } from '../linear-algebra/cholesky.js'
import { at, bilinear, dot, type Matrix, setEntry, zeros } from '../linear-algebra/matrix.js'
import { symmetricFunction } from '../linear-algebra/symmetric-eigen.js'
import { type Absorption, emptyAbsorption } from './absorption.js'
import { contrastVarianceGradient, gradient, residualSquaresGradient } from './deviance-gradient.js'
import type { MixedModelFit } from './fit.js'
import { evaluate, residualDegrees } from './profiled-deviance.js'

const STEP = 1e-4 // of theta, for differences of exact gradients
/** Curvatures below this share of the largest are a boundary, not information (as lmerTest). */
const FLAT_SHARE = 1e-8

export interface FixedEffectTest {
  /** Points of the outcome. */
  readonly estimate: number
  readonly standardError: number
  readonly degreesOfFreedom: number
  readonly t: number
  readonly p: number
  readonly interval: Interval<'student_t'>
}

/**
 * Is a weighted sum of fixed effects different from 0?
 *
 * t = c'b / sqrt(c'Vc), degrees of freedom 2 (c'Vc)^2 / (g' A g): g the gradient of c'Vc by (theta, residual sd),
 * A = 2 H^-1 their covariance from the Hessian H of the criterion.
 *
 * @param fit       a fit by REML (by ML the spread is too small, and so are the degrees of freedom)
 * @param contrast  one number a fixed effect, in their order
 * @returns         estimate in points of the outcome, with its test and interval
 * Assumes          enough groups for a t distribution to fit; on the boundary (singular) it is an approximation
 * @source          Satterthwaite (1946), Biometrics Bulletin 2:110-114; Kuznetsova et al. (2017), J Stat Softw 82(13)
 * @verified        test/golden/statistics/mixed-model.test.ts (lmerTest, relative 2e-2 asked, 1e-3 held)
 */
export function contrastTest(fit: MixedModelFit, contrast: Float64Array, level = 0.95): FixedEffectTest {
  return contrastTester(fit)(contrast, level)
}

/** The same for every fixed effect, in their order. */
export function fixedEffectTests(
  fit: MixedModelFit,
  level = 0.95,
): (FixedEffectTest & { readonly name: string })[] {
  const tester = contrastTester(fit)
  return fit.fixed.map(({ name }, j) => {
    const unit = new Float64Array(fit.fixed.length)
    unit[j] = 1
    return { name, ...tester(unit, level) }
  })
}

/** The Hessian is the costly part: made once a fit. */
export function contrastTester(
  fit: MixedModelFit,
): (contrast: Float64Array, level?: number) => FixedEffectTest {
  const { criterion, evaluation } = fit.solution
  const covariance = spreadCovariance(fit)
  const estimates = Float64Array.from(fit.fixed, (effect) => effect.estimate)
  const residualSd = Math.sqrt(fit.residualVariance)
  return (contrast, level = 0.95) => {
    const estimate = dot(contrast, estimates)
    const relative = dot(contrast, choleskySolve(evaluation.fixedFactor, contrast))
    const variance = fit.residualVariance * relative
    const byTheta = contrastVarianceGradient(criterion, evaluation, contrast)
    const slope = Float64Array.from([...byTheta].map((value) => fit.residualVariance * value))
    const gradientOfVariance = Float64Array.from([...slope, 2 * residualSd * relative])
    const degreesOfFreedom =
      (2 * variance * variance) / bilinear(gradientOfVariance, covariance, gradientOfVariance)
    const standardError = Math.sqrt(variance)
    const t = estimate / standardError
    return {
      estimate,
      standardError,
      degreesOfFreedom,
      t,
      p: studentTTwoSidedP(t, degreesOfFreedom),
      interval: studentTInterval(estimate, standardError, degreesOfFreedom, level),
    }
  }
}

/** Covariance of (theta, residual sd): twice the inverse Hessian of the criterion, flat directions left out. */
function spreadCovariance(fit: MixedModelFit): Matrix {
  const { criterion, evaluation } = fit.solution
  const { theta } = evaluation
  const size = theta.length
  const residualVariance = fit.residualVariance
  const residualSd = Math.sqrt(residualVariance)
  const hessian = zeros(size + 1, size + 1)
  const workspace = emptyAbsorption(criterion.classes)
  for (let j = 0; j < size; j += 1) {
    const step = STEP * Math.max(1, Math.abs(at(theta, j)))
    const up = gradientAt(fit, shifted(theta, j, step), workspace)
    const down = gradientAt(fit, shifted(theta, j, -step), workspace)
    for (let i = 0; i < size; i += 1) {
      const value = (at(up, i) - at(down, i)) / (2 * step)
      setEntry(hessian, i, j, value)
    }
  }
  symmetrise(hessian, size)
  const byTheta = residualSquaresGradient(criterion, evaluation)
  for (let i = 0; i < size; i += 1) {
    const mixed = (-2 * at(byTheta, i)) / (residualVariance * residualSd)
    setEntry(hessian, i, size, mixed)
    setEntry(hessian, size, i, mixed)
  }
  setEntry(hessian, size, size, (4 * residualDegrees(criterion)) / residualVariance)
  const largest = Math.max(...Array.from({ length: size + 1 }, (_, i) => at(hessian.values, i * (size + 2))))
  return symmetricFunction(hessian, (value) => (value > FLAT_SHARE * largest ? 2 / value : 0))
}

function gradientAt(fit: MixedModelFit, theta: Float64Array, workspace: Absorption): Float64Array {
  const { criterion } = fit.solution
  const evaluation = evaluate(criterion, theta, workspace)
  if (evaluation === null) throw new RangeError('The criterion is not defined beside its minimum.')
  return gradient(criterion, evaluation, fit.residualVariance)
}

function shifted(theta: Float64Array, position: number, by: number): Float64Array {
  const next = new Float64Array(theta)
  next[position] = at(theta, position) + by
  return next
}

function symmetrise(matrix: Matrix, size: number): void {
  const { columns, values } = matrix
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const mean = (at(values, i * columns + j) + at(values, j * columns + i)) / 2
      setEntry(matrix, i, j, mean)
      setEntry(matrix, j, i, mean)
    }
  }
}
