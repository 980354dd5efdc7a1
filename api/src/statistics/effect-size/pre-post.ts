/** Standardised change of the same members. */

import { requireFinite, requireProbability, requireSameLength } from '../checks.js'
import { studentTTwoSidedP } from '../distributions/student-t.js'
import { type Interval, normalInterval, studentTInterval } from '../interval.js'
import { type Refusal, refuse } from '../refusal.js'
import { pearson } from '../summary/correlation.js'
import { mean, sampleStandardDeviation } from '../summary/moments.js'

const FEWEST_MEMBERS = 3
const PERFECT_CORRELATION_SLACK = 1e-12 // rounding of a correlation that is 1

export interface CorrectedEffect {
  readonly d: number
  readonly standardError: number
  readonly interval: Interval<'normal'>
  /** d times the small-sample correction. */
  readonly g: number
  readonly gStandardError: number
  readonly gInterval: Interval<'normal'>
}

export interface PairedT {
  readonly t: number
  readonly degreesOfFreedom: number
  readonly p: number
  readonly meanDifference: number
  readonly interval: Interval<'student_t'>
}

export interface PrePostEffects {
  readonly kind: 'estimated'
  readonly n: number
  readonly meanBefore: number
  readonly meanAfter: number
  readonly standardDeviationBefore: number
  readonly standardDeviationAfter: number
  readonly correlation: number
  readonly standardDeviationOfChange: number
  /** 1 - 3 / (4 (n - 1) - 1) */
  readonly correction: number
  /** Change over the spread before: (mean before - mean after) / sd before. */
  readonly byBaselineSpread: CorrectedEffect
  /** Change over the spread of change, restated as a spread of scores; null when the scores lie on one line. */
  readonly repeatedMeasures: CorrectedEffect | null
  /** Change over the root mean square of the two spreads. */
  readonly byAverageSpread: number
  /** Change over the spread of change; null when everybody changed alike. */
  readonly byChangeSpread: number | null
  readonly pairedT: PairedT | null
}

/**
 * By how many standard deviations did the same members change?
 *
 * d_pre = (M_pre - M_post) / SD_pre, variance 2(1 - r)/n + d^2/(2n);
 * d_rm = M_diff / (SD_diff / sqrt(2(1 - r))), variance (1/n + d^2/(2n)) 2(1 - r); g = J d.
 *
 * @param before  n scores, one a member
 * @param after   n scores of the same members in the same order, same unit
 * @param level   coverage of the intervals, 0 to 1
 * @returns       positive = scores fell; a refusal with fewer than 3 members or no spread before or after
 * @throws        UnequalLengths, NotFinite
 * Assumes        independent members: the intervals ignore grouping; change without a comparison is not an effect
 * @source        Becker (1988), Br J Math Stat Psychol 41:257-278; Morris & DeShon (2002), Psychol Methods 7:105-125
 * @verified      test/golden/statistics/effect-size.test.ts
 */
