import type { ReportColumn, ReportTable } from '../document/report-table.js'

const KIND_WORDS: Readonly<Record<ReportColumn['kind'], string>> = {
  text: 'text',
  number: 'number',
  share: 'number',
  day: 'day, YYYY-MM-DD',
}

/** Every column of every table: its name, what it means, its kind and its unit. */
export function dictionaryOf(tables: readonly ReportTable[]): { header: string[]; rows: string[][] } {
  return {
    header: ['table', 'table_caption', 'column', 'heading', 'kind', 'unit', 'meaning'],
    rows: tables.flatMap((table) =>
      table.columns.map((column) => [
        table.id,
        table.caption,
        column.name,
        column.label,
        KIND_WORDS[column.kind],
        column.unit ?? (column.kind === 'share' ? 'proportion 0 to 1' : ''),
        column.meaning ?? column.label,
      ]),
    ),
  }
}
