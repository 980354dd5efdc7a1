export type CsvCell = string | number | null

/** First characters a spreadsheet takes for a formula. */
const FORMULA_START = /^[=+\-@\t\r]/

/**
 * Rows as CSV (RFC 4180, CRLF). Numbers stay numbers at full precision with an ASCII minus; text that a
 * spreadsheet would run as a formula is escaped by a leading apostrophe; null is an empty cell.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows]
    .map((row) => row.map(csvCell).join(','))
    .join('\r\n')
    .concat('\r\n')
}

/** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function formulaSafe(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = formulaSafe(cell)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
