import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import {
  cellWords,
  isNumeric,
  printedColumns,
  type ReportColumn,
  type ReportTable,
} from '../../document/report-table.js'
import { INK } from '../ink.js'
import type { PdfWords } from './words.js'

const HAIRLINE = 0.5
/** A table of so few rows is kept on one page, with its note. */
const FEW_ROWS = 14

/** Whether the table is kept on one page. */
export function isKeptTogether({ rows }: ReportTable): boolean {
  return rows.length <= FEW_ROWS
}

/** Tables with more columns than this are set smaller. */
const MANY_COLUMNS = 9
/** Letters of a head over numbers that is not broken: "95 % from". */
const SHORT_HEAD = 9
/** Letters from which a cell is sentences, which get the room that names beside them do not need. */
const SENTENCES = 80
/** In points. */
const WIDEST_NAME = 84
const LETTER_WIDTH = 4.4

/** Hairlines between rows, a stronger one under the heads: no boxes, no stripes. */
export const HAIRLINES: CustomTableLayout = {
  hLineWidth: (line, { table }) => (line < (table.headerRows ?? 0) ? 0 : HAIRLINE),
  vLineWidth: () => 0,
  hLineColor: (line, { table }) => (line === (table.headerRows ?? 0) ? INK['line-strong'] : INK.line),
  paddingLeft: (column) => (column === 0 ? 0 : 6),
  paddingRight: (column, { table }) => (column === (table.widths?.length ?? 0) - 1 ? 0 : 6),
  paddingTop: () => 3.2,
  paddingBottom: () => 3.2,
}

/** A table whose caption and heads come again on each page that it reaches. */
export function pdfTable(table: ReportTable, words: PdfWords): Content {
  const columns = printedColumns(table)
  if (table.rows.length === 0)
    return { text: words.of(`${table.caption}: ${table.whenEmpty}`), style: 'empty' }
  const heads = columns.map(({ column }) => ({
    text: words.of(column.label),
    style: 'tableHead',
    alignment: isNumeric(column) ? ('right' as const) : ('left' as const),
    ...(isNumeric(column) && column.label.length <= SHORT_HEAD ? { noWrap: true } : {}),
  }))
  const body = table.rows.map((row) =>
    columns.map(
      ({ column, place }): TableCell => ({
        text: words.of(cellWords(row.cells[place] ?? null, column)),
        ...(column.kind === 'day' || column.isShort === true ? { noWrap: true } : {}),
        ...(isNumeric(column) ? { alignment: 'right', fontFeatures: ['tnum'] } : {}),
        ...(row.isStrong === true ? { bold: true } : {}),
      }),
    ),
  )
  const content: Content[] = [
    {
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: widthsOf(table),
        body: [captionRow(table, columns.length, words), heads, ...body],
      },
      layout: HAIRLINES,
      style: columns.length > MANY_COLUMNS ? 'tableOfMany' : 'table',
    },
    ...(table.note === undefined ? [] : [{ text: words.of(table.note), style: 'small' }]),
  ]
  return isKeptTogether(table) ? { stack: content, unbreakable: true } : content
}

/**
 * Words share what numbers leave, sentences before names. Without words each column is as wide as it needs: shared
 * evenly, the widest of many would push the last one over the margin.
 */
function widthsOf(table: ReportTable): ('auto' | '*' | number)[] {
  const columns = printedColumns(table).map(({ column, place }) => ({
    isNarrow: isNarrow(column),
    letters: Math.max(
      column.label.length,
      ...table.rows.map(({ cells }) => cellWords(cells[place] ?? null, column).length),
    ),
  }))
  const sentences = Math.max(0, ...columns.map((column) => (column.isNarrow ? 0 : column.letters)))
  return columns.map((column) => {
    if (column.isNarrow) return 'auto'
    const isBesideSentences = sentences >= SENTENCES && column.letters * 2 < sentences
    return isBesideSentences ? Math.min(WIDEST_NAME, Math.ceil(column.letters * LETTER_WIDTH)) : '*'
  })
}

function isNarrow(column: ReportColumn): boolean {
  return isNumeric(column) || column.kind === 'day' || column.isShort === true
}

function captionRow(table: ReportTable, columns: number, words: PdfWords): TableCell[] {
  const caption: TableCell = { text: words.of(table.caption), style: 'tableCaption', colSpan: columns }
  return [caption, ...Array.from({ length: columns - 1 }, (): TableCell => ({ text: '' }))]
}
