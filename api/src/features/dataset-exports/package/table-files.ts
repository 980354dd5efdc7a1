/** The rows as CSV and as Parquet, a piece at a time: memory does not grow with their number. */

import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import type { ReleasedDataset } from '../../../core/dataset/released-dataset.js'
import type { MainTable } from './main-table.js'
import { fileColumns, labelColumn, type PackageRows, PSEUDONYM } from './package-content.js'

const ROWS_A_PIECE = 5_000
const ROWS_A_GROUP = 20_000

export async function writeCsv(
  file: string,
  dataset: ReleasedDataset,
  rows: PackageRows,
  signal?: AbortSignal,
): Promise<void> {
  const source = Readable.from(csvPieces(dataset, rows))
  await pipeline(source, createWriteStream(file), ...(signal === undefined ? [] : [{ signal }]))
}

/** Lines end in LF; a cell is quoted where it has to be. No cell of ours begins like a formula. */
export function* csvPieces(dataset: ReleasedDataset, { order, pseudonymAt }: PackageRows): Generator<string> {
  yield `${fileColumns(dataset).map(csvCell).join(',')}\n`
  const columns = dataset.columns.map(({ values, codes }) => ({
    cells: values.map(({ code, label }) => `,${csvCell(code)},${csvCell(label)}`),
    codes,
  }))
  for (let from = 0; from < order.length; from += ROWS_A_PIECE) {
    let piece = ''
    for (let place = from; place < Math.min(order.length, from + ROWS_A_PIECE); place += 1) {
      const row = order[place] ?? 0
      piece += pseudonymAt(place)
      for (const { cells, codes } of columns) piece += cells[codes[row] ?? 0] ?? ''
      piece += '\n'
    }
    yield piece
  }
}

export function mainTableCsv({ by, rows }: MainTable): string {
  const lines = rows.map(({ group, value, n, percent }) =>
    [group, value, String(n), percent].map(csvCell).join(','),
  )
  return `${[[...by, 'n', 'percent'].join(','), ...lines].join('\n')}\n`
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Strings without nulls, dictionary-coded, in groups of rows. */
export async function writeParquet(
  file: string,
  dataset: ReleasedDataset,
  { order, pseudonymAt }: PackageRows,
  signal?: AbortSignal,
): Promise<void> {
  const schema = schemaFromColumnData({
    columnData: fileColumns(dataset).map((name) => ({ name, data: [], type: 'STRING', nullable: false })),
  })
  const bytes = new ByteWriter()
  // The zip compresses, and nobody looks for a range of codes: both would cost as much again as the rest.
  const plain = { codec: 'UNCOMPRESSED', statistics: false } as const
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'tidemark', ...plain })
  const handle = await open(file, 'w')
  try {
    const flush = async () => {
      // Bytes go out as they come; the library goes on counting where in the file it stands.
      await handle.writeFile(bytes.getBytes())
      bytes.index = 0
    }
    for (let from = 0; from < order.length; from += ROWS_A_GROUP) {
      signal?.throwIfAborted()
      const rows = order.subarray(from, from + ROWS_A_GROUP)
      await writer.write({
        columnData: [
          {
            name: PSEUDONYM,
            data: Array.from(rows, (_, place) => pseudonymAt(from + place)),
            nullable: false,
          },
          ...dataset.columns.flatMap(({ name, values, codes }) => [
            {
              name,
              data: cellsOf(
                rows,
                codes,
                values.map(({ code }) => code),
              ),
              nullable: false,
            },
            {
              name: labelColumn(name),
              data: cellsOf(
                rows,
                codes,
                values.map(({ label }) => label),
              ),
              nullable: false,
            },
          ]),
        ],
        rowGroupSize: ROWS_A_GROUP,
      })
      await flush()
    }
    await writer.finish()
    await flush()
  } finally {
    await handle.close()
  }
}

function cellsOf(rows: Uint32Array, codes: Uint32Array, values: readonly string[]): string[] {
  const cells: string[] = []
  for (const row of rows) cells.push(values[codes[row] ?? 0] ?? '')
  return cells
}
