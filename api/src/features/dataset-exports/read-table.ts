/** Reads any CSV as a table of coded columns, and a folder of hierarchies beside it. */

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { type CodedColumn, codeColumn } from '../../core/disclosure/coded-table.js'

/** The file is none that can be read: the message says which, where and what to do. */
export class TableUnreadable extends Error {
  override readonly name = 'TableUnreadable'
}

/**
 * A CSV file with a header, parted by `,` or `;` (whichever the header has more of), UTF-8. Blanks around a cell are
 * taken off; an empty cell is missing.
 *
 * @throws TableUnreadable
 */
export async function readTable(file: string): Promise<CodedColumn[]> {
  const [header, ...records] = await recordsOf(file)
  if (header === undefined || records.length === 0) {
    throw new TableUnreadable(`${path.basename(file)} has no rows. It needs a header and at least one row.`)
  }
  const twice = header.find((name, place) => header.indexOf(name) !== place)
  if (twice !== undefined) {
    throw new TableUnreadable(
      `${path.basename(file)} has two columns named "${twice}". Give each its own name.`,
    )
  }
  const ragged = records.findIndex((record) => record.length !== header.length)
  if (ragged >= 0) {
    throw new TableUnreadable(
      `Row ${ragged + 2} of ${path.basename(file)} has ${records[ragged]?.length} cells; the header has ${header.length}.`,
    )
  }
  return header.map((name, column) =>
    codeColumn(
      name,
      records.map((record) => record[column] ?? ''),
    ),
  )
}

/**
 * The hierarchies of these columns: `A.csv` in the folder, without a header, the value first, then what it becomes from
 * fine to coarse. A column without a file has none.
 *
 * @throws TableUnreadable
 */
export async function readHierarchies(
  folder: string,
  columns: readonly string[],
): Promise<Map<string, string[][]>> {
  const files = new Set(await readdir(folder).catch(unreadable(folder)))
  const found = new Map<string, string[][]>()
  for (const column of columns) {
    const file = `${column}.csv`
    if (!files.has(file)) continue
    const rows = await recordsOf(path.join(folder, file))
    if (rows.length === 0) {
      throw new TableUnreadable(
        `${file} is empty. It needs a row for every value: the value, then what it becomes.`,
      )
    }
    found.set(column, rows)
  }
  return found
}

async function recordsOf(file: string): Promise<string[][]> {
  const text = await readFile(file, 'utf8').catch(unreadable(file))
  const header = text.slice(0, text.search(/[\r\n]/) + 1 || undefined)
  const countOf = (character: string) => header.split(character).length
  const delimiter = countOf(';') > countOf(',') ? ';' : ','
  try {
    return parse(text, {
      bom: true,
      trim: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new TableUnreadable(`${path.basename(file)} cannot be read: ${error.message}`)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is none of that name',
  ENOTDIR: 'it is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this account may not read it',
}

function unreadable(place: string): (error: unknown) => never {
  return (error) => {
    const reason = REASONS[String(Object(error).code)]
    if (reason === undefined) throw error
    throw new TableUnreadable(`${place} cannot be read: ${reason}.`)
  }
}
