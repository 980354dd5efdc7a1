/**
 * Reads a written package again and works everything out anew, knowing nothing of how it was made: which files there are,
 * their hashes, both tables cell by cell, k, l and t, and whether anything in it names a person. What differs is refused.
 */

import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { parquetReadObjects } from 'hyparquet'
import yauzl from 'yauzl'
import { z } from 'zod'
import { DatasetRefused } from '../../../core/dataset/dataset-refused.js'
import { identifiersIn } from '../../../core/dataset/identifier-search.js'
import { Recount } from '../../../core/dataset/recount.js'
import { labelColumn, PSEUDONYM } from './package-content.js'
import { PACKAGE_FILES, packageName } from './write-package.js'

export interface PackageExpectation {
  readonly number: number
  readonly k: number
  readonly distinctL: number
  readonly t: number
  /** Persons that were to be released. */
  readonly rows: number
  /** The columns that may be in it, without the pseudonym and labels. */
  readonly columns: readonly string[]
  /** The day that stands in it. */
  readonly createdOn: string
  /** Ids of members, groups and therapists in lower case: none of them may be in it. */
  readonly knownIds: ReadonlySet<string>
}

/** @throws DatasetRefused `package_differs` or `identifier_found`, saying in which file */
export async function checkPackage(file: string, expected: PackageExpectation): Promise<void> {
  const entries = await readEntries(file, expected.number)
  checkManifest(entries)
  const codebook = readJson(entries, 'codebook.json', codebookSchema)
  const report = readJson(entries, 'risk_report.json', reportSchema)
  const names = codebook.columns.map(({ name }) => name)
  if (names.join() !== [PSEUDONYM, ...expected.columns].join()) throw differs('codebook.json', 'its columns')
  const csv = new TableCheck('data.csv', codebook.columns, expected.knownIds)
  for await (const row of csvRows(entry(entries, 'data.csv').bytes)) csv.add(row)
  const parquet = new TableCheck('data.parquet', codebook.columns, expected.knownIds)
  await eachParquetRow(entry(entries, 'data.parquet').bytes, (row) => parquet.add(row))
  if (csv.digest() !== parquet.digest())
    throw differs('data.parquet', 'its rows: they are not those of data.csv')
  for (const table of [csv, parquet]) checkCounts(table, report, expected)
  for (const [name, { bytes }] of entries) {
    if (name !== 'data.csv' && name !== 'data.parquet') checkText(name, bytes.toString('utf8'), expected)
  }
}

const columnSchema = z.object({
  name: z.string(),
  kind: z.enum(['pseudonym', 'quasi', 'sensitive']),
  values: z.array(z.object({ code: z.string(), label: z.string() })),
})
const codebookSchema = z.object({ columns: z.array(columnSchema) })
const reportSchema = z.object({
  rows: z.number(),
  k: z.number(),
  classes: z.number(),
  sensitive: z.object({ distinct_l: z.number(), t: z.number() }),
})
type Column = z.infer<typeof columnSchema>

interface Entry {
  readonly bytes: Buffer
  readonly sha256: string
}

async function readEntries(file: string, number: number): Promise<Map<string, Entry>> {
  const zip = await yauzl.openPromise(file)
  const entries = new Map<string, Entry>()
  const folder = `${packageName(number)}/`
  try {
    for await (const each of zip.eachEntry()) {
      const bytes = await allOf(await zip.openReadStreamPromise(each))
      const name = each.fileName.startsWith(folder) ? each.fileName.slice(folder.length) : each.fileName
      entries.set(name, { bytes, sha256: createHash('sha256').update(bytes).digest('hex') })
    }
  } catch (error) {
    throw error instanceof DatasetRefused ? error : differs('the zip', 'what can be read of it')
  } finally {
    zip.close()
  }
  if ([...entries.keys()].join() !== PACKAGE_FILES.join()) throw differs('the zip', 'its list of files')
  return entries
}

async function allOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function entry(entries: ReadonlyMap<string, Entry>, name: string): Entry {
  const found = entries.get(name)
  if (found === undefined) throw differs('the zip', 'its list of files')
  return found
}

function checkManifest(entries: ReadonlyMap<string, Entry>): void {
  const listed = [...entries].filter(([name]) => name !== 'manifest.sha256')
  const worked = listed.map(([name, { sha256 }]) => `${sha256}  ${name}\n`).join('')
  if (entry(entries, 'manifest.sha256').bytes.toString('utf8') !== worked) {
    throw differs('manifest.sha256', 'a hash')
  }
}

function readJson<T>(entries: ReadonlyMap<string, Entry>, name: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(entry(entries, name).bytes.toString('utf8')))
  } catch {
    throw differs(name, 'its form')
  }
}

const cellsSchema = z.record(z.string(), z.string())
type Cells = z.infer<typeof cellsSchema>

