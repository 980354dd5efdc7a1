import { type FileHandle, open, rename, rm } from 'node:fs/promises'

/**
 * Writes a file that is there whole or not at all: under another name, to the disk, then renamed.
 *
 * @throws Error that says what to do when the disk is full or the folder cannot be written
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array | string,
  write: (file: FileHandle) => Promise<void> = (file) => file.writeFile(bytes),
): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  try {
    const file = await open(unfinished, 'wx', 0o600)
    try {
      await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw new Error(wordsFor(error), { cause: error })
  }
}

function wordsFor(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full: the report was not written. Free some space and render it again.'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'The report may not be written there. Choose another folder.'
    case 'ENOENT':
      return 'The folder for the report does not exist. Make it, or choose another.'
    default:
      return `The report could not be written: ${error instanceof Error ? error.message : String(error)}`
  }
}
