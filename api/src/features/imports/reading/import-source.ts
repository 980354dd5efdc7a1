/** Where the files of an import come from. Names are the server's: only the base name counts, and only a known one. */

import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ImportFileName, isImportFileName } from '../../../core/import-rules/import-columns.js'
import type { Notice } from '../../../core/import-rules/notices.js'

export interface SourceFile {
  readonly name: ImportFileName
  readonly open: () => AsyncIterable<Uint8Array>
}

export interface ImportSource {
  readonly files: readonly SourceFile[]
  readonly errors: readonly RefusedFile[]
  readonly notices: readonly Notice[]
}

export interface RefusedFile {
  readonly code: string
  readonly file: string
  readonly message: string
}

/** A file or folder that was named cannot be opened. */
export class MissingPath extends Error {
  readonly code = 'missing_path'
  override readonly name = 'MissingPath'
}

/**
 * Files named one by one, and folders of which the known files are taken.
 *
 * @throws MissingPath
 */
export async function sourceFromPaths(paths: readonly string[]): Promise<ImportSource> {
  const offered: OfferedFile[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) throw new MissingPath(`There is no file or folder ${path}.`)
    if (found.isDirectory()) {
      for (const name of (await readdir(path)).sort()) offered.push(offer(name, join(path, name), false))
    } else offered.push(offer(basename(path), path, true))
  }
  return sourceOf(offered)
}

/** Files that were sent, under whatever names the sender gave them. */
export function sourceFromUploads(uploads: readonly { name: string; bytes: Uint8Array }[]): ImportSource {
  return sourceOf(
    uploads.map(({ name, bytes }) => ({
      // Both separators, because the sender's system is not known.
      name: name.split(/[\\/]/).at(-1) ?? '',
      isNamed: false,
      open: () => chunksOf(bytes),
    })),
  )
}

interface OfferedFile {
  readonly name: string
  /** Named itself, not found in a folder: an unknown one is an error, not something to pass over. */
  readonly isNamed: boolean
  readonly open: () => AsyncIterable<Uint8Array>
}

function offer(name: string, path: string, isNamed: boolean): OfferedFile {
  return { name, isNamed, open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) }
}

const CHUNK_BYTES = 256 * 1024

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
    yield bytes.subarray(start, start + CHUNK_BYTES)
}

function sourceOf(offered: readonly OfferedFile[]): ImportSource {
  const files = new Map<ImportFileName, SourceFile>()
  const errors: RefusedFile[] = []
  let passedOver = 0
  for (const { name, isNamed, open } of offered) {
    if (!isImportFileName(name)) {
      if (isNamed) errors.push(unknownFile(name))
      else passedOver += 1
    } else if (files.has(name)) errors.push(givenTwice(name))
    else files.set(name, { name, open })
  }
  if (files.size === 0 && errors.length === 0) errors.push(noFiles)
  return { files: Array.from(files.values()), errors, notices: passedOver > 0 ? [ignored(passedOver)] : [] }
}

function unknownFile(name: string): RefusedFile {
  const message =
    'This is no import file. Known names: sites.csv, therapists.csv, groups.csv, members.csv, concurrent_treatments.csv, sessions.csv, attendance.csv, responses.csv.'
  return { code: 'unknown_file', file: name, message }
}

function givenTwice(file: ImportFileName): RefusedFile {
  return { code: 'file_given_twice', file, message: `${file} was given twice. Give it once.` }
}

const noFiles: RefusedFile = {
  code: 'no_import_files',
  file: '',
  message:
    'None of the import files is there. At least one of groups.csv, members.csv, sessions.csv, attendance.csv or responses.csv is needed.',
}

function ignored(count: number): Notice {
  const message =
    count === 1
      ? 'One file is no import file; it was left out.'
      : `${count} files are no import files; they were left out.`
  return { code: 'file_ignored', file: '', message }
}
