/** Shares of units of different size around one target: which differ by more than chance? */

import { requireCount } from '../checks.js'
import { binomialCumulative, binomialQuantile } from '../distributions/binomial.js'
import { chiSquareUpperTail } from '../distributions/chi-square.js'
import { normalDensity, normalQuantile } from '../distributions/normal.js'
import { OutOfRange } from '../errors.js'
import { type Refusal, refuse } from '../refusal.js'

const WINSORISED_SHARE = 0.1 // of the units, at each end; Spiegelhalter 2005
/** Expected square of a standard normal winsorised at its 10 % and 90 % points: 0.678654559. */
const WINSORISED_SQUARE = winsorisedSquare(normalQuantile(1 - WINSORISED_SHARE))
/** With fewer units their spread says too little to widen the limits. */
const FEWEST_UNITS_TO_ADJUST = 10

export interface FunnelLimits {
  readonly lower95: number
  readonly upper95: number
  readonly lower998: number
  readonly upper998: number
}

export type FunnelFlag = 'below_998' | 'below_95' | 'within' | 'above_95' | 'above_998'

export interface FunnelUnit {
  readonly unit: string
  readonly numerator: number
  readonly denominator: number
  readonly proportion: number
  /** Distance from the target in binomial standard deviations. */
  readonly z: number
  readonly exactLimits: FunnelLimits
  readonly exactFlag: FunnelFlag
  /** Widened by the additive adjustment; equal to the exact ones when it was not applied. */
  readonly additiveLimits: FunnelLimits
  readonly additiveFlag: FunnelFlag
  readonly multiplicativeLimits: FunnelLimits
}

export interface OverDispersion {
  /** Mean squared z, winsorised and rescaled: 1 when units differ by chance only. */
  readonly phi: number
  /** Variance of the units' true shares. */
  readonly betweenUnitVariance: number
  /** Sum of squared z, chi-square with k - 1 degrees of freedom when units differ by chance only. */
  readonly sumOfSquares: number
  readonly p: number | null
  readonly isApplied: boolean
}

export interface FunnelPlot {
  readonly kind: 'charted'
  /** Pooled share, 0 to 1. */
  readonly target: number
  readonly overDispersion: OverDispersion
  readonly units: readonly FunnelUnit[]
}

/**
 * Which units lie outside what chance, and ordinary differences between units, would give?
 *
 * Exact binomial limits, interpolated; widened by sqrt(1 + tau^2 / s^2) when units differ by more than chance.
 *
 * @param units                one entry a unit: successes and denominator above 0
 * @param fewestUnitsToAdjust  with fewer units the limits stay exact (and `isApplied` is false)
 * @returns                    limits and flags (strict) a unit, or a refusal when there is no unit
 * @throws                     OutOfRange for impossible counts
 * Assumes                     a unit's members differ from those of others by chance and by the unit alone
 * Edge cases                  a target of 0 or 1 has no spread and no adjustment
 * @source                     Spiegelhalter (2005), Stat Med 24:1185-1202; (2005), Qual Saf Health Care 14:347-351
 * @verified                   test/golden/statistics/control-charts.test.ts
 */
export function funnelPlot(
  units: readonly { unit: string; numerator: number; denominator: number }[],
  fewestUnitsToAdjust = FEWEST_UNITS_TO_ADJUST,
): FunnelPlot | Refusal {
  for (const unit of units) checkUnit(unit)
  if (units.length === 0) return refuse('too_few_members', 'A funnel plot needs at least one unit; got 0.')
  const total = units.reduce((sum, { denominator }) => sum + denominator, 0)
  const target = units.reduce((sum, { numerator }) => sum + numerator, 0) / total
  const spreadOf = (n: number) => Math.sqrt((target * (1 - target)) / n)
  const scored = units.map((unit) => {
    const proportion = unit.numerator / unit.denominator
    const spread = spreadOf(unit.denominator)
    return { ...unit, proportion, z: spread > 0 ? (proportion - target) / spread : 0 }
  })
  const overDispersion = overDispersionOf(
    scored.map(({ z }) => z),
    units.map(({ denominator }) => spreadOf(denominator)),
    fewestUnitsToAdjust,
  )
  // Units of one size share their limits, and sizes are few.
  const limitsOfSize = new Map<number, UnitLimits>()
  const limitsOf = (n: number) => {
    const known = limitsOfSize.get(n) ?? unitLimits(target, n, overDispersion)
    limitsOfSize.set(n, known)
    return known
  }
  const charted = scored.map((unit): FunnelUnit => {
    const { exact, additive, multiplicative } = limitsOf(unit.denominator)
    return {
      ...unit,
      exactLimits: exact,
      exactFlag: flagOf(unit.proportion, exact),
      additiveLimits: additive,
      additiveFlag: flagOf(unit.proportion, additive),
      multiplicativeLimits: multiplicative,
    }
  })
  return { kind: 'charted', target, overDispersion, units: charted }
}

