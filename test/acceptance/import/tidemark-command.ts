import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ImportTexts } from '../../builders/import-files.js'
import type { TestDatabase } from '../../integration/support/test-database.js'

const CLI = path.resolve('dist/api/src/cli.js')

export interface CommandResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the built command line on a test's database. */
export function startTidemark(database: TestDatabase | null, args: readonly string[]): ChildProcess {
  const addresses =
    database === null
      ? {}
      : { DATABASE_URL: database.urls.command_line, DATABASE_OWNER_URL: database.ownerUrl }
  return spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, ...addresses },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export async function tidemark(
  database: TestDatabase | null,
  args: readonly string[],
): Promise<CommandResult> {
  const child = startTidemark(database, args)
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (text) => {
    stdout += String(text)
  })
  child.stderr?.on('data', (text) => {
    stderr += String(text)
  })
  await once(child, 'close')
  return { exitCode: child.exitCode, stdout, stderr }
}

export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}

/** Writes files into a new folder and removes it after the work. */
export async function withImportFolder<Result>(
  files: ImportTexts,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-files-'))
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
