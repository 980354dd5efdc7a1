/**
 * Reads a written package again and works everything out anew, knowing nothing of how it was made: which files there are,
 * their hashes, both tables cell by cell, k, l and t, and whether anything in it names a person. What differs is refused.
 */

import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { identifiersIn, type KnownIds } from '../../../core/dataset/identifier-search.js'
import { differs, identifier } from './check-refusals.js'
import { columnSchema, csvRows, eachParquetRow, TableCheck } from './check-tables.js'
import { PSEUDONYM } from './package-content.js'
import { PackageZip } from './package-zip.js'
import { packageName } from './write-package.js'

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
  readonly knownIds: KnownIds
}

/**
 * Both tables are read by stream, so that memory does not grow with their rows.
 *
 * @throws DatasetRefused `package_differs` or `identifier_found`, saying in which file
 */
export async function checkPackage(file: string, expected: PackageExpectation): Promise<void> {
  const zip = await PackageZip.open(file, packageName(expected.number))
  try {
    const texts = await zip.texts()
    const codebook = readJson(texts, 'codebook.json', codebookSchema)
    const report = readJson(texts, 'risk_report.json', reportSchema)
    const names = codebook.columns.map(({ name }) => name)
    if (names.join() !== [PSEUDONYM, ...expected.columns].join())
      throw differs('codebook.json', 'its columns')
    const csv = new TableCheck('data.csv', codebook.columns, expected.knownIds)
    await zip.readTable('data.csv', async (stream) => {
      for await (const row of csvRows(stream)) csv.add(row)
    })
    const parquet = new TableCheck('data.parquet', codebook.columns, expected.knownIds)
    const copy = `${file}.data.parquet`
    try {
      await zip.readTable('data.parquet', (stream) => pipeline(stream, createWriteStream(copy)))
      await eachParquetRow(copy, (row) => parquet.add(row))
    } finally {
      await rm(copy, { force: true })
    }
    if (zip.manifest() !== textOf(texts, 'manifest.sha256')) throw differs('manifest.sha256', 'a hash')
    if (csv.digest() !== parquet.digest())
      throw differs('data.parquet', 'its rows: they are not those of data.csv')
    for (const table of [csv, parquet]) checkCounts(table, report, expected)
    for (const [name, text] of texts) checkText(name, text, expected)
  } finally {
    zip.close()
  }
}

const codebookSchema = z.object({ columns: z.array(columnSchema) })
const reportSchema = z.object({
  /** Persons, however many rows each of them has. */
  rows: z.number(),
  k: z.number(),
  classes: z.number(),
  sensitive: z.object({ distinct_l: z.number(), t: z.number() }),
})

function textOf(texts: ReadonlyMap<string, string>, name: string): string {
  return texts.get(name) ?? ''
}

function readJson<T>(texts: ReadonlyMap<string, string>, name: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(textOf(texts, name)))
  } catch {
    throw differs(name, 'its form')
  }
}

function checkCounts(
  table: TableCheck,
  report: z.infer<typeof reportSchema>,
  expected: PackageExpectation,
): void {
  const { rows, classes, k, distinctL, t } = table.result()
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
