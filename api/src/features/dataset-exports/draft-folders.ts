/**
 * Folders in which packages are written before they are published. Whoever makes one removes it; of a process that was
 * killed it stays, so its name says whose it is, and the next one takes it away.
 */

import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

const PREFIX = 'tidemark-draft-of-data-set-'
/** As `mkdtemp` completes it: nothing else in a folder of somebody's is touched. */
const NAME = /^tidemark-draft-of-data-set-(?<host>[0-9a-f]{8})-(?<pid>\d+)-\w{6}$/
/** Of another machine or container that writes to the same place nothing is known but the time. */
const HOST = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8)
const LEFT_AFTER_MILLISECONDS = 86_400_000
/** After a restart another process may have the number that this one has. */
const own = new Set<string>()

/** @param parent  made where it is missing */
export async function makeDraftFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true })
  await removeLeftDrafts(parent)
  const folder = await mkdtemp(path.join(parent, `${PREFIX}${HOST}-${process.pid}-`))
  own.add(folder)
  return folder
}

export async function removeDraftFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  own.delete(folder)
}

/** Takes away what processes left that are no more, and what nobody has touched for a day. */
export async function removeLeftDrafts(parent: string = os.tmpdir()): Promise<void> {
  for (const name of await readdir(parent)) {
    const { host, pid } = NAME.exec(name)?.groups ?? {}
    if (host === undefined || pid === undefined) continue
    const folder = path.join(parent, name)
    if (own.has(folder)) continue
    const isLeft = host === HOST && (Number(pid) === process.pid || !isRunning(Number(pid)))
    if (isLeft || (await isOld(folder))) await rm(folder, { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another account's process is running all the same.
    return Object(error).code === 'EPERM'
  }
}

async function isOld(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  return found?.isDirectory() === true && Date.now() - found.mtimeMs > LEFT_AFTER_MILLISECONDS
}
