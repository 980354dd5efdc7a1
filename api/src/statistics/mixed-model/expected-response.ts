/** What is to be expected of a member, given 0, 1 or more of the member's scores? */

import { normalQuantile } from '../distributions/normal.js'
import type { Interval } from '../interval.js'
import { at } from '../linear-algebra/matrix.js'
import { absorbInto, emptyAbsorbed, modesFrom } from './absorb.js'
import type { MixedModelFit } from './fit.js'
import { type RelativeFactor, unpackTheta } from './random-structure.js'

/** What is kept of a two-level fit for prediction: plain numbers that can be stored. */
export interface ResponseModel {
  /** Relative Cholesky factor of member intercept and slope. */
  readonly member: RelativeFactor
  readonly residualVariance: number
}

/** A score that is known, less the fixed part x'b of the model at its time. */
export interface KnownResidual {
  readonly time: number
  readonly residual: number
}

export interface ExpectedResponse {
  /** Points of the outcome. */
  readonly mean: number
  /** Of the member's true course around the mean. */
  readonly trueScoreSd: number
  /** Of a new score around the mean. */
  readonly newScoreSd: number
  /** Estimated deviation of the member from the average course, at time 0 and per unit of time. */
  readonly interceptDeviation: number
  readonly slopeDeviation: number
}

/** The part of a fit that prediction needs. Groups are averaged over: a new member's group is not known. */
export function responseModelOf(fit: MixedModelFit): ResponseModel {
  return { member: unpackTheta(fit.structure, fit.theta).member, residualVariance: fit.residualVariance }
}

/**
 * Which score is to be expected at one time?
 *
 * With W = Lambda (I + Lambda'Z'Z Lambda)^-1 Lambda': deviation u = W Z'(y - X b), its covariance s^2 W;
 * at z = (1, t): mean x'b + z'u, true course z' s^2 W z, a new score s^2 more. Without known scores u = 0.
 *
 * @param model      from `responseModelOf`; estimates are taken as known
 * @param known      the member's scores so far less their fixed part, any order; may be empty
 * @param time       where to predict
 * @param fixedPart  x'b at that time
 * @returns          points of the outcome, not clamped to the scale
 * @source           Laird & Ware (1982), Biometrics 38:963-974
 * @verified         test/golden/statistics/mixed-model.test.ts
 */
export function expectedResponse(
  model: ResponseModel,
  known: readonly KnownResidual[],
  time: number,
  fixedPart: number,
): ExpectedResponse {
  let times = 0
  let squares = 0
  let r0 = 0
  let r1 = 0
  for (const score of known) {
    times += score.time
    squares += score.time * score.time
    r0 += score.residual
    r1 += score.time * score.residual
  }
  const own = emptyAbsorbed(1)
  absorbInto(own, 0, known.length, times, squares, model.member)
  const { u0: interceptDeviation, u1: slopeDeviation } = modesFrom(own, 0, r0, r1)
  const relativeVariance = at(own.w00, 0) + 2 * time * at(own.w01, 0) + time * time * at(own.w11, 0)
  const trueVariance = model.residualVariance * relativeVariance
  return {
    mean: fixedPart + interceptDeviation + time * slopeDeviation,
    trueScoreSd: Math.sqrt(trueVariance),
    newScoreSd: Math.sqrt(trueVariance + model.residualVariance),
    interceptDeviation,
    slopeDeviation,
  }
}

/** The interval in which a new score is expected with the given probability, not clamped to the scale. */
export function newScoreInterval(expected: ExpectedResponse, level: number): Interval<'normal'> {
  const half = normalQuantile(0.5 + level / 2) * expected.newScoreSd
  return { low: expected.mean - half, high: expected.mean + half, level, method: 'normal' }
}
