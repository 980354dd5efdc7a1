/** How strong would an unmeasured reason have to be, to explain a finding away? */

import { requireCount, requirePositive } from '../checks.js'
import { normalQuantile } from '../distributions/normal.js'
import { OutOfRange } from '../errors.js'
import { type Interval, normalInterval } from '../interval.js'
import { type Refusal, refuse } from '../refusal.js'

/** VanderWeele & Ding 2017: risk ratio exp(0.91 d), limits exp(0.91 d -+ 1.78 se). */
const LOG_RISK_RATIO_PER_D = 0.91
const LOG_RISK_RATIO_PER_SE = 1.78

export interface EValue {
  readonly riskRatio: number
  readonly low: number
  readonly high: number
  /** On the risk ratio scale, 1 or more. */
  readonly ofPoint: number
  /** Of the limit nearer to 1; exactly 1 when the interval includes 1. */
  readonly ofLimit: number
}

/**
 * How strongly must an unmeasured reason go with both arm and outcome, to explain a risk ratio away?
 *
 * RR + sqrt(RR (RR - 1)), a ratio below 1 inverted first.
 *
 * @param riskRatio  above 0
 * @param low        lower limit, above 0
 * @param high       upper limit, above 0
 * @throws           OutOfRange
 * @source           VanderWeele & Ding (2017), Ann Intern Med 167:268-274
 * @verified         test/golden/statistics/regression.test.ts
 */
export function eValue(riskRatio: number, low: number, high: number): EValue {
  requirePositive(riskRatio, 'A risk ratio')
  requirePositive(low, 'A lower limit')
  requirePositive(high, 'An upper limit')
  if (low > riskRatio || high < riskRatio)
    throw new OutOfRange('A risk ratio', `between its limits`, riskRatio)
  const nearer = riskRatio >= 1 ? Math.max(1, low) : Math.min(1, high)
  return { riskRatio, low, high, ofPoint: needed(riskRatio), ofLimit: needed(nearer) }
}

/** E-value of a difference in standard deviations of the outcome, by way of an approximate risk ratio. */
export function eValueOfStandardisedDifference(difference: number, standardError: number): EValue {
  const d = Math.abs(difference)
  const half = LOG_RISK_RATIO_PER_SE * standardError
  const logRatio = LOG_RISK_RATIO_PER_D * d
  return eValue(Math.exp(logRatio), Math.exp(logRatio - half), Math.exp(logRatio + half))
}

export interface RiskComparison {
  readonly kind: 'estimated'
  /** Risk of arm 1 over risk of arm 0. */
  readonly riskRatio: number
  readonly riskRatioInterval: Interval<'log_normal'>
  /** Risk of arm 1 minus risk of arm 0. */
  readonly riskDifference: number
  readonly riskDifferenceStandardError: number
  readonly riskDifferenceInterval: Interval<'normal'>
}

/**
 * How do two shares compare, as a ratio and as a difference?
 *
 * ln RR -+ z sqrt(1/a - 1/n1 + 1/c - 1/n0); difference -+ z sqrt(p1(1 - p1)/n1 + p0(1 - p0)/n0).
 *
 * @param arm1  members with the outcome and all members
 * @param arm0  the same of the comparison
 * @returns     arm 1 against arm 0, or a refusal when either has nobody with the outcome
 * @throws      OutOfRange for impossible counts
 * Assumes      independent members: the intervals ignore grouping
 * @source      Katz et al. (1978), Biometrics 34:469-474
 * @verified    test/golden/statistics/regression.test.ts
 */
export function compareRisks(
  arm1: { successes: number; total: number },
  arm0: { successes: number; total: number },
  level = 0.95,
): RiskComparison | Refusal {
  for (const { successes, total } of [arm1, arm0]) {
    requireCount(successes, 'A numerator')
    requireCount(total, 'A denominator')
    if (successes > total)
      throw new OutOfRange('A numerator', `at most its denominator (${total})`, successes)
  }
  if (arm1.successes === 0 || arm0.successes === 0) {
    return refuse(
      'no_events',
      `A risk ratio needs the outcome in both arms; got ${arm1.successes} and ${arm0.successes}.`,
    )
  }
  const p1 = arm1.successes / arm1.total
  const p0 = arm0.successes / arm0.total
  const logError = Math.sqrt(1 / arm1.successes - 1 / arm1.total + 1 / arm0.successes - 1 / arm0.total)
  const half = normalQuantile(0.5 + level / 2) * logError
  const standardError = Math.sqrt((p1 * (1 - p1)) / arm1.total + (p0 * (1 - p0)) / arm0.total)
  return {
    kind: 'estimated',
    riskRatio: p1 / p0,
    riskRatioInterval: {
      low: (p1 / p0) * Math.exp(-half),
      high: (p1 / p0) * Math.exp(half),
      level,
      method: 'log_normal',
    },
    riskDifference: p1 - p0,
    riskDifferenceStandardError: standardError,
    riskDifferenceInterval: normalInterval(p1 - p0, standardError, level),
  }
}

function needed(ratio: number): number {
  const above = ratio < 1 ? 1 / ratio : ratio
  return above + Math.sqrt(above * (above - 1))
}
