import { readFileSync } from 'node:fs'
import { expect } from '@jest/globals'
import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type { ProgrammeOutcomes } from '../../../api/src/contracts/programme.js'

/** How R wrote a proportion: numerator, denominator, and where it gave them the Wilson limits. */
export interface ReferenceProportion {
  x: number
  n: number
  p: number
  lower?: number
  upper?: number
}

/** R's rates of episodes with paired scores, and its counts. */
export type ReferencePaired = Record<PairedRate, ReferenceProportion> &
  Record<(typeof COUNTS)[number], number>

type PairedRate = (typeof RATES)[number]
const COUNTS = ['n_members', 'n_eligible', 'caseness_at_start'] as const
const RATES = ['recovery', 'reliable_recovery', 'reliable_improvement', 'reliable_deterioration'] as const

export function readExpected(file: URL) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

export function expectPaired(paired: ProgrammeOutcomes['paired'], expected: ReferencePaired): void {
  for (const count of COUNTS) {
    expect({ count, found: paired[count] }).toEqual({ count, found: expected[count] })
  }
  for (const rate of RATES) expectProportion(paired[rate], expected[rate], { hasLimits: true })
}

export function expectProportion(
  found: ProportionContract,
  expected: ReferenceProportion,
  { hasLimits }: { hasLimits: boolean },
): void {
  expect([found.numerator, found.denominator]).toEqual([expected.x, expected.n])
  // Closed form, written with 15 significant digits.
  expect(found.proportion).toBeCloseTo(expected.p, 12)
  if (!hasLimits) return
  expect(found.interval?.low).toBeCloseTo(expected.lower ?? Number.NaN, 9)
  expect(found.interval?.high).toBeCloseTo(expected.upper ?? Number.NaN, 9)
}
