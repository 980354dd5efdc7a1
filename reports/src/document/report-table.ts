import type { ChartTable } from '../../../dashboard/src/charts/chart-table.js'
import { formatDay } from '../../../dashboard/src/format/day.js'
import { formatNumber, NO_VALUE } from '../../../dashboard/src/format/number.js'
import { formatPercent } from '../../../dashboard/src/format/percent.js'

/**
 * A number, a text or a day; null = known to be absent. A text where a number is expected is a word in its place:
 * "fewer than 11".
 */
export type ReportCell = string | number | null

export interface ReportColumn {
  /** Name in a file: snake_case, unit in the name. */
  readonly name: string
  readonly label: string
  /** A `share` is 0 to 1 in files and percent in print; a `day` is ISO in files. */
  readonly kind: 'text' | 'number' | 'share' | 'day'
  readonly decimals?: number
  /** For the data dictionary; the label says enough where it is left out. */
  readonly meaning?: string
  readonly unit?: string
  /** Stands in spreadsheets and files, and not in print. */
  readonly isInFileOnly?: boolean
  /** Words of a few letters: as wide as they need, and no wider. */
  readonly isShort?: boolean
}

export interface ReportRow {
  readonly key: string
  /** Unrounded, in the order of the columns. */
  readonly cells: readonly ReportCell[]
  /** A total or another row that the others lead to. */
  readonly isStrong?: boolean
}

export interface ReportTable {
  /** Names its sheet, its file and its place in a page. */
  readonly id: string
  readonly caption: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
  readonly note?: string
  /** Too long to be read on paper: a sheet and a file of their own, and not in print. */
  readonly isForFilesOnly?: boolean
  /** Shown instead of an empty table. */
  readonly whenEmpty: string
}

/** The table twin of a chart, with the same numbers as its marks. */
export function tableOfChart(id: string, { caption, columns, rows }: ChartTable): ReportTable {
  return {
    id,
    caption,
    columns: columns.map(({ name, label, kind, decimals, isInFileOnly }) => ({
      name,
      label,
      kind: kind === 'proportion' ? 'share' : kind,
      ...(decimals === undefined ? {} : { decimals }),
      ...(isInFileOnly === undefined ? {} : { isInFileOnly }),
    })),
    rows: rows.map(({ key, cells }) => ({ key, cells })),
    whenEmpty: 'Nothing to list.',
  }
}

/** A cell as it is printed; a number is rounded as everywhere else. */
export function cellWords(cell: ReportCell, { kind, decimals }: ReportColumn): string {
  if (cell === null) return NO_VALUE
  if (typeof cell === 'string') return kind === 'day' && isDay(cell) ? formatDay(cell) : cell
  return kind === 'share' ? formatPercent(cell, decimals) : formatNumber(cell, decimals)
}

/** Whether the column's cells stand to the right, digits under digits. */
export function isNumeric({ kind }: ReportColumn): boolean {
  return kind === 'number' || kind === 'share'
}

/** The columns of print, each with its place in the cells. */
export function printedColumns(
  table: ReportTable,
): { readonly column: ReportColumn; readonly place: number }[] {
  return table.columns
    .map((column, place) => ({ column, place }))
    .filter(({ column }) => column.isInFileOnly !== true)
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}
