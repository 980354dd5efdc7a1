/** Where the embedded server keeps its files, so that its account can reach them and they are found again. */

import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { EmbeddedPostgresFailed } from '../errors.js'
import { canReach, chooseAccount, type ServerAccount } from './server-account.js'

export interface ServerPlace {
  /** The server's own folder; binaries are copied here if need be. */
  readonly home: string
  /** Data, password and log of the server, together in one folder that appears whole or not at all. */
  readonly cluster: string
  readonly account: ServerAccount
}

/** Says where the database is when it cannot be below the data folder; the first line is the path. */
const LOCATION_FILE = 'DATABASE-LOCATION.txt'

/** For a root whose checkout no other account can enter. */
const OUTSIDE_FOLDER = '/var/lib/tidemark'

/** PostgreSQL's own tools build shell commands with the paths in double quotes. */
export const SHELL_CHARACTERS = /["$`\\\n]/

/**
 * Finds or chooses the server's place.
 *
 * @param dataFolder  the application's data folder; made if missing
 */
export async function choosePlace(dataFolder: string): Promise<ServerPlace> {
  await makeFolder(path.resolve(dataFolder))
  const folder = await realpath(dataFolder)
  const home = (await recordedHome(folder)) ?? path.join(folder, 'postgres')
  if (process.platform !== 'win32' && SHELL_CHARACTERS.test(home)) {
    throw new EmbeddedPostgresFailed(
      `The path ${home} holds a quote, $, \` or \\, which PostgreSQL's tools cannot take. Set TIDEMARK_DATA to another folder.`,
    )
  }
  await makeFolder(home)
  const place = await placeIn(home)
  if (await canReach(home, place.account)) return place
  return placeIn(await moveOutside(folder))
}

async function placeIn(home: string): Promise<ServerPlace> {
  const cluster = path.join(home, 'cluster')
  return { home, cluster, account: await chooseAccount(cluster) }
}

async function recordedHome(folder: string): Promise<string | null> {
  const text = await readFile(path.join(folder, LOCATION_FILE), 'utf8').catch(() => null)
  return text?.split('\n')[0]?.trim() || null
}

/** Of two starters at once, the first to write the file decides for both. */
async function moveOutside(folder: string): Promise<string> {
  const home = path.join(OUTSIDE_FOLDER, randomBytes(8).toString('hex'))
  const text = `${home}\n\nThe database lives in the folder above: PostgreSQL does not run as root, and the account it
runs under cannot enter this folder. Without this file, the next start makes a new, empty database.\n`
  await writeFile(path.join(folder, LOCATION_FILE), text, { flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  const decided = (await recordedHome(folder)) ?? home
  await makeFolder(decided)
  return decided
}

/** Makes a folder and its parents; root makes them open to the account, whatever its mask. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o755 })
  if (first === undefined || process.getuid?.() !== 0) return
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await chmod(made, 0o755)
}
