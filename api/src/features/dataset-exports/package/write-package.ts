/**
 * Writes a package: its files into a folder of their own, then all of them as one zip by stream. Nothing is published
 * here: what stands at the end is a draft beside the place where the package will be, for the checker to read.
 */

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { types } from 'node:util'
import yazl from 'yazl'
import { DatasetRefused } from '../../../core/dataset/dataset-refused.js'
import { codebookOf, datapackageOf, riskReportOf, type WrittenFile } from './descriptions.js'
import { mainTable } from './main-table.js'
import type { PackageContent } from './package-content.js'
import { citationOf, codebookPage, methodsOf, readmeOf, riskPage } from './readable-pages.js'
import { scriptForPython, scriptForR } from './scripts.js'
import { mainTableCsv, writeCsv, writeParquet } from './table-files.js'

/** Every file of a package, in its order; the checker takes no other and misses none. */
export const PACKAGE_FILES = [
  'README.md',
  'data.csv',
  'data.parquet',
  'main_table.csv',
  'codebook.json',
  'codebook.html',
  'datapackage.json',
  'load.R',
  'load.py',
  'risk_report.json',
  'risk_report.html',
  'METHODS.md',
  'CITATION.cff',
  'manifest.sha256',
] as const
type PackageFile = (typeof PACKAGE_FILES)[number]

const READABLE_BY_ALL = 0o100644

/**
 * @param folder  an empty folder for the files
 * @param draft   where the zip is written
 * @throws        DatasetRefused `no_space` when the disk is full; what the signal gave when it was aborted
 */
export async function writePackage(
  content: PackageContent,
  { folder, draft, signal }: { folder: string; draft: string; signal?: AbortSignal },
): Promise<void> {
  try {
    await writeFiles(content, folder, signal)
    signal?.throwIfAborted()
    await zipFiles(content, folder, draft, signal)
  } catch (error) {
    throw asRefusal(error)
  }
}

async function writeFiles(content: PackageContent, folder: string, signal?: AbortSignal): Promise<void> {
  const { dataset, rows } = content
  const at = (name: PackageFile) => path.join(folder, name)
  await writeCsv(at('data.csv'), dataset, rows, signal)
  await writeParquet(at('data.parquet'), dataset, rows, signal)
  const codebook = codebookOf(content)
  const report = riskReportOf(content)
  const tables = [await written(folder, 'data.csv'), await written(folder, 'data.parquet')]
  const texts: Readonly<Partial<Record<PackageFile, string>>> = {
    'README.md': readmeOf(content),
    'main_table.csv': mainTableCsv(mainTable(dataset)),
    'codebook.json': json(codebook),
    'codebook.html': codebookPage(codebook),
    'datapackage.json': json(datapackageOf(codebook, tables)),
    'load.R': scriptForR(content),
    'load.py': scriptForPython(content),
    'risk_report.json': json(report),
    'risk_report.html': riskPage(report),
    'METHODS.md': methodsOf(content),
    'CITATION.cff': citationOf(content),
  }
  for (const [name, text] of Object.entries(texts)) await writeFile(path.join(folder, name), text)
  const all: WrittenFile[] = []
  for (const name of PACKAGE_FILES) if (name !== 'manifest.sha256') all.push(await written(folder, name))
  await writeFile(at('manifest.sha256'), all.map(({ sha256, name }) => `${sha256}  ${name}\n`).join(''))
}

async function written(folder: string, name: PackageFile): Promise<WrittenFile> {
  const file = path.join(folder, name)
  return { name, bytes: (await stat(file)).size, sha256: await sha256Of(file) }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Every entry carries the day of the data set and not the moment of writing: the same key gives the same bytes. */
async function zipFiles(
  { facts }: PackageContent,
  folder: string,
  draft: string,
  signal?: AbortSignal,
): Promise<void> {
  const zip = new yazl.ZipFile()
  const options = { mtime: new Date(`${facts.createdOn}T00:00:00Z`), mode: READABLE_BY_ALL }
  for (const name of PACKAGE_FILES) {
    const inside = `${packageName(facts.number)}/${name}`
    zip.addReadStream(createReadStream(path.join(folder, name)), inside, options)
  }
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject)
  })
  zip.end()
  await Promise.race([
    pipeline(zip.outputStream, createWriteStream(draft), ...(signal === undefined ? [] : [{ signal }])),
    failed,
  ])
  const handle = await open(draft, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Of the folder inside the zip, and of the file that is downloaded. */
export function packageName(number: number): string {
  return `tidemark-data-set-${number}`
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** A full disk has its own refusal; every other error stays what it is. */
export function asRefusal(error: unknown): unknown {
  const isFull = types.isNativeError(error) && 'code' in error && NO_SPACE.has(String(error.code))
  return isFull
    ? new DatasetRefused(
        'no_space',
        'The disk is full, so that the package could not be written. Nothing was published. Make room, then ask for it again.',
      )
    : error
}
