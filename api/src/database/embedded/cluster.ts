/** The server's files: made once, whole or not at all, and read again at every start. */

import { randomBytes } from 'node:crypto'
import { appendFile, chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { EmbeddedPostgresFailed } from '../errors.js'
import type { Binaries } from './binaries.js'
import type { ServerPlace } from './place.js'
import { runAs } from './run-as.js'
import { give, type ServerAccount } from './server-account.js'

export interface Cluster {
  readonly dataDirectory: string
  readonly logFile: string
  /** Of the superuser `postgres`. */
  readonly password: string
  readonly account: ServerAccount
  readonly binaries: Binaries
}

export const SUPERUSER = 'postgres'

/** Our settings of the server, written before every start and read last. */
export const SETTINGS_FILE = 'tidemark.conf'

const ABANDONED_MILLISECONDS = 3_600_000

/**
 * Opens the files of the server; makes them if there are none.
 *
 * @param durable  whether initdb waits until everything is on the disk
 * @throws         EmbeddedPostgresFailed when they are of another major version, or cannot be made
 */
export async function openCluster(
  place: ServerPlace,
  binaries: Binaries,
  durable: boolean,
): Promise<Cluster> {
  if ((await stat(place.cluster).catch(() => null)) === null) await makeCluster(place, binaries, durable)
  const dataDirectory = path.join(place.cluster, 'data')
  await refuseOtherVersion(dataDirectory, binaries)
  return {
    dataDirectory,
    logFile: path.join(place.cluster, 'server.log'),
    password: (await readFile(path.join(place.cluster, 'password'), 'utf8')).trim(),
    account: place.account,
    binaries,
  }
}

/**
 * Two starters at once may both make files; the rename keeps the first, and the password travels with its data. A
 * start that dies in the middle leaves only a folder that nobody uses.
 */
async function makeCluster(place: ServerPlace, binaries: Binaries, durable: boolean): Promise<void> {
  await removeAbandoned(place.home)
  const unfinished = await mkdtemp(path.join(place.home, 'cluster.new-'))
  try {
    await chmod(unfinished, 0o700)
    await give(unfinished, place.account)
    const passwordFile = path.join(unfinished, 'password')
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
    await give(passwordFile, place.account)
    const dataDirectory = path.join(unfinished, 'data')
    await runAs(place.account, binaries.initdb, [
      `--pgdata=${dataDirectory}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin', // the same order of texts on every operating system
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ])
    await appendFile(
      path.join(dataDirectory, 'postgresql.conf'),
      `\ninclude_if_exists = '${SETTINGS_FILE}'\n`,
    )
    await rename(unfinished, place.cluster)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if ((await stat(place.cluster).catch(() => null)) === null) throw error
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith('cluster.new-') && !name.startsWith('program.new-')) continue
    const folder = path.join(home, name)
    const found = await stat(folder).catch(() => null)
    const isAbandoned = found !== null && Date.now() - found.mtimeMs > ABANDONED_MILLISECONDS
    if (isAbandoned) await rm(folder, { recursive: true, force: true })
  }
}

async function refuseOtherVersion(dataDirectory: string, binaries: Binaries): Promise<void> {
  const version = (await readFile(path.join(dataDirectory, 'PG_VERSION'), 'utf8')).trim()
  if (version === binaries.majorVersion) return
  throw new EmbeddedPostgresFailed(
    `The database in ${dataDirectory} was made by PostgreSQL ${version}; the installed one is ${binaries.majorVersion}. Install the version of Tidemark that made it, back up, and restore.`,
  )
}
