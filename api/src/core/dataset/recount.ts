/**
 * Counts a published table again from its words, sharing no code with the search: a mistake there is no mistake here.
 * Of the requirement it knows three sentences: at least k rows alike, at least l values among them, none further than t.
 */

export interface Recount {
  readonly rows: number
  readonly classes: number
  /** Rows of the smallest class; null without a row. */
  readonly k: number | null
  readonly distinctL: number | null
  /** Share of rows that would have to change their value, in the class furthest from all. */
  readonly t: number | null
}

/**
 * @param rows       one a person: column name to cell
 * @param quasi      columns that others may know
 * @param sensitive  the column that nobody should learn
 */
export function recount(
  rows: readonly Readonly<Record<string, string>>[],
  quasi: readonly string[],
  sensitive: string,
): Recount {
  const classes = new Map<string, string[]>()
  for (const row of rows) {
    const key = JSON.stringify(quasi.map((name) => row[name] ?? null))
    const known = classes.get(key)
    if (known === undefined) classes.set(key, [row[sensitive] ?? ''])
    else known.push(row[sensitive] ?? '')
  }
  const all = sharesOf(rows.map((row) => row[sensitive] ?? ''))
  const each = [...classes.values()].map((values) => ({
    size: values.length,
    distinct: new Set(values).size,
    distance: distanceBetween(sharesOf(values), all),
  }))
  const least = (numbers: readonly number[]) =>
    numbers.length === 0 ? null : numbers.reduce((one, other) => Math.min(one, other))
  const most = (numbers: readonly number[]) =>
    numbers.length === 0 ? null : numbers.reduce((one, other) => Math.max(one, other))
  return {
    rows: rows.length,
    classes: classes.size,
    k: least(each.map(({ size }) => size)),
    distinctL: least(each.map(({ distinct }) => distinct)),
    t: most(each.map(({ distance }) => distance)),
  }
}

function sharesOf(values: readonly string[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const value of values) shares.set(value, (shares.get(value) ?? 0) + 1 / values.length)
  return shares
}

function distanceBetween(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const values = new Set([...one.keys(), ...other.keys()])
  let different = 0
  for (const value of values) different += Math.abs((one.get(value) ?? 0) - (other.get(value) ?? 0))
  return different / 2
}
