import type { FileCode } from '../../../core/import-rules/codes.js'

/** A file that cannot be read as such. The message names the file by its import name and repeats no content. */
export class FileRefused extends Error {
  readonly code: FileCode

  constructor(code: FileCode, message: string) {
    super(message)
    this.code = code
    this.name = 'FileRefused'
  }
}

/** The person who asked for the import has withdrawn it; nothing is stored. */
export class ImportCancelled extends Error {
  readonly code = 'import_cancelled'
  override readonly name = 'ImportCancelled'

  constructor() {
    super('The import was cancelled before it was committed. Nothing was stored.')
  }
}

/** @throws ImportCancelled */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ImportCancelled()
}
