/**
 * Exact full-domain generalisation: of all combinations of levels, the one that keeps the requirement and loses least.
 *
 * Nodes are looked at in the order of the least loss they could have, until that exceeds the best loss found: what comes
 * later cannot win. Most of those before it are never grouped: a node where too many rows would be suppressed rules out
 * every finer one, and bisecting the way from a node to the top finds such nodes early.
 */

import { runThrough, type Steps } from '../steps.js'
import { type Classes, classesAt, type LatticeNode } from './classes.js'
import { DisclosureRefused } from './disclosure-refused.js'
import { type Loss, leastLoss, lossAt, lossTable } from './information-loss.js'
import { keptFromOutsiders } from './outsider.js'
import {
  checkRequirement,
  type KeptClasses,
  keptByCloseness,
  keptBySize,
  type Requirement,
  suppressedRows,
} from './requirement.js'
import type { Tuples } from './tuples.js'

/** More could not be listed in reasonable memory; hierarchies of people's making have thousands. */
const MOST_NODES = 2_000_000

/** What is known of a node before its loss is: it keeps enough rows, or too few; the first holds upwards, the second down. */
const UNKNOWN = 0
const PASSES = 1
const RULED_OUT = 2

export interface Generalisation {
  readonly node: LatticeNode
  readonly classes: Classes
  readonly kept: KeptClasses
  readonly suppressed: number
  readonly loss: Loss
}

export type SearchResult =
  | {
      readonly kind: 'found'
      readonly best: Generalisation
      readonly nodes: number
      readonly evaluated: number
    }
  | {
      readonly kind: 'nothing_feasible'
      readonly nodes: number
      readonly evaluated: number
      /** Columns without which, one at a time, there would be a feasible node; empty: it takes more than one. */
      readonly blocking: readonly string[]
      /** Where no single column is: columns without which, all together, there would be; empty: not even without any. */
      readonly blockingTogether: readonly string[]
    }

/** How far a search is: of all nodes, those of which it is known whether they can be the answer. */
export interface SearchProgress {
  readonly settled: number
  readonly nodes: number
}

/** @throws DisclosureRefused for a requirement that is none, and a lattice too large to search */
export function searchLattice(tuples: Tuples, requirement: Requirement): SearchResult {
  return runThrough(searchLatticeInSteps(tuples, requirement))
}

/**
 * The same in steps of a few groupings each, for a process that has to answer, or to give up, in between.
 *
 * @throws as `searchLattice`, at the first step
 */
export function* searchLatticeInSteps(
  tuples: Tuples,
  requirement: Requirement,
): Steps<SearchProgress, SearchResult> {
  checkRequirement(requirement)
  const table = lossTable(tuples)
  const lattice = new Lattice(tuples)
  const mostSuppressed = Math.floor(tuples.rows * requirement.suppressionLimit + 1e-9)
  const verdicts = new Uint8Array(lattice.count)
  const byKAlone = { ...requirement, distinctL: null }
  let evaluated = 0

  const isRuledOut = (index: number): boolean => {
    if (verdicts[index] === UNKNOWN) {
      const node = lattice.nodeAt(index)
      const classes = classesAt(tuples, node)
      const keeps = (required: Requirement) =>
        suppressedRows(classes, keptBySize(tuples, classes, required)) <= mostSuppressed
      // Most that are ruled out are so by k, which is counted sooner than l.
      const passes = keeps(byKAlone) && (requirement.distinctL === null || keeps(requirement))
      evaluated += 1
      if (passes) lattice.eachCoarser(node, (coarser) => verdicts.fill(PASSES, coarser, coarser + 1))
      else lattice.eachFiner(node, (finer) => verdicts.fill(RULED_OUT, finer, finer + 1))
    }
    return verdicts[index] === RULED_OUT
  }

  let best: Generalisation | null = null
  let settled = 0
  for (const { index, atLeast } of lattice.inOrderOfLoss((node) => leastLoss(tuples, table, node))) {
    if (best !== null && atLeast > best.loss.mean) break
    settled += 1
    if (verdicts[index] === RULED_OUT) continue
    yield { settled, nodes: lattice.count }
    if (bisect(lattice.wayToTop(index), isRuledOut)) continue
    const candidate = judge(tuples, lattice.nodeAt(index), requirement)
    if (candidate.suppressed > mostSuppressed) continue
    const withLoss = {
      ...candidate,
      loss: lossAt(tuples, table, candidate.node, candidate.classes, candidate.kept),
    }
    if (best === null || comesBefore(withLoss, best, tuples)) best = withLoss
  }
  const counted = { nodes: lattice.count, evaluated }
  if (best !== null) return { kind: 'found', best, ...counted }
  return { kind: 'nothing_feasible', ...blockingColumns(tuples, requirement), ...counted }
}

