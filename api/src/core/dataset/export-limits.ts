/** What every data set has to keep. SECURITY, section 4 of the design; no setting relaxes it. */

import { DatasetRefused } from './dataset-refused.js'

export const USUAL_K = 11
export const LEAST_K = 5
/** A larger k is a data set of nothing. */
export const LARGEST_K = 1000
export const SUPPRESSION_LIMIT = 0.05
export const DISTINCT_L = 2
export const CLOSENESS_T = 0.3
/** Fewer persons than this many times k: aggregates only. */
export const LEAST_PERSONS_IN_K = 5
/** Risks above one in five are high: the share that many statistical offices print. */
export const HIGH_RISK = 0.2

/** @throws DatasetRefused for a k below the floor */
export function checkK(k: number): void {
  if (Number.isInteger(k) && k >= LEAST_K && k <= LARGEST_K) return
  throw new DatasetRefused(
    'not_a_request',
    `k must be a whole number from ${LEAST_K} to ${LARGEST_K}: so many persons look alike in every row. ${USUAL_K} is usual.`,
  )
}

/** @throws DatasetRefused when there are fewer than five times k persons; says only that */
export function checkPersons(persons: number, k: number): void {
  if (persons >= LEAST_PERSONS_IN_K * k) return
  throw new DatasetRefused(
    'too_few_persons',
    `Fewer than ${LEAST_PERSONS_IN_K * k} persons are eligible (${LEAST_PERSONS_IN_K} times k). Widen the cohort, or ask for aggregate tables.`,
  )
}

/** Data sets one user may have made in `QUOTA_DAYS`: each is another look at the same persons. */
export const QUOTA = 10
export const QUOTA_DAYS = 30

/** @throws DatasetRefused */
export function checkQuota(madeLately: number): void {
  if (madeLately < QUOTA) return
  throw new DatasetRefused(
    'quota_reached',
    `${QUOTA} data sets were asked for in the last ${QUOTA_DAYS} days, which is the most. Use one of the library, or wait.`,
  )
}

/** Whose rows went out with an earlier data set. */
export interface EarlierPersons {
  readonly name: string
  readonly persons: readonly number[]
}

/**
 * Earlier data sets that would, together with this one, tell of a few persons: whoever has both could take one from the
 * other.
 *
 * @param persons  of the new data set
 * @param earlier  of each earlier one
 * @returns        those that differ from it by 1 to k - 1 persons
 * Edge cases      the same persons again: not among them; nobody in common: the difference is everybody
 */
export function differingByFew<Earlier extends EarlierPersons>(
  persons: ReadonlySet<number>,
  earlier: readonly Earlier[],
  k: number,
): Earlier[] {
  return earlier.filter(({ persons: before }) => {
    const inBoth = before.reduce((count, person) => (persons.has(person) ? count + 1 : count), 0)
    const differing = persons.size - inBoth + (before.length - inBoth)
    return differing > 0 && differing < k
  })
}

/** @throws DatasetRefused when there is one */
export function checkDifferences(
  persons: ReadonlySet<number>,
  earlier: readonly EarlierPersons[],
  k: number,
): void {
  const [first] = differingByFew(persons, earlier, k)
  if (first === undefined) return
  throw new DatasetRefused(
    'differs_by_few',
    `The persons of this data set and of ${first.name} differ by fewer than ${k}, so that the two together would tell of them. Use ${first.name}, or choose another cohort.`,
  )
}

/** Counts below it are not told outside the rows themselves. SECURITY, section 4: 1 to 10 are suppressed. */
export const LEAST_SHOWN_COUNT = 11
/** The others are rounded to a multiple of this. */
export const ROUNDING_BASE = 5
