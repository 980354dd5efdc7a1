/** What a released table has to keep, and which classes of a generalisation keep it. */

import { type Classes, histogramsOf } from './classes.js'
import { distanceOf, type Histogram, pooled } from './closeness.js'
import { DisclosureRefused } from './disclosure-refused.js'
import { internCombinations } from './intern.js'
import type { SensitiveCodes, Tuples } from './tuples.js'

export interface Requirement {
  /** Rows of a class, at least. */
  readonly k: number
  /** Share of the rows that may be left out, 0 to 1. */
  readonly suppressionLimit: number
  /** Distinct values of each sensitive column in a class, at least; null: not asked for. */
  readonly distinctL: number | null
  /** Distance of a class from all that is released, at most; null: not asked for. */
  readonly closenessT: number | null
  /** Of some quasi-identifiers only those know who were there: what the others tell an outsider is bounded as well. */
  readonly outsider?: OutsiderRequirement
}

/** Rows alike in the columns that an outsider knows have to differ in each of the other ones. */
export interface OutsiderRequirement {
  /** Names of the quasi-identifiers that an outsider knows. */
  readonly knows: readonly string[]
  readonly distinctL: number
  readonly closenessT: number
}

/** SECURITY section 4: k of 5 is the floor of a release; a check may ask for less, but not for nothing. */
export function checkRequirement({ k, suppressionLimit, distinctL, closenessT }: Requirement): void {
  const wrong = (what: string, expected: string) =>
    new DisclosureRefused('not_a_threshold', `${what} must be ${expected}.`)
  if (!Number.isInteger(k) || k < 2) throw wrong('k', 'a whole number from 2: one row protects nobody')
  if (!(suppressionLimit >= 0 && suppressionLimit <= 1)) {
    throw wrong('The share that may be suppressed', 'from 0 to 1')
  }
  if (distinctL !== null && (!Number.isInteger(distinctL) || distinctL < 1)) {
    throw wrong('l', 'a whole number from 1')
  }
  if (closenessT !== null && !(closenessT >= 0 && closenessT <= 1)) throw wrong('t', 'from 0 to 1')
}

/** By class: 1 where it may be released. */
export type KeptClasses = Uint8Array

/**
 * Classes with enough rows and enough distinct sensitive values. Both only grow when classes are merged: a row that is
 * kept at a node is kept at every coarser one.
 */
export function keptBySize(tuples: Tuples, classes: Classes, { k, distinctL }: Requirement): KeptClasses {
  const kept = Uint8Array.from(classes.sizes, (size) => (size >= k ? 1 : 0))
  if (distinctL === null) return kept
  for (const column of tuples.sensitive) {
    const distinct = distinctValues(classes, column)
    for (let id = 0; id < classes.count; id += 1) if ((distinct[id] ?? 0) < distinctL) kept[id] = 0
  }
  return kept
}

/** By class: how many different values of the column it holds. */
function distinctValues({ count, classOfTuple }: Classes, { codes, size }: SensitiveCodes): Uint32Array {
  const pairs = internCombinations(codes.length, [
    { codes: classOfTuple, size: count },
    { codes, size },
  ])
  const distinct = new Uint32Array(count)
  let seen = 0
  for (let tuple = 0; tuple < codes.length; tuple += 1) {
    // numbered in the order of appearance: the next number is a new pair
    if (pairs.ids[tuple] !== seen) continue
    seen += 1
    const id = classOfTuple[tuple] ?? 0
    distinct[id] = (distinct[id] ?? 0) + 1
  }
  return distinct
}

/**
 * Of these, the classes close enough to all that is released. What is left out changes the whole, so it is asked again
 * until nothing more has to go: the released table keeps t by its own measure.
 */
export function keptByCloseness(
  tuples: Tuples,
  classes: Classes,
  kept: KeptClasses,
  closenessT: number,
): KeptClasses {
  const left = Uint8Array.from(kept)
  for (;;) {
    let hasDropped = false
    for (const column of tuples.sensitive) {
      const { byClass } = histogramsOf(tuples, classes, column.codes)
      const released = byClass.filter((_, id) => left[id] === 1)
      const whole: Histogram = pooled(released)
      for (const [id, histogram] of byClass.entries()) {
        if (left[id] === 1 && distanceOf(column, histogram, whole) > closenessT) {
          left[id] = 0
          hasDropped = true
        }
      }
    }
    if (!hasDropped) return left
  }
}

/** Rows of the classes that are not kept. */
export function suppressedRows({ sizes }: Classes, kept: KeptClasses): number {
  return sizes.reduce((rows, size, id) => (kept[id] === 1 ? rows : rows + size), 0)
}
