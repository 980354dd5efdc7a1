import { readFileSync } from 'node:fs'

/** A CSV file without quotes, read by column. */
export interface Table {
  readonly rows: number
  texts(column: string): string[]
  /** Empty cells are NaN. */
  numbers(column: string): number[]
  /** The rows for which the test holds, as a table of their own. */
  where(test: (row: Record<string, string>) => boolean): Table
}

export function readTable(file: URL): Table {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const names = head.split(',').map((name) => name.replaceAll('"', ''))
  return tableOf(
    lines.map((line) => {
      const cells = line.split(',')
      return Object.fromEntries(names.map((name, i) => [name, (cells[i] ?? '').replaceAll('"', '')]))
    }),
  )
}

function tableOf(rows: Record<string, string>[]): Table {
  const texts = (column: string) =>
    rows.map((row) => {
      const cell = row[column]
      if (cell === undefined) throw new Error(`The table has no column ${column}.`)
      return cell
    })
  return {
    rows: rows.length,
    texts,
    numbers: (column) => texts(column).map((cell) => (cell === '' ? Number.NaN : Number(cell))),
    where: (test) => tableOf(rows.filter(test)),
  }
}
