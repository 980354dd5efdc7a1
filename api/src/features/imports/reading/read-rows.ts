/** One file from bytes to rows that were read, or the reason why it cannot be read. */

import { checkHeader } from '../../../core/import-rules/check-header.js'
import { type ImportFileName, importColumns } from '../../../core/import-rules/import-columns.js'
import type { FileReadings } from '../../../core/import-rules/judge-rows.js'
import type { Notice } from '../../../core/import-rules/notices.js'
import type { RowReading } from '../../../core/import-rules/records.js'
import { RowCells } from '../../../core/import-rules/row-cells.js'
import { csvRecords } from './csv-records.js'
import { FileRefused, throwIfCancelled } from './file-refused.js'

export const LONGEST_CELL = 10_000

export interface ReadOptions {
  readonly ignoreUnknown: boolean
  readonly signal?: AbortSignal | undefined
  /** Told now and then how many rows have been read. */
  readonly onRows?: ((file: ImportFileName, rows: number) => void) | undefined
}

/** `readings` null: an optional file with only a header, which counts as absent. */
export interface ReadFile<Content, Key> {
  readonly readings: FileReadings<Content, Key> | null
  readonly notices: readonly Notice[]
}

export type RowReader<Content, Key> = (cells: RowCells, line: number) => RowReading<Content, Key>

const ROWS_BETWEEN_REPORTS = 5_000

/**
 * @param readerFor  makes the reader of rows from the names of the columns
 * @throws           FileRefused, ImportCancelled
 */
export async function readRows<Content, Key>(
  file: ImportFileName,
  open: () => AsyncIterable<Uint8Array>,
  readerFor: (columns: readonly string[]) => RowReader<Content, Key>,
  options: ReadOptions,
): Promise<ReadFile<Content, Key>> {
  const records = csvRecords(file, open)
  const first = await records.next()
  if (first.done) throw noRows(file)
  const header = checkHeader(file, first.value.cells, options.ignoreUnknown)
  if (header.kind === 'refused') throw new FileRefused(header.code, header.message)
  const columns = Array.from(header.positions.keys())
  const cells = new RowCells(header.positions)
  const read = readerFor(columns)
  const readings: RowReading<Content, Key>[] = []
  for await (const record of records) {
    refuseShape(file, record.line, record.cells, header.width)
    cells.load(record.cells)
    readings.push(read(cells, record.line))
    if (readings.length % ROWS_BETWEEN_REPORTS === 0) {
      throwIfCancelled(options.signal)
      options.onRows?.(file, readings.length)
    }
  }
  options.onRows?.(file, readings.length)
  const ignored: Notice[] = header.ignored.map(() => columnIgnored(file))
  if (readings.length > 0)
    return { readings: { columns: new Set(columns), readings }, notices: ignored.slice(0, 1) }
  if (!importColumns[file].isOptional) throw noRows(file)
  const message = `${file} has a header and no rows; it counts as absent.`
  return { readings: null, notices: [{ code: 'optional_file_empty', file, message }] }
}

function refuseShape(file: string, line: number, cells: readonly string[], width: number): void {
  if (cells.length !== width) {
    const message = `${file}: the row at line ${line} has ${cells.length} cells, the header has ${width}.`
    throw new FileRefused('ragged_row', message)
  }
  if (cells.some((cell) => cell.length > LONGEST_CELL)) {
    const message = `${file}: a cell in the row at line ${line} is longer than ${LONGEST_CELL} characters.`
    throw new FileRefused('cell_too_long', message)
  }
}

function noRows(file: string): FileRefused {
  return new FileRefused('no_rows', `${file} has no rows. Leave the file out, or give it rows.`)
}

function columnIgnored(file: string): Notice {
  return {
    code: 'column_ignored',
    file,
    message: `${file} has columns that are not known; they were left out.`,
  }
}