async function* csvRows(bytes: Buffer): AsyncGenerator<Cells> {
  const parser = parse(bytes, { columns: true })
  try {
    for await (const row of parser) yield cellsSchema.parse(row)
  } catch (error) {
    throw error instanceof DatasetRefused ? error : differs('data.csv', 'its form')
  }
}

const ROWS_AT_ONCE = 20_000

async function eachParquetRow(bytes: Buffer, visit: (row: Cells) => void): Promise<void> {
  const whole = new Uint8Array(bytes).buffer
  const file = { byteLength: whole.byteLength, slice: (from: number, to?: number) => whole.slice(from, to) }
  for (let from = 0; ; from += ROWS_AT_ONCE) {
    const rows = await parquetReadObjects({ file, rowStart: from, rowEnd: from + ROWS_AT_ONCE }).catch(() => {
      throw differs('data.parquet', 'its form')
    })
    for (const row of rows) {
      const cells = cellsSchema.safeParse(row)
      if (!cells.success) throw differs('data.parquet', 'a cell that is no text')
      visit(cells.data)
    }
    if (rows.length < ROWS_AT_ONCE) return
  }
}

/** Takes the rows of one table one after another. */
class TableCheck {
  readonly recount: Recount
  readonly #file: string
  readonly #columns: readonly Column[]
  readonly #names: readonly string[]
  readonly #labels: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly #hash = createHash('sha256')
  readonly #pseudonyms = new Set<string>()
  readonly #knownIds: ReadonlySet<string>

  constructor(file: string, columns: readonly Column[], knownIds: ReadonlySet<string>) {
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
    this.recount = new Recount(
      ofKind('quasi').map(({ name }) => name),
      ofKind('sensitive')[0]?.name ?? '',
    )
    for (const name of this.#names) this.#search(name, [])
    for (const { name, values } of this.#columns)
      this.#search(
        name,
        values.flatMap(({ code, label }) => [code, label]),
      )
  }

  /** Every cell is a word of the codebook, beside its own label, and no pseudonym comes twice. */
  add(row: Cells): void {
    if (Object.keys(row).join() !== this.#names.join()) throw differs(this.#file, 'its columns')
    const pseudonym = row[PSEUDONYM] ?? ''
    if (!/^p[0-9a-f]{24}$/.test(pseudonym) || this.#pseudonyms.has(pseudonym)) {
      throw differs(this.#file, 'a pseudonym')
    }
    this.#pseudonyms.add(pseudonym)
    for (const { name } of this.#columns) {
      const cell = row[name] ?? ''
      const label = row[labelColumn(name)] ?? ''
      if (this.#labels.get(name)?.get(cell) === label) continue
      this.#search(name, [cell, label])
      throw differs(this.#file, `a cell of ${name}, which the codebook does not know`)
    }
    this.#hash.update(JSON.stringify(this.#names.map((name) => row[name])))
    this.recount.add(row)
  }

  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  #search(column: string, cells: readonly string[]): void {
    const [found] = identifiersIn(column, cells, this.#knownIds)
    if (found !== undefined) throw identifier(this.#file, found.kind)
  }
}

function checkCounts(
  { recount }: TableCheck,
  report: z.infer<typeof reportSchema>,
  expected: PackageExpectation,
): void {
  const { rows, classes, k, distinctL, t } = recount.result()
  if (k === null || distinctL === null || t === null) throw differs('data.csv', 'its rows: there is none')
  if (k < expected.k || distinctL < expected.distinctL || t > expected.t + 1e-9) {
    throw differs('data.csv', 'k, l or t: they do not keep what was asked for')
  }
  const isAsReported =
    rows === report.rows &&
    rows === expected.rows &&
    classes === report.classes &&
    k === report.k &&
    distinctL === report.sensitive.distinct_l &&
    Math.abs(t - report.sensitive.t) < 1e-9
  if (!isAsReported) throw differs('risk_report.json', 'its figures: the rows give others')
}

/** Hashes and the day of the data set are ours; everything else is read as it stands, word by word and line by line. */
function checkText(name: string, text: string, { createdOn, knownIds }: PackageExpectation): void {
  const read = text.replace(/\b[0-9a-f]{64}\b/g, '').replaceAll(createdOn, '')
  const [found] = identifiersIn('', [...read.split('\n'), ...read.split(/[\s"'<>(),;:|`]+/)], knownIds)
  if (found !== undefined) throw identifier(name, found.kind)
}

function differs(where: string, what: string): DatasetRefused {
  return new DatasetRefused(
    'package_differs',
    `The package was read again before it was published, and ${where} is not as it should be in ${what}. Nothing was published.`,
  )
}

function identifier(where: string, kind: string): DatasetRefused {
  return new DatasetRefused(
    'identifier_found',
    `Something in ${where} looks like an identifier (${kind.replaceAll('_', ' ')}). Nothing was published.`,
  )
}
