import type { ImportReport } from '../../../../api/src/contracts/imports.js'
import type { ProblemError } from '../../api-client/problem-error.js'

export type ImportPurpose = 'preview' | 'store'

/** Where an import stands. The same files go twice: first to see what would happen, then to be stored. */
export type ImportRun =
  | { kind: 'choosing' }
  /** `shareSent` is 0 to 1; at 1 the server has everything and is working. */
  | { kind: 'sending'; purpose: ImportPurpose; shareSent: number }
  | { kind: 'previewed'; report: ImportReport }
  | { kind: 'stored'; report: ImportReport }
  | { kind: 'failed'; purpose: ImportPurpose; problem: ProblemError }
  | { kind: 'cancelled'; purpose: ImportPurpose }

export type ImportMode = ImportReport['mode']

export interface ImportOptions {
  readonly mode: ImportMode
  readonly source: string
  /** Empty: changed rows are conflicts. */
  readonly correctReason: string
  /** Columns that a file should not have are left out, in place of refusing the file. */
  readonly ignoresUnknownColumns: boolean
}

/** The form the server reads: options first, so that it knows them when the first file arrives. */
export function importForm(files: readonly File[], options: ImportOptions, purpose: ImportPurpose): FormData {
  const form = new FormData()
  form.set('mode', options.mode)
  form.set('dry_run', purpose === 'preview' ? 'true' : 'false')
  if (options.source.trim() !== '') form.set('source', options.source.trim())
  if (options.correctReason.trim() !== '') form.set('correct', options.correctReason.trim())
  if (options.ignoresUnknownColumns) form.set('ignore_unknown', 'true')
  for (const file of files) form.append('files', file, file.name)
  return form
}

/** A key that makes a repeated "Store" of one attempt harmless. 128 random bits as hex. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
