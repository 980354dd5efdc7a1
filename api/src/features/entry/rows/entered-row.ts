/** What a person typed as cells of an import file, so that the readers of its rows read it too. */

import type { FileReadings } from '../../../core/import-rules/judge-rows.js'
import type { RowReading } from '../../../core/import-rules/records.js'
import { RowCells } from '../../../core/import-rules/row-cells.js'

/** By the names of the columns; null is an empty cell. */
export type Cells = Readonly<Record<string, string | number | boolean | null>>

type RowReader<Content, Key> = (cells: RowCells, line: number) => RowReading<Content, Key>

/** Rows are numbered from 1, in the order given. */
export function readRows<Content, Key>(
  rows: readonly Cells[],
  readerOf: (row: Cells) => RowReader<Content, Key>,
): FileReadings<Content, Key> {
  return {
    columns: new Set(rows.flatMap((row) => Object.keys(row))),
    readings: rows.map((row, index) => {
      const columns = Object.keys(row)
      const cells = new RowCells(new Map(columns.map((column, position) => [column, position])))
      cells.load(columns.map((column) => textOf(row[column] ?? null)))
      return readerOf(row)(cells, index + 1)
    }),
  }
}

function textOf(value: string | number | boolean | null): string {
  if (value === null) return ''
  return typeof value === 'boolean' ? String(Number(value)) : String(value)
}
