/**
 * Starts the renderer: a process of its own that turns frozen JSON into one file. It gets no address of the database and
 * no secret, may take so much time and memory and no more, and is killed when the report is no longer wanted.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { ReportFormat } from '../../../contracts/report-requests.js'
import { type RenderProgress, renderProgressSchema } from '../../../contracts/report-runs.js'

export interface Renderer {
  /** Its script, as it was built. */
  readonly script: string
  readonly longestMilliseconds: number
  readonly mostMegabytes: number
}

/** @param script  `dist/reports/render.js` */
export function rendererAt(script: string): Renderer {
  return { script, longestMilliseconds: 180_000, mostMegabytes: 768 }
}

export interface Rendering {
  readonly json: string
  readonly format: ReportFormat
  readonly onProgress: (progress: RenderProgress) => void
  readonly signal: AbortSignal
}

/** It said itself why it makes no file of this: again would end the same. */
export class NotRenderable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotRenderable'
  }
}

/** Above it a code stands for a signal. */
const MOST_OWN_CODES = 127
const LARGEST_FILE_BYTES = 64 * 1024 * 1024
const MOST_SAID = 2_000
const FOLDERS = 'tidemark-report-'
/** A folder so old belongs to a process that was killed. */
const FORGOTTEN_AFTER_MILLISECONDS = 60 * 60_000
/** Behind whatever serves people. */
const NICENESS = 19

/**
 * The whole file.
 *
 * @throws NotRenderable       with the renderer's own sentence
 * @throws the signal's reason when it is no longer wanted
 * @throws Error               when it died, took too long or left no whole file
 */
export async function renderReport(renderer: Renderer, rendering: Rendering): Promise<Buffer> {
  const { json, format, signal } = rendering
  signal.throwIfAborted()
  const folder = await mkdtemp(path.join(os.tmpdir(), FOLDERS))
  try {
    const frozen = path.join(folder, 'frozen.json')
    const out = path.join(folder, `report.${format}`)
    await writeFile(frozen, json, { mode: 0o600 })
    await run(renderer, [frozen, '--format', format, '--out', out], folder, rendering)
    const { size } = await stat(out)
    if (size > LARGEST_FILE_BYTES)
      throw new NotRenderable(`The file would have ${Math.round(size / 1e6)} MB. Narrow the filters.`)
    const file = await readFile(out)
    if (!isWhole(file, format)) throw new Error(`The renderer ended well and left no whole ${format} file.`)
    return file
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what processes left behind that were killed. */
export async function removeForgottenFolders(now = Date.now()): Promise<void> {
  const names = await readdir(os.tmpdir())
  for (const name of names.filter((each) => each.startsWith(FOLDERS))) {
    const folder = path.join(os.tmpdir(), name)
    const found = await stat(folder).catch(() => null)
    if (found !== null && now - found.mtimeMs > FORGOTTEN_AFTER_MILLISECONDS)
      await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

async function run(
  { script, longestMilliseconds, mostMegabytes }: Renderer,
  args: readonly string[],
  cwd: string,
  { onProgress, signal }: Rendering,
): Promise<void> {
  const child = spawn(process.execPath, [`--max-old-space-size=${mostMegabytes}`, script, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', TZ: 'UTC', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = endOf(child)
  const tooLong = AbortSignal.timeout(longestMilliseconds)
  const kill = () => child.kill('SIGKILL')
  const over = AbortSignal.any([signal, tooLong])
  over.addEventListener('abort', kill, { once: true })
  try {
    stepBack(child)
    const said = tail(child.stderr)
    followProgress(child.stdout, onProgress)
    const { code, by } = await ended
    signal.throwIfAborted()
    if (tooLong.aborted) throw new Error(`The renderer took longer than ${longestMilliseconds / 1000} s.`)
    // It ends with a code where it says why; a signal ended it otherwise, or the lack of memory.
    if (by !== null || code === null || code > MOST_OWN_CODES)
      throw new Error(`The renderer ended with ${by ?? code}.`)
    if (code !== 0) throw new NotRenderable(said() || 'The report cannot be made of these numbers.')
  } finally {
    over.removeEventListener('abort', kill)
    kill()
    await ended.catch(() => {})
  }
}

function endOf(child: ChildProcess): Promise<{ code: number | null; by: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, by) => resolve({ code, by }))
  })
}

function stepBack({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) os.setPriority(pid, NICENESS)
  } catch {
    // It has ended already, or the system does not let us: then it runs as it is.
  }
}

/** What it said last, in one line. */
function tail(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-MOST_SAID)
  })
  return () => text.replace(/\s+/g, ' ').trim()
}

function followProgress(stream: Readable, onProgress: (progress: RenderProgress) => void): void {
  createInterface({ input: stream }).on('line', (line) => {
    const progress = renderProgressSchema.safeParse(jsonOr(line))
    if (progress.success) onProgress(progress.data)
  })
}

/** Null where a library said something of its own. */
function jsonOr(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** By what each format begins with, and what it ends with where it has an end. */
function isWhole(file: Buffer, format: ReportFormat): boolean {
  const ends = (bytes: number) => file.subarray(-bytes).toString('latin1')
  switch (format) {
    case 'pdf':
      return file.subarray(0, 5).toString('latin1') === '%PDF-' && ends(32).includes('%%EOF')
    case 'xlsx':
    case 'csv':
      // A ZIP, whose directory comes last.
      return file.subarray(0, 2).toString('latin1') === 'PK' && ends(66_000).includes('PK\u0005\u0006')
    case 'html':
      return (
        /^\s*<!doctype html/i.test(file.subarray(0, 200).toString('utf8')) && ends(64).includes('</html>')
      )
  }
}
