/** What is to be expected of a member, given 0, 1 or more of the member's scores? */

import { normalQuantile } from '../distributions/normal.js'
import type { Interval } from '../interval.js'
import { absorb } from './absorb.js'
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
  const s = { s00: known.length, s01: 0, s11: 0 }
  let r0 = 0
  let r1 = 0
  for (const score of known) {
    s.s01 += score.time
    s.s11 += score.time * score.time
    r0 += score.residual
    r1 += score.time * score.residual
  }
  const { w } = absorb(s, model.member)
  const interceptDeviation = w.s00 * r0 + w.s01 * r1
  const slopeDeviation = w.s01 * r0 + w.s11 * r1
  const trueVariance = model.residualVariance * (w.s00 + 2 * time * w.s01 + time * time * w.s11)
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
