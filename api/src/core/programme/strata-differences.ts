/** Do strata of members do equally well? Every comparison of a page is allowed for in each. */

import {
  type EqualSharesTest,
  equalSharesTest,
  holmAdjusted,
} from '../../statistics/proportion/equal-shares.js'
import type { Refusal } from '../../statistics/refusal.js'

/** Chance of one false alarm or more among all comparisons of a page. */
const LEVEL = 0.05

export interface Comparison {
  /** Only strata that may be shown, and that are known: what is kept back must not act on what is said. */
  readonly strata: readonly { readonly successes: number; readonly total: number }[]
  /** Of the share of everybody, by groups; null where there are too few groups to know it. */
  readonly designEffect: number | null
}

export type StrataDifference =
  | (EqualSharesTest & {
      readonly strata: number
      /** Allowing for every comparison that was made. */
      readonly pAdjusted: number
      readonly isBeyondChance: boolean
    })
  | Refusal

/**
 * Which differences between strata are beyond chance?
 *
 * @returns  one entry a comparison, in the order given; refused ones count as no comparison
 * @throws   OutOfRange
 * Edge cases  without a design effect members are taken as independent, which finds differences too often
 * @verified   test/unit/core/strata-differences.test.ts
 */
export function strataDifferences(comparisons: readonly Comparison[]): StrataDifference[] {
  const tests = comparisons.map(({ strata, designEffect }) => equalSharesTest(strata, designEffect ?? 1))
  const compared = tests.flatMap((test) => (test.kind === 'compared' ? [test] : []))
  const adjusted = new Map(
    holmAdjusted(compared.map(({ pValue }) => pValue)).map((pAdjusted, place) => [
      compared[place],
      pAdjusted,
    ]),
  )
  return tests.map((test) => {
    if (test.kind !== 'compared') return test
    const pAdjusted = adjusted.get(test) ?? 1
    return { ...test, strata: test.degreesOfFreedom + 1, pAdjusted, isBeyondChance: pAdjusted < LEVEL }
  })
}
