import type { RowCode } from '../../../../api/src/core/import-rules/codes.js'
import type { ImportTable } from '../../write-import-files.js'

/** A row by its columns; columns left out are empty. */
export type Cells = Readonly<Record<string, string>>

export interface ExpectedReject {
  readonly file: string
  /** Line in the file; the header is 1. */
  readonly row: number
  readonly column: string
  readonly code: RowCode
}

const LINES_BEFORE_FIRST_ROW = 2

/** One import file that rows are added to or changed in, with a list of what the import must say about them. */
export class SpoiledTable {
  readonly file: string
  readonly #columns: readonly string[]
  readonly #rows: (readonly string[])[]
  readonly #expected: ExpectedReject[] = []

  constructor(file: string, { columns, rows }: ImportTable) {
    this.file = file
    this.#columns = columns
    this.#rows = [...rows]
  }

  get table(): ImportTable {
    return { columns: this.#columns, rows: this.#rows }
  }

  get expected(): readonly ExpectedReject[] {
    return this.#expected
  }

  get rows(): Cells[] {
    return this.#rows.map((row) =>
      Object.fromEntries(this.#columns.map((column, index) => [column, row[index] ?? ''])),
    )
  }

  /** Adds an odd row that must be taken all the same. */
  accept(cells: Cells): void {
    this.#rows.push(this.#columns.map((column) => cells[column] ?? ''))
  }

  /** Adds a row that must be rejected. */
  reject(code: RowCode, column: string, cells: Cells): void {
    this.accept(cells)
    this.#expect(code, column, this.#rows.length - 1)
  }

  /** Changes one cell of an existing row, which must then be rejected. */
  spoil(code: RowCode, column: string, index: number, cell: string): void {
    const row = this.#rows[index]
    if (row === undefined) throw new RangeError(`${this.file} has no row to spoil for ${code}.`)
    this.#rows[index] = row.map((old, position) => (this.#columns[position] === column ? cell : old))
    this.#expect(code, column, index)
  }

  #expect(code: RowCode, column: string, index: number): void {
    this.#expected.push({ file: this.file, row: index + LINES_BEFORE_FIRST_ROW, column, code })
  }
}
