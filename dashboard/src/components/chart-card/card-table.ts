import { toCsv } from '../../format/csv.js'
import type { ColumnKind, TableColumn } from '../data-table/table-column.js'

/**
 * The table twin of a chart: the same numbers as its marks, unrounded. A chart's model makes it; the page may add
 * an `href` to a row, which leads to the episodes or responses counted in it.
 */
export interface CardTable {
  readonly caption: string
  readonly columns: readonly {
    readonly name: string
    readonly label: string
    readonly kind: ColumnKind
    readonly decimals?: number
    /** Words that the screen shows in another place (`detail`) stand in the file as a column. */
    readonly isInFileOnly?: boolean
    /** False where an order by this column would be a ranking of people. */
    readonly isSortable?: boolean
  }[]
  readonly rows: readonly CardTableRow[]
}

export interface CardTableRow {
  readonly key: string
  readonly cells: readonly (string | number | null)[]
  readonly href?: string
  /** A smaller line under the row's head. */
  readonly detail?: string
  /** Leads to the rows that the smaller line speaks of. */
  readonly detailHref?: string
}

const ROW_HEAD = {
  isRowHeader: true,
  href: (row: CardTableRow) => row.href ?? null,
  detail: (row: CardTableRow) => row.detail ?? null,
  detailHref: (row: CardTableRow) => row.detailHref ?? null,
} as const

/** Columns for the screen; the first cell is the row's head and carries its link. */
export function cardTableColumns(table: CardTable): TableColumn<CardTableRow>[] {
  return table.columns.flatMap((column, index) => {
    if (column.isInFileOnly === true) return []
    const own: TableColumn<CardTableRow> = { ...column, value: (row) => row.cells[index] ?? null }
    return [index === 0 ? { ...own, ...ROW_HEAD } : own]
  })
}

/** The table as a file: names of columns in snake_case, unrounded numbers, ISO days. */
export function cardTableCsv(table: CardTable): string {
  return toCsv(
    table.columns.map((column) => column.name),
    table.rows.map((row) => row.cells),
  )
}