export function prePostEffects(before: number[], after: number[], level = 0.95): PrePostEffects | Refusal {
  requireSameLength(before, 'Scores before', after, 'scores after')
  requireFinite(before, 'Scores before')
  requireFinite(after, 'Scores after')
  requireProbability(level, 'A level')
  const n = before.length
  const relation = n < FEWEST_MEMBERS ? null : pearson(before, after, level)
  if (relation === null) {
    return refuse('too_few_members', `A pre-post effect needs at least ${FEWEST_MEMBERS} members; got ${n}.`)
  }
  if (relation.kind === 'refused') {
    return refuse(
      'constant_outcome',
      `A pre-post effect needs scores that differ; all ${n} are equal on one side.`,
    )
  }
  const r = relation.correlation
  const falls = before.map((score, i) => score - (after[i] ?? score))
  const meanBefore = mean(before)
  const meanAfter = mean(after)
  const fall = meanBefore - meanAfter
  const spreadBefore = sampleStandardDeviation(before)
  const spreadAfter = sampleStandardDeviation(after)
  const spreadOfChange = sampleStandardDeviation(falls)
  const correction = 1 - 3 / (4 * (n - 1) - 1)
  const byBaseline = fall / spreadBefore
  const changesDiffer = spreadOfChange > 0
  const repeated =
    changesDiffer && 1 - r > PERFECT_CORRELATION_SLACK
      ? fall / (spreadOfChange / Math.sqrt(2 * (1 - r)))
      : null
  return {
    kind: 'estimated',
    n,
    meanBefore,
    meanAfter,
    standardDeviationBefore: spreadBefore,
    standardDeviationAfter: spreadAfter,
    correlation: r,
    standardDeviationOfChange: spreadOfChange,
    correction,
    byBaselineSpread: corrected(byBaseline, (2 * (1 - r)) / n + byBaseline ** 2 / (2 * n), correction, level),
    repeatedMeasures:
      repeated === null
        ? null
        : corrected(repeated, (1 / n + repeated ** 2 / (2 * n)) * 2 * (1 - r), correction, level),
    byAverageSpread: fall / Math.sqrt((spreadBefore ** 2 + spreadAfter ** 2) / 2),
    byChangeSpread: changesDiffer ? fall / spreadOfChange : null,
    pairedT: changesDiffer ? pairedT(mean(falls), spreadOfChange / Math.sqrt(n), n - 1, level) : null,
  }
}

/** Whole-number sums over pairs of scores of the same members; exact as long as n times each stays below 2^53. */
export interface PairSums {
  readonly n: number
  readonly before: number
  readonly after: number
  readonly beforeSquared: number
  readonly afterSquared: number
  readonly product: number
}

/**
 * `byBaselineSpread` of `prePostEffects` from sums, so that it costs the same however many members there are.
 *
 * @param sums  of the pairs
 * @returns     as `prePostEffects`, with the same refusals
 * @verified    test/acceptance/programme-reference.test.ts (arms.json, d_pre_sd)
 */
export function baselineEffectFromSums(
  sums: PairSums,
  level = 0.95,
): (CorrectedEffect & { readonly kind: 'estimated'; readonly n: number }) | Refusal {
  requireProbability(level, 'A level')
  const { n } = sums
  if (n < FEWEST_MEMBERS) {
    return refuse('too_few_members', `A pre-post effect needs at least ${FEWEST_MEMBERS} members; got ${n}.`)
  }
  const spreadBefore = n * sums.beforeSquared - sums.before ** 2
  const spreadAfter = n * sums.afterSquared - sums.after ** 2
  if (spreadBefore === 0 || spreadAfter === 0) {
    return refuse(
      'constant_outcome',
      `A pre-post effect needs scores that differ; all ${n} are equal on one side.`,
    )
  }
  const correlation = (n * sums.product - sums.before * sums.after) / Math.sqrt(spreadBefore * spreadAfter)
  const d = (sums.before - sums.after) / n / Math.sqrt(spreadBefore / (n * (n - 1)))
  const variance = (2 * (1 - correlation)) / n + d ** 2 / (2 * n)
  return { kind: 'estimated', n, ...corrected(d, variance, 1 - 3 / (4 * (n - 1) - 1), level) }
}

function corrected(d: number, variance: number, correction: number, level: number): CorrectedEffect {
  const standardError = Math.sqrt(variance)
  const g = correction * d
  const gStandardError = correction * standardError
  return {
    d,
    standardError,
    interval: normalInterval(d, standardError, level),
    g,
    gStandardError,
    gInterval: normalInterval(g, gStandardError, level),
  }
}

function pairedT(
  meanDifference: number,
  standardError: number,
  degreesOfFreedom: number,
  level: number,
): PairedT {
  const t = meanDifference / standardError
  return {
    t,
    degreesOfFreedom,
    p: studentTTwoSidedP(t, degreesOfFreedom),
    meanDifference,
    interval: studentTInterval(meanDifference, standardError, degreesOfFreedom, level),
  }
}
