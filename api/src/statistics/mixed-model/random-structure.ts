/**
 * Which quantities differ at random between members, and between groups, and the parameters that say by how much.
 *
 * As lme4 writes it, with t the time column:
 *   intercept                  (1 | member)
 *   intercept_and_slope        (1 + t | member)
 *   uncorrelated               (1 | member) + (0 + t | member)
 */

import { at } from '../linear-algebra/matrix.js'

export type RandomTerms = 'intercept' | 'intercept_and_slope' | 'uncorrelated'

export interface RandomStructure {
  readonly member: RandomTerms
  /** null: no group level. Members are nested in groups. */
  readonly group: RandomTerms | null
}

/**
 * Relative Cholesky factor Lambda = [[a, 0], [b, c]] of a 2 x 2 covariance of (intercept, slope):
 * covariance = residual variance x Lambda Lambda'. Without a slope b = c = 0.
 */
export interface RelativeFactor {
  readonly a: number
  readonly b: number
  readonly c: number
}

export interface RelativeFactors {
  readonly member: RelativeFactor
  readonly group: RelativeFactor
}

const NOTHING: RelativeFactor = { a: 0, b: 0, c: 0 }

/** Start of the search: spreads as large as the residual's (half of it between groups), uncorrelated. */
const MEMBER_START = 1
const GROUP_START = 0.5

export function parameterCount(terms: RandomTerms | null): number {
  if (terms === null) return 0
  if (terms === 'intercept') return 1
  return terms === 'uncorrelated' ? 2 : 3
}

export function hasSlope(terms: RandomTerms | null): boolean {
  return terms !== null && terms !== 'intercept'
}

/** theta holds the member's parameters, then the group's, each in the order a, b, c (as lme4's theta). */
export function unpackTheta(structure: RandomStructure, theta: Float64Array): RelativeFactors {
  const split = parameterCount(structure.member)
  return {
    member: unpackFactor(structure.member, theta.subarray(0, split)),
    group: structure.group === null ? NOTHING : unpackFactor(structure.group, theta.subarray(split)),
  }
}

/** Turns derivatives by the entries of Lambda Lambda' into derivatives by theta. */
export function chainToTheta(
  structure: RandomStructure,
  factors: RelativeFactors,
  byMember: Symmetric2,
  byGroup: Symmetric2,
): Float64Array {
  const group = structure.group === null ? [] : chainFactor(structure.group, factors.group, byGroup)
  return Float64Array.from([...chainFactor(structure.member, factors.member, byMember), ...group])
}

export function startingTheta(structure: RandomStructure): Float64Array {
  const group = structure.group === null ? [] : startOf(structure.group, GROUP_START)
  return Float64Array.from([...startOf(structure.member, MEMBER_START), ...group])
}

/** Positions of theta that lie on the diagonal of a factor: a spread of 0 there makes the fit singular. */
export function diagonalPositions(structure: RandomStructure): number[] {
  const split = parameterCount(structure.member)
  const group =
    structure.group === null ? [] : diagonalOf(structure.group).map((position) => position + split)
  return [...diagonalOf(structure.member), ...group]
}

/** The same model with every diagonal at 0 or above: a column of Lambda may change its sign. */
export function withPositiveDiagonal(structure: RandomStructure, theta: Float64Array): Float64Array {
  const split = parameterCount(structure.member)
  const member = positive(structure.member, theta.subarray(0, split))
  const group = structure.group === null ? [] : positive(structure.group, theta.subarray(split))
  return Float64Array.from([...member, ...group])
}

/** theta in another unit of time: `unit` is the length of the new unit in the old one. */
export function rescaleTime(structure: RandomStructure, theta: Float64Array, unit: number): Float64Array {
  const split = parameterCount(structure.member)
  const scale = (terms: RandomTerms | null, part: Float64Array) =>
    [...part].map((value, i) => (terms !== null && i > 0 ? value * unit : value))
  return Float64Array.from([
    ...scale(structure.member, theta.subarray(0, split)),
    ...scale(structure.group, theta.subarray(split)),
  ])
}

/** A symmetric 2 x 2 matrix [[s00, s01], [s01, s11]]. */
export interface Symmetric2 {
  readonly s00: number
  readonly s01: number
  readonly s11: number
}

function unpackFactor(terms: RandomTerms, part: Float64Array): RelativeFactor {
  if (terms === 'intercept') return { a: at(part, 0), b: 0, c: 0 }
  if (terms === 'uncorrelated') return { a: at(part, 0), b: 0, c: at(part, 1) }
  return { a: at(part, 0), b: at(part, 1), c: at(part, 2) }
}

function chainFactor(terms: RandomTerms, { a, b, c }: RelativeFactor, by: Symmetric2): number[] {
  const byA = 2 * (a * by.s00 + b * by.s01)
  const byB = 2 * (a * by.s01 + b * by.s11)
  const byC = 2 * c * by.s11
  if (terms === 'intercept') return [byA]
  return terms === 'uncorrelated' ? [byA, byC] : [byA, byB, byC]
}

function startOf(terms: RandomTerms, spread: number): number[] {
  if (terms === 'intercept') return [spread]
  return terms === 'uncorrelated' ? [spread, spread] : [spread, 0, spread]
}

function diagonalOf(terms: RandomTerms): number[] {
  if (terms === 'intercept') return [0]
  return terms === 'uncorrelated' ? [0, 1] : [0, 2]
}

function positive(terms: RandomTerms, part: Float64Array): number[] {
  const first = at(part, 0)
  if (terms === 'intercept') return [Math.abs(first)]
  if (terms === 'uncorrelated') return [Math.abs(first), Math.abs(at(part, 1))]
  return [Math.abs(first), first < 0 ? -at(part, 1) : at(part, 1), Math.abs(at(part, 2))]
}
