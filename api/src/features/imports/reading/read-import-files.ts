/** Reads all files of an import; a file that cannot be read is named, with the reason. */

import { type ImportFileName, itemNumberOf } from '../../../core/import-rules/import-columns.js'
import type { ImportReadings } from '../../../core/import-rules/import-context.js'
import type { Notice } from '../../../core/import-rules/notices.js'
import {
  readAttendanceRow,
  readMemberRow,
  readTreatmentRow,
} from '../../../core/import-rules/read-member-row.js'
import {
  readGroupRow,
  readGroupSessionRow,
  readSiteRow,
  readTherapistRow,
} from '../../../core/import-rules/read-reference-row.js'
import { responseRowReader } from '../../../core/import-rules/read-response-row.js'
import { FileRefused } from './file-refused.js'
import type { ImportSource, RefusedFile, SourceFile } from './import-source.js'
import type { ReadFile, ReadOptions, RowReader } from './read-rows.js'
import { readRows } from './read-rows.js'

export interface ReadFiles {
  readonly readings: ImportReadings
  /** Any entry: nothing may be stored. */
  readonly errors: readonly RefusedFile[]
  readonly notices: readonly Notice[]
  /** Files with rows, in the order of what they depend on. */
  readonly files: readonly ImportFileName[]
}

/** @throws ImportCancelled */
export async function readImportFiles(source: ImportSource, options: ReadOptions): Promise<ReadFiles> {
  const errors: RefusedFile[] = [...source.errors]
  const notices: Notice[] = [...source.notices]
  const files: ImportFileName[] = []

  async function readOne<Content, Key>(
    name: ImportFileName,
    readerFor: (columns: readonly string[]) => RowReader<Content, Key>,
  ) {
    const file = source.files.find((candidate) => candidate.name === name)
    if (file === undefined) return null
    const read = await readOrRefuse(file, readerFor, options)
    if (read.kind === 'refused') {
      errors.push(read.error)
      return null
    }
    notices.push(...read.file.notices)
    if (read.file.readings !== null) files.push(name)
    return read.file.readings
  }

  const readings: ImportReadings = {
    sites: await readOne('sites.csv', () => readSiteRow),
    therapists: await readOne('therapists.csv', () => readTherapistRow),
    groups: await readOne('groups.csv', () => readGroupRow),
    members: await readOne('members.csv', () => readMemberRow),
    treatments: await readOne('concurrent_treatments.csv', () => readTreatmentRow),
    sessions: await readOne('sessions.csv', () => readGroupSessionRow),
    attendance: await readOne('attendance.csv', () => readAttendanceRow),
    responses: await readOne('responses.csv', (columns) =>
      responseRowReader(columns.flatMap((column) => itemNumberOf(column) ?? [])),
    ),
  }
  return { readings, errors, notices, files }
}

type ReadOutcome<Content, Key> =
  | { readonly kind: 'read'; readonly file: ReadFile<Content, Key> }
  | { readonly kind: 'refused'; readonly error: RefusedFile }

async function readOrRefuse<Content, Key>(
  { name, open }: SourceFile,
  readerFor: (columns: readonly string[]) => RowReader<Content, Key>,
  options: ReadOptions,
): Promise<ReadOutcome<Content, Key>> {
  try {
    return { kind: 'read', file: await readRows(name, open, readerFor, options) }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return { kind: 'refused', error: { code: error.code, file: name, message: error.message } }
  }
}