interface UnitLimits {
  readonly exact: FunnelLimits
  readonly additive: FunnelLimits
  readonly multiplicative: FunnelLimits
}

function unitLimits(target: number, n: number, overDispersion: OverDispersion): UnitLimits {
  const multiplicative = overDispersion.isApplied ? Math.sqrt(Math.max(1, overDispersion.phi)) : 1
  return {
    exact: widenedLimits(target, n, 1),
    additive: widenedFunnelLimits(target, n, overDispersion),
    multiplicative: widenedLimits(target, n, multiplicative),
  }
}

/** Exact limits for a unit of size n around a target share, clamped to 0 to 1. */
export function exactFunnelLimits(target: number, n: number): FunnelLimits {
  return widenedLimits(target, n, 1)
}

/** The exact limits widened by the additive adjustment of a plot; the exact ones where it was not applied. */
export function widenedFunnelLimits(target: number, n: number, overDispersion: OverDispersion): FunnelLimits {
  return widenedLimits(target, n, additiveFactor((target * (1 - target)) / n, overDispersion))
}

/** @param variance  of the share of a unit by chance alone */
function additiveFactor(variance: number, { isApplied, betweenUnitVariance }: OverDispersion): number {
  return isApplied && variance > 0 ? Math.sqrt(1 + betweenUnitVariance / variance) : 1
}

/**
 * How much more than chance do the units differ?
 *
 * phi = mean of winsorised z^2 / 0.6787; tau^2 = max(0, (k phi - (k - 1)) / (sum w - sum w^2 / sum w)), w = 1 / s^2.
 */
function overDispersionOf(z: number[], spreads: number[], fewestUnits: number): OverDispersion {
  const k = z.length
  const sumOfSquares = z.reduce((sum, value) => sum + value * value, 0)
  const trimmed = Math.floor(WINSORISED_SHARE * k)
  const winsorised = winsorise(z, trimmed)
  const meanSquare = winsorised.reduce((sum, value) => sum + value * value, 0) / k
  const phi = trimmed > 0 ? meanSquare / WINSORISED_SQUARE : meanSquare
  const p = k > 1 ? chiSquareUpperTail(sumOfSquares, k - 1) : null
  if (k < 2 || spreads.some((spread) => spread === 0)) {
    return { phi, betweenUnitVariance: 0, sumOfSquares, p, isApplied: false }
  }
  const weights = spreads.map((spread) => 1 / spread ** 2)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const squares = weights.reduce((total, weight) => total + weight * weight, 0)
  const betweenUnitVariance = Math.max(0, (k * phi - (k - 1)) / (sum - squares / sum))
  return { phi, betweenUnitVariance, sumOfSquares, p, isApplied: k >= fewestUnits }
}

function winsorise(values: readonly number[], trimmed: number): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const low = sorted[trimmed] ?? Number.NEGATIVE_INFINITY
  const high = sorted[sorted.length - 1 - trimmed] ?? Number.POSITIVE_INFINITY
  return values.map((value) => Math.min(high, Math.max(low, value)))
}

function winsorisedSquare(q: number): number {
  return 1 - 2 * WINSORISED_SHARE - 2 * q * normalDensity(q) + 2 * WINSORISED_SHARE * q * q
}

function widenedLimits(target: number, n: number, factor: number): FunnelLimits {
  const limit = (level: number) =>
    Math.min(1, Math.max(0, target + factor * (interpolatedQuantile(level, target, n) - target)))
  return { lower95: limit(0.025), upper95: limit(0.975), lower998: limit(0.001), upper998: limit(0.999) }
}

/** (r - alpha) / n with r the smallest count reaching the level and alpha its overshoot, 0 to 1. */
function interpolatedQuantile(level: number, target: number, n: number): number {
  const count = binomialQuantile(level, n, target)
  const reached = binomialCumulative(count, n, target)
  const before = count > 0 ? binomialCumulative(count - 1, n, target) : 0
  return (count - (reached - level) / (reached - before)) / n
}

function flagOf(proportion: number, limits: FunnelLimits): FunnelFlag {
  if (proportion < limits.lower998) return 'below_998'
  if (proportion > limits.upper998) return 'above_998'
  if (proportion < limits.lower95) return 'below_95'
  return proportion > limits.upper95 ? 'above_95' : 'within'
}

function checkUnit({ numerator, denominator }: { numerator: number; denominator: number }): void {
  requireCount(numerator, 'A numerator')
  requireCount(denominator, 'A denominator')
  if (denominator === 0) throw new OutOfRange('A denominator of a unit', 'above 0', 0)
  if (numerator > denominator) throw new OutOfRange('A numerator', 'at most its denominator', numerator)
}
