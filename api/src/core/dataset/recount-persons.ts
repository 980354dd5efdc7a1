/** Counts a table with scores by phase again: k over the whole set of rows of a person, l and t of each score. */

import { Recount, type Recounted } from './recount.js'
import { ANY } from './variable.js'

/** What a table says of one person, column by column. */
export type PersonCells = Readonly<Record<string, string>>

/** Counts of persons of either kind of table. */
export interface PersonCount {
  add(person: PersonCells): void
  result(): Recounted
}

/**
 * Scores by phase. Those who sat in the group may know all of them, so that k is counted on everything; an outsider knows
 * the other columns alone, and within what these can tell apart each score has to keep l and t.
 */
export class PhaseRecount implements PersonCount {
  readonly #whole: Recount
  readonly #spread: ReadonlyMap<string, Recount>
  /** Scores that are something else than `any` for somebody. */
  readonly #told = new Set<string>()

  /**
   * @param quasi   columns that others may know
   * @param scores  columns that those in the group may know
   */
  constructor(quasi: readonly string[], scores: readonly string[]) {
    this.#whole = new Recount([...quasi, ...scores], scores[0] ?? '')
    this.#spread = new Map(scores.map((name) => [name, new Recount(quasi, name)]))
  }

  add(person: PersonCells): void {
    this.#whole.add(person)
    for (const [name, recount] of this.#spread) {
      if (person[name] !== ANY.code) this.#told.add(name)
      recount.add(person)
    }
  }

  result(): Recounted {
    const { rows, classes, k } = this.#whole.result()
    const told = [...this.#spread].flatMap(([name, recount]) =>
      this.#told.has(name) ? recount.result() : [],
    )
    const known = <T>(values: readonly (T | null)[]) => values.filter((value) => value !== null)
    const [ls, ts] = [known(told.map(({ distinctL }) => distinctL)), known(told.map(({ t }) => t))]
    return {
      rows,
      classes,
      k,
      distinctL: ls.length === 0 ? null : Math.min(...ls),
      t: ts.length === 0 ? null : Math.max(...ts),
    }
  }
}
