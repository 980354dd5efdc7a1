import type { ReactNode } from 'react'
import { formatDay } from '../../format/day.js'
import { formatNullable, NO_VALUE } from '../../format/number.js'
import { formatPercent } from '../../format/percent.js'

export type CellValue = string | number | null
/** `proportion` is 0 to 1 in a file and percent on the screen. */
export type ColumnKind = 'text' | 'number' | 'day' | 'proportion'
export type SortOrder = 'asc' | 'desc'

export interface TableColumn<Row> {
  /** Name in a file and of the sort: snake_case, unit in the name. */
  readonly name: string
  readonly label: string
  readonly kind: ColumnKind
  readonly decimals?: number
  /** Unrounded; sorts the rows and stands in the CSV file. */
  readonly value: (row: Row) => CellValue
  /** Words of the screen where they differ from the value. */
  readonly text?: (row: Row) => string
  /** More than words: a pill, a sparkline. */
  readonly cell?: (row: Row) => ReactNode
  /** Where the cell leads; null for none. */
  readonly href?: (row: Row) => string | null
  /** A smaller line under the cell. */
  readonly detail?: (row: Row) => string | null
  /** Where that line leads; null for none. */
  readonly detailHref?: (row: Row) => string | null
  readonly isSortable?: boolean
  readonly isRowHeader?: boolean
}

/** A value as the screen shows it: days local, numbers with fixed decimals, the absent as a dash. */
export function cellText(value: CellValue, kind: ColumnKind, decimals = 0): string {
  if (value === null) return NO_VALUE
  if (typeof value === 'number' && kind === 'proportion') return formatPercent(value, decimals)
  if (typeof value === 'number') return formatNullable(value, decimals)
  return kind === 'day' ? formatDay(value) : value
}

/** Rows in the order of one column; absent values come last whatever the order; equal rows keep their place. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  sort: { column: string; order: SortOrder },
): readonly Row[] {
  const column = columns.find((each) => each.name === sort.column)
  if (column === undefined) return rows
  const sign = sort.order === 'asc' ? 1 : -1
  return [...rows].sort((a, b) => {
    const left = column.value(a)
    const right = column.value(b)
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * compare(left, right)
  })
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left).localeCompare(String(right), 'en', { numeric: true })
}
