/** The records of a CSV file with the line on which each begins. */

import { pipeline, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { type ByteState, checkedBytes } from './checked-bytes.js'
import { FileRefused } from './file-refused.js'

export interface CsvRecord {
  /** Line of the file on which the record begins; the header is line 1. */
  readonly line: number
  readonly cells: readonly string[]
}

// 100 columns of 10,000 characters of 4 bytes: past it stands a quote that was never closed.
const LARGEST_RECORD_BYTES = 4_000_000

const LINE_BREAK = /\r\n|\n|\r/g

/**
 * Reads records one after another; lines without a character are passed over.
 *
 * @param open  begins the file anew; asked again only to find the line of a quote that is wrong
 * @throws      FileRefused when the bytes are no UTF-8 text or the quotes are wrong
 */
export async function* csvRecords(
  file: string,
  open: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<CsvRecord> {
  const state: ByteState = { hasQuotes: false }
  const parser = parse(DIALECT)
  // Errors of either end reach the loop below; the callback only keeps them from being thrown twice.
  pipeline(Readable.from(checkedBytes(file, open(), state)), parser, () => {})
  let line = 1
  try {
    for await (const record of parser) {
      const cells: readonly string[] = record
      if (cells.length > 1 || cells[0] !== '') yield { line, cells }
      line += linesOf(cells, state)
    }
  } catch (error) {
    throw error instanceof CsvError ? refusal(file, error, await lineOfError(file, open)) : error
  }
}

const DIALECT = {
  bom: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  max_record_size: LARGEST_RECORD_BYTES,
}

/** At an error the parser drops the records that were still on their way, so they are counted while it parses. */
async function lineOfError(file: string, open: () => AsyncIterable<Uint8Array>): Promise<number> {
  const state: ByteState = { hasQuotes: false }
  let line = 1
  const counting = parse({
    ...DIALECT,
    on_record: (cells) => {
      line += linesOf(cells, state)
      return null
    },
  })
  await finished(pipeline(Readable.from(checkedBytes(file, open(), state)), counting, () => {})).catch(
    () => {},
  )
  return line
}

function linesOf(cells: readonly string[], { hasQuotes }: ByteState): number {
  return 1 + (hasQuotes ? lineBreaksIn(cells) : 0)
}

function lineBreaksIn(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) breaks += cell.match(LINE_BREAK)?.length ?? 0
  }
  return breaks
}

function refusal(file: string, error: CsvError, line: number): FileRefused {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE': {
      const message = `${file}: a quote is opened in the row at line ${line} and never closed.`
      return new FileRefused('unclosed_quote', message)
    }
    default: {
      const message = `${file}: a quote stands inside a cell in the row at line ${line}. Quote the whole cell and double the quotes in it.`
      return new FileRefused('misplaced_quote', message)
    }
  }
}
