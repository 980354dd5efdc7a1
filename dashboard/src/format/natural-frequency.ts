import type { ProportionContract } from '../../../api/src/contracts/estimates.js'

/** Below this many people a fraction speaks for itself; "about 5 in 10" of 6 would suggest more than is known. */
const FEWEST_FOR_NATURAL_FREQUENCY = 10

/** "about 5 in 10", "about 6 in 100"; null when the denominator is too small to be rounded to tens. */
export function naturalFrequency(share: ProportionContract): string | null {
  const { proportion, denominator } = share
  if (proportion === null || denominator < FEWEST_FOR_NATURAL_FREQUENCY) return null
  if (proportion === 0) return 'none'
  if (proportion === 1) return 'all'
  if (proportion < 0.005) return 'fewer than 1 in 100'
  if (proportion > 0.995) return 'more than 99 in 100'
  const isExtreme = proportion < 0.1 || proportion > 0.9
  const base = isExtreme ? 100 : 10
  return `about ${Math.round(proportion * base)} in ${base}`
}
