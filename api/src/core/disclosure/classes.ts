/** Equivalence classes: rows that look alike once generalised. */

import { internCombinations } from './intern.js'
import type { Tuples } from './tuples.js'

/** One level for each quasi-identifier, 0 = as it is. */
export type LatticeNode = readonly number[]

export interface Classes {
  readonly count: number
  /** One entry a tuple. */
  readonly classOfTuple: Uint32Array
  /** One entry a class, in rows. */
  readonly sizes: Uint32Array
}

export function classesAt(tuples: Tuples, node: LatticeNode): Classes {
  const columns = tuples.hierarchies.map(({ levels }, column) => {
    const level = levels[node[column] ?? 0]
    return {
      codes: tuples.quasi[column] ?? new Uint32Array(),
      becomes: level?.codeOfValue ?? new Uint32Array(),
      size: level?.labels.length ?? 1,
    }
  })
  const { ids: classOfTuple, count } = internCombinations(tuples.counts.length, columns)
  const sizes = new Uint32Array(count)
  for (let tuple = 0; tuple < classOfTuple.length; tuple += 1) {
    const id = classOfTuple[tuple] ?? 0
    sizes[id] = (sizes[id] ?? 0) + (tuples.counts[tuple] ?? 0)
  }
  return { count, classOfTuple, sizes }
}

/** How a sensitive column is spread within the classes. */
export interface ClassHistograms {
  /** One entry a class: how many rows have each value that occurs in it. */
  readonly byClass: readonly ReadonlyMap<number, number>[]
}

export function histogramsOf(
  tuples: Tuples,
  { count, classOfTuple }: Classes,
  sensitive: Uint32Array,
): ClassHistograms {
  const byClass = Array.from({ length: count }, () => new Map<number, number>())
  for (let tuple = 0; tuple < classOfTuple.length; tuple += 1) {
    const histogram = byClass[classOfTuple[tuple] ?? 0]
    const value = sensitive[tuple] ?? 0
    histogram?.set(value, (histogram.get(value) ?? 0) + (tuples.counts[tuple] ?? 0))
  }
  return { byClass }
}
