/** The values of a statement, in the order of their places: `where group_id = ${values.add(group)}`. */
export class SqlValues {
  readonly list: unknown[] = []

  /** @returns the place of the value, `$1` and so on */
  add(value: unknown): string {
    this.list.push(value)
    return `$${this.list.length}`
  }
}
