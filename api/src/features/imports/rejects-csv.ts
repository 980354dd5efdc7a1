import { stringify } from 'csv-stringify/sync'
import type { ImportReject } from '../../contracts/imports.js'

const COLUMNS = ['file', 'row', 'column', 'code', 'expected', 'message']

export function rejectsHeader(): string {
  return stringify([COLUMNS])
}

/** Rows of the rejects file. A cell that a spreadsheet would run as a formula is marked as text; numbers stay numbers. */
export function rejectsRows(rejects: readonly ImportReject[]): string {
  return stringify(
    rejects.map(({ file, row, column, code, expected, message }) => [
      file,
      row,
      column,
      code,
      expected,
      message,
    ]),
    { escape_formulas: true },
  )
}
