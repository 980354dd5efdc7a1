/** Reads both tables of a package row by row, and holds every cell against the codebook. */

import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { z } from 'zod'
import { DatasetRefused } from '../../../core/dataset/dataset-refused.js'
import { identifiersIn, type KnownIds } from '../../../core/dataset/identifier-search.js'
import { Recount, type Recounted } from '../../../core/dataset/recount.js'
import { type PersonCells, type PersonCount, PhaseRecount } from '../../../core/dataset/recount-persons.js'
import { differs, identifier } from './check-refusals.js'
import { labelColumn, PSEUDONYM } from './package-content.js'

export const columnSchema = z.object({
  name: z.string(),
  kind: z.enum(['pseudonym', 'quasi', 'score', 'sensitive', 'phase']),
  values: z.array(z.object({ code: z.string(), label: z.string() })),
})
type Column = z.infer<typeof columnSchema>

const cellsSchema = z.record(z.string(), z.string())
type Cells = z.infer<typeof cellsSchema>

export async function* csvRows(stream: Readable): AsyncGenerator<Cells> {
  try {
    for await (const row of stream.pipe(parse({ columns: true }))) yield cellsSchema.parse(row)
  } catch (error) {
    throw error instanceof DatasetRefused ? error : differs('data.csv', 'its form')
  }
}

const ROWS_AT_ONCE = 20_000

export async function eachParquetRow(file: string, visit: (row: Cells) => void): Promise<void> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const source = {
      byteLength: size,
      slice: async (from: number, to = size) => {
        const bytes = new Uint8Array(to - from)
        await handle.read(bytes, 0, bytes.length, from)
        return bytes.buffer
      },
    }
    const unreadable = () => {
      throw differs('data.parquet', 'its form')
    }
    const metadata = await parquetMetadataAsync(source).catch(unreadable)
    for (let from = 0; ; from += ROWS_AT_ONCE) {
      const part = { file: source, metadata, rowStart: from, rowEnd: from + ROWS_AT_ONCE }
      const rows = await parquetReadObjects(part).catch(unreadable)
      for (const row of rows) {
        const cells = cellsSchema.safeParse(row)
        if (!cells.success) throw differs('data.parquet', 'a cell that is no text')
        visit(cells.data)
      }
      if (rows.length < ROWS_AT_ONCE) return
    }
  } finally {
    await handle.close()
  }
}

/** Takes the rows of one table one after another. */
export class TableCheck {
  readonly #count: PersonCount
  readonly #file: string
  readonly #columns: readonly Column[]
  readonly #names: readonly string[]
  readonly #labels: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly #hash = createHash('sha256')
  /** With one row a person and phase: the phases in their order. */
  readonly #phases: readonly string[] | null
  #lastPseudonym = ''
  /** Rows of the person that is being read. */
  #person: Cells[] = []
  readonly #knownIds: KnownIds

  constructor(file: string, columns: readonly Column[], knownIds: KnownIds) {
    const ofKind = (kind: Column['kind']) => columns.filter((column) => column.kind === kind)
    this.#file = file
    this.#columns = columns.filter(({ kind }) => kind !== 'pseudonym')
    this.#names = [PSEUDONYM, ...this.#columns.flatMap(({ name }) => [name, labelColumn(name)])]
    this.#knownIds = knownIds
    this.#labels = new Map(
      this.#columns.map(({ name, values }) => [
        name,
        new Map(values.map(({ code, label }) => [code, label])),
      ]),
    )
    const namesOf = (kind: Column['kind']) => ofKind(kind).map(({ name }) => name)
    this.#phases = ofKind('phase')[0]?.values.map(({ code }) => code) ?? null
    const scores = namesOf('score').flatMap(
      (name) => this.#phases?.map((phase) => inPhase(name, phase)) ?? name,
    )
    this.#count =
      scores.length === 0
        ? new Recount(namesOf('quasi'), namesOf('sensitive')[0] ?? '')
        : new PhaseRecount(namesOf('quasi'), scores)
    for (const name of this.#names) this.#search(name, [])
    for (const { name, values } of this.#columns)
      this.#search(
        name,
        values.flatMap(({ code, label }) => [code, label]),
      )
  }

  /** Every cell is a word of the codebook, beside its own label; pseudonyms rise, so that none comes twice. */
  add(row: Cells): void {
    if (Object.keys(row).join() !== this.#names.join()) throw differs(this.#file, 'its columns')
    this.#takePseudonym(row[PSEUDONYM] ?? '')
    for (const { name } of this.#columns) {
      const cell = row[name] ?? ''
      const label = row[labelColumn(name)] ?? ''
      if (this.#labels.get(name)?.get(cell) === label) continue
      this.#search(name, [cell, label])
      throw differs(this.#file, `a cell of ${name}, which the codebook does not know`)
    }
    this.#hash.update(JSON.stringify(this.#names.map((name) => row[name])))
    this.#person.push(row)
  }

  /** What the table says, once its last row was added. */
  result(): Recounted {
    this.#countPerson()
    return this.#count.result()
  }

  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  /** Of a person with several rows they stand together, one a phase. */
  #takePseudonym(pseudonym: string): void {
    const isOfSamePerson = this.#person.length > 0 && pseudonym === this.#lastPseudonym
    if (isOfSamePerson && this.#person.length < (this.#phases?.length ?? 1)) return
    if (!/^p[0-9a-f]{24}$/.test(pseudonym) || pseudonym <= this.#lastPseudonym) {
      throw differs(this.#file, 'a pseudonym')
    }
    this.#countPerson()
    this.#lastPseudonym = pseudonym
  }

  #countPerson(): void {
    const rows = this.#person
    const [first] = rows
    if (first === undefined) return
    this.#count.add(this.#phases === null ? first : this.#together(rows, this.#phases))
    this.#person = []
  }

  /** The whole set of rows of a person as one: what others may know has to be the same in each, the phases all there. */
  #together(rows: readonly Cells[], phases: readonly string[]): PersonCells {
    const person: Record<string, string> = {}
    for (const { name, kind } of this.#columns) {
      const cells = rows.map((row) => row[name] ?? '')
      if (kind === 'phase' && cells.join() !== phases.join())
        throw differs(this.#file, 'the phases of a person')
      if (kind === 'quasi') {
        if (new Set(cells).size !== 1) throw differs(this.#file, 'the rows of a person, which are not alike')
        person[name] = cells[0] ?? ''
      }
      if (kind === 'score')
        for (const [place, cell] of cells.entries()) person[inPhase(name, phases[place])] = cell
    }
    return person
  }

  #search(column: string, cells: readonly string[]): void {
    const [found] = identifiersIn(column, cells, this.#knownIds)
    if (found !== undefined) throw identifier(this.#file, found.kind)
  }
}

function inPhase(column: string, phase: string | undefined): string {
  return `${column} ${phase ?? ''}`
}
