import { type CsvCell, toCsv } from '../../../dashboard/src/format/csv.js'
import type { ReportDocument } from '../document/report-document.js'
import { tablesOf } from '../document/report-document.js'
import type { ReportTable } from '../document/report-table.js'
import { aboutRows } from './about-rows.js'
import { dictionaryOf } from './dictionary.js'
import { zipAt } from './file-zip.js'

/** Spreadsheets take a file for UTF-8 when it begins with this mark. */
const UTF8_MARK = '\ufeff'

/** A ZIP with a file a table, what the report is about, and a dictionary of every column. */
export function renderCsv(document: ReportDocument): Uint8Array {
  const { header, rows } = dictionaryOf(tablesOf(document))
  const files = {
    'about.csv': toCsv(['name', 'value'], aboutRows(document)),
    ...Object.fromEntries(tablesOf(document).map((table) => [`${table.id}.csv`, tableCsv(table)])),
    'data-dictionary.csv': toCsv(header, rows),
  }
  const encoder = new TextEncoder()
  return zipAt(
    document.stamp.frozenAt,
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, encoder.encode(UTF8_MARK + text)])),
  )
}

function tableCsv({ columns, rows }: ReportTable): string {
  return toCsv(
    columns.map(({ name }) => name),
    rows.map(({ cells }): CsvCell[] => [...cells]),
  )
}
