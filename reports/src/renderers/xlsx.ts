import writeXlsx, { type Cell, type Sheet } from 'write-excel-file/node'
import { formulaSafe } from '../../../dashboard/src/format/csv.js'
import { type ReportDocument, tablesOf } from '../document/report-document.js'
import type { ReportCell, ReportColumn, ReportTable } from '../document/report-table.js'
import { aboutRows } from './about-rows.js'
import { dictionaryOf } from './dictionary.js'
import { redated } from './file-zip.js'
import { INK } from './ink.js'

const HEAD = {
  fontWeight: 'bold',
  backgroundColor: INK['brand-soft'],
  textColor: INK.ink,
  wrap: true,
  alignVertical: 'top',
} as const
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A sheet a table, after one that says what the report is and before one that explains every column. */
export async function renderXlsx(document: ReportDocument): Promise<Uint8Array> {
  const tables = tablesOf(document)
  const { header, rows } = dictionaryOf(tables)
  const names = new SheetNames()
  const sheets: Sheet<never>[] = [
    {
      sheet: names.of('About'),
      columns: [{ width: 24 }, { width: 110 }],
      data: aboutRows(document).map(([name, value]) => [
        { value: formulaSafe(name), type: String, fontWeight: 'bold', alignVertical: 'top' },
        { value: formulaSafe(value), type: String, wrap: true, alignVertical: 'top' },
      ]),
    },
    ...tables.map((table) => tableSheet(table, names)),
    {
      sheet: names.of('Data dictionary'),
      stickyRowsCount: 1,
      columns: header.map(() => ({ width: 26 })),
      data: [
        header.map((name): Cell => ({ value: name, type: String, ...HEAD })),
        ...rows.map((row) => row.map((text): Cell => textCell(text))),
      ],
    },
  ]
  const written = await writeXlsx(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer()
  return redated(written, document.stamp.frozenAt)
}

function tableSheet(table: ReportTable, names: SheetNames): Sheet<never> {
  return {
    sheet: names.of(table.id),
    stickyRowsCount: 1,
    columns: table.columns.map((column, place) => ({ width: widthOf(table, column, place) })),
    data: [
      table.columns.map((column): Cell => ({ value: formulaSafe(headOf(column)), type: String, ...HEAD })),
      ...table.rows.map(({ cells, isStrong }) =>
        table.columns.map((column, place) => typedCell(cells[place] ?? null, column, isStrong === true)),
      ),
    ],
  }
}

/** The heading with its unit: a sheet is read without its report. */
function headOf({ label, unit, kind }: ReportColumn): string {
  return unit === undefined || kind === 'share' ? label : `${label} (${unit})`
}

function typedCell(cell: ReportCell, column: ReportColumn, isStrong: boolean): Cell {
  const style = isStrong ? { fontWeight: 'bold' as const } : {}
  if (cell === null) return null
  if (typeof cell === 'number') return { value: cell, type: Number, format: formatOf(cell, column), ...style }
  if (column.kind === 'day' && DAY.test(cell)) {
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', ...style }
  }
  return { ...textCell(cell), ...style }
}

/** A number keeps all of its digits; this is only how it is shown. */
function formatOf(value: number, { kind, decimals }: ReportColumn): string {
  const digits = decimals ?? 0
  const point = digits === 0 ? '' : `.${'0'.repeat(digits)}`
  if (kind === 'share') return `0${point}%`
  return digits === 0 && !Number.isInteger(value) ? '0.0##' : `#,##0${point}`
}

function textCell(text: string) {
  return { value: formulaSafe(text), type: String, wrap: true, alignVertical: 'top' } as const
}

const NARROWEST = 9
const WIDEST = 48

function widthOf(table: ReportTable, column: ReportColumn, place: number): number {
  if (column.kind !== 'text') return Math.max(NARROWEST, Math.min(18, headOf(column).length + 2))
  const longest = Math.max(
    column.label.length,
    ...table.rows.slice(0, 200).map(({ cells }) => String(cells[place] ?? '').length),
  )
  return Math.max(NARROWEST, Math.min(WIDEST, longest + 2))
}

const LONGEST_SHEET_NAME = 31

/** Names of sheets: at most 31 letters, without the signs that Excel refuses, each once. */
class SheetNames {
  private readonly taken = new Set<string>()

  of(wanted: string): string {
    const clean = wanted.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, LONGEST_SHEET_NAME)
    let name = clean
    for (let again = 2; this.taken.has(name.toLowerCase()); again += 1) {
      const end = ` ${again}`
      name = clean.slice(0, LONGEST_SHEET_NAME - end.length) + end
    }
    this.taken.add(name.toLowerCase())
    return name
  }
}
