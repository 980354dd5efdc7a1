import type { IntervalContract, ProportionContract } from '../../../api/src/contracts/estimates.js'
import { EN_DASH, formatNumber, HARD_SPACE, NO_VALUE, THIN_SPACE } from './number.js'

/**
 * A proportion (0 to 1) as "48 %". A share that is neither none nor all is never rounded to 0 or 100 %:
 * it reads "<1 %" or ">99 %". This file is the only place where percent exists.
 */
export function formatPercent(proportion: number | null, decimals = 0): string {
  return proportion === null ? NO_VALUE : `${percentDigits(proportion, decimals)}${THIN_SPACE}%`
}

/** The two ends of an interval of proportions, without the sign: "44 – 52". */
export function formatPercentEnds(interval: IntervalContract | null, decimals = 0): string {
  if (interval === null) return NO_VALUE
  const digits = (end: number): string => formatNumber(end * 100, decimals)
  return `${digits(interval.low)}${HARD_SPACE}${EN_DASH}${HARD_SPACE}${digits(interval.high)}`
}

/** "48 % (41 – 55)", or a dash for an empty denominator. */
export function formatProportion(share: ProportionContract, decimals = 0): string {
  if (share.proportion === null) return NO_VALUE
  const percent = formatPercent(share.proportion, decimals)
  return share.interval === null ? percent : `${percent} (${formatPercentEnds(share.interval, decimals)})`
}

/** "281 of 586". */
export function formatFraction(share: ProportionContract): string {
  return `${formatNumber(share.numerator)} of ${formatNumber(share.denominator)}`
}

/** The level of an interval as words: "95 % interval". */
export function intervalLevel(interval: IntervalContract | null): string {
  return interval === null ? 'no interval' : `${formatPercent(interval.level)} interval`
}

function percentDigits(proportion: number, decimals: number): string {
  const smallest = 10 ** -decimals
  const percent = proportion * 100
  if (proportion > 0 && percent < smallest / 2) return `<${formatNumber(smallest, decimals)}`
  if (proportion < 1 && percent > 100 - smallest / 2) return `>${formatNumber(100 - smallest, decimals)}`
  return formatNumber(percent, decimals)
}
