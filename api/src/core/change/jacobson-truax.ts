/** Reliable and clinically significant change by Jacobson and Truax: from the spread and the reliability of a measure. */

import { TooFewObservations } from '../../statistics/errors.js'
import { type Refusal, refuse } from '../../statistics/refusal.js'
import { mean, sampleStandardDeviation } from '../../statistics/summary/moments.js'
import { assertNever } from '../assert-never.js'
import { NotARecordValue } from '../errors.js'
import type { Direction, MeasureDefinition } from '../measures/measure-definition.js'
import type { ReliableChange } from './reliable-change.js'

/** Two-sided 95 %, as printed by Jacobson & Truax (1991); not 1.959964. */
const RELIABLE_CHANGE_Z = 1.96
const FEWEST_BASELINES = 2

/** The baselines a change is held against. */
export interface ReliableChangeReference {
  readonly kind: 'reference'
  /** Episodes with a valid baseline, also those with one score. */
  readonly n: number
  /** Points. */
  readonly mean: number
  /** Points, n - 1; above 0. */
  readonly standardDeviation: number
}

export interface ReliableChangeLimits {
  readonly direction: Direction
  /** 0 to 1. */
  readonly reliability: number
  readonly standardDeviation: number
  /** Points: how far one score lies from the true one. */
  readonly standardErrorOfMeasurement: number
  /** Points: how far a change lies from the true one. */
  readonly standardErrorOfDifference: number
  /** Points that a change must exceed to be reliable. */
  readonly minimumChange: number
  /** Two SD better than the clinical mean. */
  readonly criterionA: number
  /** Two SD worse than the mean of the norm; null without a norm. */
  readonly criterionB: number | null
  /** Between both means, weighted by their SD; null without a norm. */
  readonly criterionC: number | null
}

export type ClinicalChange = 'recovered' | 'improved' | 'unchanged' | 'deteriorated'

export interface JacobsonTruaxOutcome {
  /** (last - baseline) / standard error of difference: raw sign, negative where scores fall. */
  readonly index: number
  readonly class: ClinicalChange
}

/**
 * Which spread do the members of this data set begin with?
 *
 * @param baselines  first valid score of each episode, in points; any order
 * @returns          the reference, or a refusal: fewer than 2 baselines, or all equal
 * @throws           NotFinite
 */
export function reliableChangeReference(baselines: number[]): ReliableChangeReference | Refusal {
  const n = baselines.length
  if (n < FEWEST_BASELINES) {
    return refuse('too_few_members', `A reliable change index needs at least 2 baseline scores; got ${n}.`)
  }
  const standardDeviation = sampleStandardDeviation(baselines)
  if (standardDeviation === 0) {
    return refuse(
      'constant_outcome',
      `A reliable change index needs baseline scores that differ; all ${n} are equal.`,
    )
  }
  return { kind: 'reference', n, mean: mean(baselines), standardDeviation }
}

/**
 * How large must a change be to be more than measurement error, and where does health begin?
 *
 * SEM = SD sqrt(1 - r); standard error of difference = sqrt(2) SEM; criterion c =
 * (SD_clinical M_norm + SD_norm M_clinical) / (SD_clinical + SD_norm).
 *
 * @param measure      gives direction and norm
 * @param reference    clinical baselines; a sample's SD makes the index depend on the sample
 * @param reliability  alpha or test-retest, 0 up to but not 1
 * @throws             NotARecordValue when the reliability is outside its range, TooFewObservations when the
 *                     reference has no spread
 * @example            SD 7.5, reliability .80: SEM 3.354, standard error of difference 4.743
 * @source             Jacobson & Truax (1991), J Consult Clin Psychol 59:12-19
 * @verified           test/golden/core/reference-outcomes.test.ts, test/golden/core/jacobson-truax-paper.test.ts
 */
export function jacobsonTruax(
  measure: Pick<MeasureDefinition, 'direction' | 'norm'>,
  reference: { readonly n: number; readonly mean: number; readonly standardDeviation: number },
  reliability: number,
): ReliableChangeLimits {
  if (!(reliability >= 0 && reliability < 1)) {
    throw new NotARecordValue('A reliability', 'a number from 0 up to, not including, 1')
  }
  const { standardDeviation: spread, mean: centre } = reference
  if (!(spread > 0)) throw new TooFewObservations('A reliable change index', FEWEST_BASELINES, reference.n)
  const { direction, norm } = measure
  const worse = direction === 'lower_is_better' ? 1 : -1
  const standardErrorOfMeasurement = spread * Math.sqrt(1 - reliability)
  const standardErrorOfDifference = Math.SQRT2 * standardErrorOfMeasurement
  return {
    direction,
    reliability,
    standardDeviation: spread,
    standardErrorOfMeasurement,
    standardErrorOfDifference,
    minimumChange: RELIABLE_CHANGE_Z * standardErrorOfDifference,
    criterionA: centre - worse * 2 * spread,
    criterionB: norm === null ? null : norm.mean + worse * 2 * norm.standardDeviation,
    criterionC:
      norm === null
        ? null
        : (spread * norm.mean + norm.standardDeviation * centre) / (spread + norm.standardDeviation),
  }
}

/**
 * In which of the four classes does this member end?
 *
 * Recovered = reliably improved, at or beyond criterion c before and better than it after. Strict: an index of
 * exactly 1.96 is unchanged.
 *
 * @param limits  of `jacobsonTruax`; without a norm nobody is `recovered`
 */
export function classifyChange(
  limits: ReliableChangeLimits,
  baseline: number,
  last: number,
): JacobsonTruaxOutcome {
  const index = (last - baseline) / limits.standardErrorOfDifference
  const worse = limits.direction === 'lower_is_better' ? 1 : -1
  if (worse * index > RELIABLE_CHANGE_Z) return { index, class: 'deteriorated' }
  if (worse * index >= -RELIABLE_CHANGE_Z) return { index, class: 'unchanged' }
  const cutOff = limits.criterionC
  const hasCrossed = cutOff !== null && worse * (baseline - cutOff) >= 0 && worse * (last - cutOff) < 0
  return { index, class: hasCrossed ? 'recovered' : 'improved' }
}

/** The same in the words of the fixed threshold, for measures whose rule is Jacobson-Truax. */
export function reliableChangeByIndex(
  limits: ReliableChangeLimits,
  baseline: number,
  last: number,
): Exclude<ReliableChange, 'not_assessable'> {
  const { class: clinicalChange } = classifyChange(limits, baseline, last)
  switch (clinicalChange) {
    case 'recovered':
    case 'improved':
      return 'reliably_improved'
    case 'deteriorated':
      return 'reliably_deteriorated'
    case 'unchanged':
      return 'no_reliable_change'
    default:
      return assertNever(clinicalChange)
  }
}
