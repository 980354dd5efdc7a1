/** A table of the statistical appendix and how its cells are written. */

export type Cell = string | number | boolean | null

export interface AppendixTable {
  readonly columns: readonly string[]
  /** Each row as long as `columns`. */
  readonly rows: readonly (readonly Cell[])[]
}

const SIGNIFICANT_DIGITS = 15

/** Text of a cell: TRUE or FALSE, up to 15 significant digits, nothing where there is no value. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return typeof cell === 'number' ? String(roundedToDigits(cell)) : cell
}

/** The number with 15 significant digits: what two programs that agree print alike. */
export function roundedToDigits(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS))
}

/** Order of ids: by code unit, the same on every machine. */
export function byText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
