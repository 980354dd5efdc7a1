/** Counts about a cohort that may be shown: small ones kept back, the others rounded, so that two of them tell of nobody. */

import { LEAST_SHOWN_COUNT, ROUNDING_BASE } from './export-limits.js'

/** Null: some, and fewer than may be told. */
export function shownCount(count: number): number | null {
  if (count === 0) return 0
  return count < LEAST_SHOWN_COUNT ? null : Math.round(count / ROUNDING_BASE) * ROUNDING_BASE
}

/** To whole hundredths: of the shares of a cohort, none tells a count. */
export function shownShare(share: number): number {
  return Math.round(share * 100) / 100
}