/** Least loss, then lowest, then finest in the columns by name: one answer whatever the order of rows and columns. */
export function comesBefore(
  one: Pick<Generalisation, 'node' | 'loss'>,
  other: Pick<Generalisation, 'node' | 'loss'>,
  { hierarchies }: Pick<Tuples, 'hierarchies'>,
): boolean {
  if (one.loss.mean !== other.loss.mean) return one.loss.mean < other.loss.mean
  const heightOf = (node: LatticeNode) => node.reduce((sum, level) => sum + level, 0)
  if (heightOf(one.node) !== heightOf(other.node)) return heightOf(one.node) < heightOf(other.node)
  const byName = hierarchies
    .map(({ column }, place) => ({ column, place }))
    .sort((a, b) => (a.column < b.column ? -1 : 1))
  for (const { place } of byName) {
    const difference = (one.node[place] ?? 0) - (other.node[place] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** A node with everything that it keeps and leaves out; its loss comes after, where it is feasible at all. */
export function judge(
  tuples: Tuples,
  node: LatticeNode,
  requirement: Requirement,
): Omit<Generalisation, 'loss'> {
  const classes = classesAt(tuples, node)
  const bySize = keptBySize(tuples, classes, requirement)
  const { closenessT, outsider } = requirement
  const close = closenessT === null ? bySize : keptByCloseness(tuples, classes, bySize, closenessT)
  const kept =
    outsider === undefined ? close : keptFromOutsiders({ tuples, node, classes, kept: close }, outsider)
  return { node, classes, kept, suppressed: suppressedRows(classes, kept) }
}

/**
 * Is the first node of this way ruled out? Coarser nodes are asked first: one that is ruled out answers for all below it.
 *
 * @param way  from a node to the top, each coarser than the one before
 */
function bisect(way: readonly number[], isRuledOut: (index: number) => boolean): boolean {
  for (let place = (way.length - 1) >> 1; place > 0; place >>= 1) {
    if (isRuledOut(way[place] ?? 0)) return true
  }
  return isRuledOut(way[0] ?? 0)
}

/**
 * A column blocks when giving it up altogether would leave something feasible. Where none does so alone, the one that helps
 * most is given up, then the next, until something is.
 */
function blockingColumns(
  tuples: Tuples,
  requirement: Requirement,
): { blocking: string[]; blockingTogether: string[] } {
  const most = Math.floor(tuples.rows * requirement.suppressionLimit + 1e-9)
  const leftOutWithout = (columns: readonly string[]) =>
    suppressedAtTop(without(tuples, columns), requirement)
  const names = tuples.hierarchies.map(({ column }) => column)
  const blocking = names.filter((column) => leftOutWithout([column]) <= most)
  if (blocking.length > 0) return { blocking, blockingTogether: [] }
  let together: string[] = []
  while (together.length < names.length) {
    const ways = names
      .filter((column) => !together.includes(column))
      .map((column) => [...together, column])
      .map((columns) => ({ columns, leftOut: leftOutWithout(columns) }))
      .sort((one, other) => one.leftOut - other.leftOut)
    const [best] = ways
    if (best === undefined) break
    together = best.columns
    if (best.leftOut <= most) return { blocking, blockingTogether: together }
  }
  return { blocking, blockingTogether: [] }
}

function without(tuples: Tuples, columns: readonly string[]): Tuples {
  const stays = tuples.hierarchies.map(({ column }) => !columns.includes(column))
  return {
    ...tuples,
    hierarchies: tuples.hierarchies.filter((_, place) => stays[place]),
    quasi: tuples.quasi.filter((_, place) => stays[place]),
  }
}

function suppressedAtTop(tuples: Tuples, requirement: Requirement): number {
  const top = tuples.hierarchies.map(({ levels }) => levels.length - 1)
  return judge(tuples, top, requirement).suppressed
}

/** All combinations of levels, numbered. */
class Lattice {
  readonly count: number
  readonly #heights: readonly number[]

  constructor({ hierarchies }: Tuples) {
    this.#heights = hierarchies.map(({ levels }) => levels.length)
    this.count = this.#heights.reduce((product, levels) => product * levels, 1)
    if (this.count > MOST_NODES) {
      throw new DisclosureRefused(
        'lattice_too_large',
        `The hierarchies have ${this.count} combinations of levels; ${MOST_NODES} can be searched. Leave out levels or columns.`,
      )
    }
  }

  nodeAt(index: number): number[] {
    let rest = index
    return this.#heights.map((levels) => {
      const level = rest % levels
      rest = Math.floor(rest / levels)
      return level
    })
  }

  indexOf(node: LatticeNode): number {
    return node.reduceRight((index, level, column) => index * (this.#heights[column] ?? 1) + level, 0)
  }

  /** The node itself and every one that is finer in some column and coarser in none. */
  eachFiner(node: LatticeNode, visit: (index: number) => void): void {
    const finer = node.map(() => 0)
    for (;;) {
      visit(this.indexOf(finer))
      let column = 0
      while (column < node.length && finer[column] === node[column]) {
        finer[column] = 0
        column += 1
      }
      if (column === node.length) return
      finer[column] = (finer[column] ?? 0) + 1
    }
  }

  /** The node itself and every one that is coarser in some column and finer in none. */
  eachCoarser(node: LatticeNode, visit: (index: number) => void): void {
    const coarser = [...node]
    for (;;) {
      visit(this.indexOf(coarser))
      let column = 0
      while (column < node.length && coarser[column] === this.#top(column)) {
        coarser[column] = node[column] ?? 0
        column += 1
      }
      if (column === node.length) return
      coarser[column] = (coarser[column] ?? 0) + 1
    }
  }

  /** From a node upwards, a level at a time, the columns in turn. */
  wayToTop(index: number): number[] {
    const node = this.nodeAt(index)
    const way = [index]
    for (let hasRisen = true; hasRisen; ) {
      hasRisen = false
      for (const [column, level] of node.entries()) {
        if (level >= this.#top(column)) continue
        node[column] = level + 1
        way.push(this.indexOf(node))
        hasRisen = true
      }
    }
    return way
  }

  #top(column: number): number {
    return (this.#heights[column] ?? 1) - 1
  }

  inOrderOfLoss(
    lossOf: (node: LatticeNode) => number,
  ): readonly { readonly index: number; readonly atLeast: number }[] {
    return Array.from({ length: this.count }, (_, index) => ({
      index,
      atLeast: lossOf(this.nodeAt(index)),
    })).sort((one, other) => one.atLeast - other.atLeast || one.index - other.index)
  }
}
