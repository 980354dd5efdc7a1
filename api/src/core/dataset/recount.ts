/**
 * Counts a published table again from its words, row by row, sharing no code with the search: a mistake there is no
 * mistake here. Of the requirement it knows three sentences: at least k rows alike, at least l values among them, none
 * further than t.
 */

export interface Recounted {
  readonly rows: number
  readonly classes: number
  /** Rows of the smallest class; null without a row. */
  readonly k: number | null
  readonly distinctL: number | null
  /** Share of rows that would have to change their value, in the class furthest from all. */
  readonly t: number | null
}

export class Recount {
  readonly #quasi: readonly string[]
  readonly #sensitive: string
  /** By class: rows by value of the sensitive column. */
  readonly #classes = new Map<string, Map<string, number>>()
  readonly #all = new Map<string, number>()

  /**
   * @param quasi      columns that others may know
   * @param sensitive  the column that nobody should learn
   */
  constructor(quasi: readonly string[], sensitive: string) {
    this.#quasi = quasi
    this.#sensitive = sensitive
  }

  /** @param row  column name to cell */
  add(row: Readonly<Record<string, string>>): void {
    const key = JSON.stringify(this.#quasi.map((name) => row[name] ?? null))
    const value = row[this.#sensitive] ?? ''
    const known = this.#classes.get(key) ?? new Map<string, number>()
    if (known.size === 0) this.#classes.set(key, known)
    known.set(value, (known.get(value) ?? 0) + 1)
    this.#all.set(value, (this.#all.get(value) ?? 0) + 1)
  }

  result(): Recounted {
    const each = [...this.#classes.values()].map((values) => ({
      size: total(values),
      distinct: values.size,
      distance: distanceBetween(values, this.#all),
    }))
    const smallest = each.reduce((least, { size }) => Math.min(least, size), Number.POSITIVE_INFINITY)
    const leastMixed = each.reduce(
      (least, { distinct }) => Math.min(least, distinct),
      Number.POSITIVE_INFINITY,
    )
    const isEmpty = each.length === 0
    return {
      rows: total(this.#all),
      classes: each.length,
      k: isEmpty ? null : smallest,
      distinctL: isEmpty ? null : leastMixed,
      t: isEmpty ? null : each.reduce((most, { distance }) => Math.max(most, distance), 0),
    }
  }
}

function total(values: ReadonlyMap<string, number>): number {
  return [...values.values()].reduce((sum, rows) => sum + rows, 0)
}

function distanceBetween(one: ReadonlyMap<string, number>, all: ReadonlyMap<string, number>): number {
  const [ofOne, ofAll] = [total(one), total(all)]
  let different = 0
  for (const [value, rows] of all) different += Math.abs((one.get(value) ?? 0) / ofOne - rows / ofAll)
  return different / 2
}
