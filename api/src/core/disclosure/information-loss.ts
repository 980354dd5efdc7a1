/** What a generalisation costs in information. */

import type { Classes, LatticeNode } from './classes.js'
import type { HierarchyLevel } from './hierarchy.js'
import type { KeptClasses } from './requirement.js'
import type { Tuples } from './tuples.js'

/** Penalties of every level of every column, summed once: a node's least possible loss is then a sum of a few numbers. */
export interface LossTable {
  /** By column and level: sum over all rows of the domain's values that a cell may stand for (0 for one). */
  readonly sums: readonly (readonly number[])[]
  /** By column and level: the penalty of a cell times the domain, one entry a value of the column. */
  readonly ofValue: readonly (readonly Uint32Array[])[]
}

export function lossTable(tuples: Tuples): LossTable {
  const ofValue = tuples.hierarchies.map(({ levels }) => levels.map(penaltyOfValues))
  return {
    ofValue,
    sums: ofValue.map((levels, column) => {
      const codes = tuples.quasi[column] ?? new Uint32Array()
      const rowsOfValue = rowsByValue(codes, tuples.counts, levels[0]?.length ?? 0)
      return levels.map((penalties) =>
        penalties.reduce((sum, penalty, value) => sum + penalty * (rowsOfValue[value] ?? 0), 0),
      )
    }),
  }
}

/**
 * Normalised certainty penalty of one cell: the share of the column's domain that it may stand for; 0 for a value left as
 * it is, 1 for one that says nothing, and for a suppressed row. Here in values of the domain.
 *
 * @source Xu, Wang, Pei, Wang, Shi & Fu (2006), Utility-based anonymization using local recoding, KDD, section 3
 */
function penaltyOfValues({ codeOfValue, leaves }: HierarchyLevel): Uint32Array {
  return codeOfValue.map((code) => {
    const share = leaves[code] ?? 1
    return share === 1 ? 0 : share
  })
}

function rowsByValue(codes: Uint32Array, counts: Uint32Array, values: number): Float64Array {
  const rows = new Float64Array(values)
  for (let tuple = 0; tuple < codes.length; tuple += 1) {
    const value = codes[tuple] ?? 0
    rows[value] = (rows[value] ?? 0) + (counts[tuple] ?? 0)
  }
  return rows
}

/** Mean penalty a cell, 0 to 1, when nothing is suppressed: no node at or above this one can lose less. */
export function leastLoss(tuples: Tuples, { sums }: LossTable, node: LatticeNode): number {
  return meanPenalty(
    tuples,
    node.map((level, column) => sums[column]?.[level] ?? 0),
    0,
  )
}

export interface Loss {
  /** Over all cells of quasi-identifiers, 0 to 1; a suppressed row costs 1 a cell. */
  readonly mean: number
  /** By column, in the order of the hierarchies. */
  readonly byColumn: readonly number[]
}

/** Normalised certainty penalty of a node with the classes that are kept. */
export function lossAt(
  tuples: Tuples,
  table: LossTable,
  node: LatticeNode,
  { classOfTuple }: Classes,
  kept: KeptClasses,
): Loss {
  let suppressed = 0
  for (let tuple = 0; tuple < classOfTuple.length; tuple += 1) {
    if (kept[classOfTuple[tuple] ?? 0] !== 1) suppressed += tuples.counts[tuple] ?? 0
  }
  const sums = node.map((level, column) => {
    const penalties = table.ofValue[column]?.[level] ?? new Uint32Array()
    const codes = tuples.quasi[column] ?? new Uint32Array()
    let sum = 0
    for (let tuple = 0; tuple < classOfTuple.length; tuple += 1) {
      if (kept[classOfTuple[tuple] ?? 0] !== 1) continue
      sum += (penalties[codes[tuple] ?? 0] ?? 0) * (tuples.counts[tuple] ?? 0)
    }
    return sum
  })
  const byColumn = sums.map(
    (sum, column) => (sum / domainOf(tuples, column) + suppressed) / Math.max(1, tuples.rows),
  )
  return { mean: meanPenalty(tuples, sums, suppressed), byColumn }
}

/** From whole numbers, in one order: equal nodes get equal losses, to the last bit. */
function meanPenalty(tuples: Tuples, sums: readonly number[], suppressed: number): number {
  const cells = tuples.rows * sums.length
  const lost = sums.reduce((all, sum, column) => all + sum / domainOf(tuples, column), 0)
  return cells === 0 ? 0 : (lost + suppressed * sums.length) / cells
}

function domainOf({ hierarchies }: Tuples, column: number): number {
  return hierarchies[column]?.domainSize ?? 1
}

/**
 * Non-uniform entropy: bits needed to say which value a generalised cell had, given how common each is; a suppressed
 * cell could have been any of the column. As a share of all bits of the columns; 0 when they hold none.
 *
 * @source de Waal & Willenborg (1999), Information loss through global recoding and local suppression, Netherlands
 *         Official Statistics 14:17-20
 */
export function nonUniformEntropy(
  tuples: Tuples,
  node: LatticeNode,
  { classOfTuple }: Classes,
  kept: KeptClasses,
): number {
  let lost = 0
  let held = 0
  for (const [column, { levels }] of tuples.hierarchies.entries()) {
    const codes = tuples.quasi[column] ?? new Uint32Array()
    const map = levels[node[column] ?? 0]?.codeOfValue ?? new Uint32Array()
    const byValue = weighted(codes, tuples.counts)
    const byLabel = weighted(
      codes.map((code) => map[code] ?? 0),
      tuples.counts,
    )
    for (let tuple = 0; tuple < codes.length; tuple += 1) {
      const rows = tuples.counts[tuple] ?? 0
      const ofValue = byValue.get(codes[tuple] ?? 0) ?? 0
      const isKept = kept[classOfTuple[tuple] ?? 0] === 1
      const ofLabel = isKept ? (byLabel.get(map[codes[tuple] ?? 0] ?? 0) ?? 0) : tuples.rows
      lost += rows * Math.log2(ofLabel / ofValue)
      held += rows * Math.log2(tuples.rows / ofValue)
    }
  }
  return held === 0 ? 0 : lost / held
}

function weighted(codes: Uint32Array, counts: Uint32Array): Map<number, number> {
  const sums = new Map<number, number>()
  for (const [tuple, code] of codes.entries()) sums.set(code, (sums.get(code) ?? 0) + (counts[tuple] ?? 0))
  return sums
}
