/**
 * What a table tells somebody who was not there. In a table of scores all columns are quasi-identifiers: who sat in the
 * group heard the scores, and k is counted on all of them. Who knows age and gender alone finds a larger class, and must not
 * learn from it what the scores were: within it each score column keeps l and t.
 */

import type { Classes, LatticeNode } from './classes.js'
import { distanceOf, pooled } from './closeness.js'
import { internCombinations } from './intern.js'
import { risksOfHistograms, type SensitiveRisks } from './released-table.js'
import type { KeptClasses, OutsiderRequirement } from './requirement.js'
import type { Tuples } from './tuples.js'

/** A table generalised to a node, with the classes of it that are released. */
export interface NodeReleased {
  readonly tuples: Tuples
  readonly node: LatticeNode
  readonly classes: Classes
  readonly kept: KeptClasses
}

/**
 * Of the classes kept so far, those whose outsider's class keeps l and t in every column that is told. An outsider's class
 * is left out whole, so that k stays; that changes the whole, so it is asked again until nothing more has to go. More rows
 * kept at a coarser node do not make this easier: it is asked of each node anew.
 */
export function keptFromOutsiders(
  released: NodeReleased,
  { knows, distinctL, closenessT }: OutsiderRequirement,
): KeptClasses {
  const left = Uint8Array.from(released.kept)
  const seen = outsiderClasses(released, knows)
  for (;;) {
    const failing = new Set<number>()
    for (const column of toldColumns(released, knows)) {
      const byClass = histogramsSeen({ ...released, kept: left }, seen, column.codes)
      const whole = pooled([...byClass.values()])
      for (const [id, histogram] of byClass) {
        if (histogram.size < distinctL || distanceOf(column, histogram, whole) > closenessT) failing.add(id)
      }
    }
    if (failing.size === 0) return left
    for (const [tuple, id] of seen.entries()) {
      if (failing.has(id)) left[released.classes.classOfTuple[tuple] ?? 0] = 0
    }
  }
}

/** What an outsider learns from the released rows, column by column; columns that say nothing are not among them. */
export function outsiderRisks(released: NodeReleased, knows: readonly string[]): SensitiveRisks[] {
  const seen = outsiderClasses(released, knows)
  return toldColumns(released, knows).flatMap((column) => {
    const byClass = histogramsSeen(released, seen, column.codes)
    return risksOfHistograms(column, [...byClass.values()]) ?? []
  })
}

/** One entry a tuple: rows that look alike to the outsider. */
function outsiderClasses({ tuples, node }: NodeReleased, knows: readonly string[]): Uint32Array {
  const columns = tuples.hierarchies.flatMap(({ column, levels }, place) => {
    const level = levels[node[place] ?? 0]
    const codes = tuples.quasi[place]
    if (!knows.includes(column) || level === undefined || codes === undefined) return []
    return [{ codes, becomes: level.codeOfValue, size: level.labels.length }]
  })
  return internCombinations(tuples.counts.length, columns).ids
}

/** The other columns at their level; one that is the same for all tells nothing. */
function toldColumns({ tuples, node }: NodeReleased, knows: readonly string[]) {
  return tuples.hierarchies.flatMap(({ column, levels }, place) => {
    const level = levels[node[place] ?? 0]
    const codes = tuples.quasi[place]
    if (knows.includes(column) || level === undefined || codes === undefined) return []
    const size = level.labels.length
    if (size < 2) return []
    // A score that is not known has no place among the bands: none is nearer to it than another.
    return [{ column, isOrdered: false, size, codes: codes.map((code) => level.codeOfValue[code] ?? 0) }]
  })
}

/** By outsider's class: released rows by value. */
function histogramsSeen(
  { tuples, classes, kept }: NodeReleased,
  seen: Uint32Array,
  codes: Uint32Array,
): Map<number, Map<number, number>> {
  const byClass = new Map<number, Map<number, number>>()
  for (const [tuple, id] of seen.entries()) {
    if (kept[classes.classOfTuple[tuple] ?? 0] !== 1) continue
    const histogram = byClass.get(id) ?? new Map<number, number>()
    if (histogram.size === 0) byClass.set(id, histogram)
    const value = codes[tuple] ?? 0
    histogram.set(value, (histogram.get(value) ?? 0) + (tuples.counts[tuple] ?? 0))
  }
  return byClass
}
