import type { MeanContract } from '../../../api/src/contracts/estimates.js'
import { EN_DASH, formatNumber, HARD_SPACE, NO_VALUE } from './number.js'

/** "2.9 – 4.1"; with a negative end "−0.9 to 1.2", because a dash beside a minus cannot be read. */
export function formatInterval(interval: { low: number; high: number } | null, decimals = 1): string {
  if (interval === null) return NO_VALUE
  const low = formatNumber(interval.low, decimals)
  const high = formatNumber(interval.high, decimals)
  const hasNegativeEnd = interval.low < 0 || interval.high < 0
  return hasNegativeEnd ? `${low} to ${high}` : `${low}${HARD_SPACE}${EN_DASH}${HARD_SPACE}${high}`
}

/** "14.2 (13.8 – 14.6)"; the interval is left out when there is none. */
export function formatMean(estimate: MeanContract, decimals = 1): string {
  if (estimate.mean === null) return NO_VALUE
  const mean = formatNumber(estimate.mean, decimals)
  return estimate.interval === null ? mean : `${mean} (${formatInterval(estimate.interval, decimals)})`
}
