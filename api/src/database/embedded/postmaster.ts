/** Starting and stopping the server's process, and reading what it says of itself. */

import { randomBytes } from 'node:crypto'
import { readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { EmbeddedPostgresFailed } from '../errors.js'
import { type Cluster, SETTINGS_FILE } from './cluster.js'
import { runAs } from './run-as.js'
import { give } from './server-account.js'

/** What `postmaster.pid` holds; it stays behind after a crash. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

const START_SECONDS = 60
const STOP_SECONDS = 20 // within the 25 seconds of a graceful stop
const LARGEST_LOG_BYTES = 10_000_000

/** Reasons that pass: another starter was faster, an old backend is still ending, the port was just taken. */
const PASSING =
  /lock file "postmaster\.pid" already exists|pre-existing shared memory block|could not bind|Address already in use/

export async function readPostmaster(dataDirectory: string): Promise<Postmaster | null> {
  const text = await readFile(path.join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = text.split('\n').map(Number)
  return pid && port ? { pid, port } : null
}

/**
 * Starts the server and waits until it takes connections.
 *
 * PostgreSQL's own lock file lets only one of several starters win.
 *
 * @returns `not_now` when it may work a moment later
 * @throws  EmbeddedPostgresFailed with the end of the server's log
 */
export async function startPostmaster(cluster: Cluster, durable: boolean): Promise<'started' | 'not_now'> {
  await removeDeadPidFile(cluster.dataDirectory)
  await rotateLog(cluster.logFile)
  await writeSettings(cluster, durable)
  const logged = await stat(cluster.logFile).then(
    (file) => file.size,
    () => 0,
  )
  try {
    const how = ['-w', '-t', `${START_SECONDS}`, '-s', '-l', cluster.logFile]
    await runAs(cluster.account, cluster.binaries.pgCtl, ['start', '-D', cluster.dataDirectory, ...how])
    return 'started'
  } catch (error) {
    const said = (await readFile(cluster.logFile, 'utf8').catch(() => '')).slice(logged).trim()
    if (PASSING.test(said)) return 'not_now'
    const end = said.split('\n').slice(-10).join('\n')
    throw new EmbeddedPostgresFailed(
      `The embedded PostgreSQL did not start (${cluster.logFile}): ${end}`,
      error,
    )
  }
}

/** Ends all sessions, writes everything down and stops; without the last two if that takes too long. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const stop = (mode: 'fast' | 'immediate') =>
    runAs(cluster.account, cluster.binaries.pgCtl, [
      ...['stop', '-D', cluster.dataDirectory, '-m', mode, '-w', '-t', `${STOP_SECONDS}`, '-s'],
    ])
  try {
    await stop('fast')
  } catch (error) {
    if ((await readPostmaster(cluster.dataDirectory)) === null) return
    await stop('immediate').catch(() => {
      throw error
    })
  }
}

/**
 * PostgreSQL refuses to start while a process of the same account has the number in a left-over `postmaster.pid`:
 * after a restart of the machine that may be any program, and in a container without an init process the killed
 * server itself, which nobody buries.
 */
async function removeDeadPidFile(dataDirectory: string): Promise<void> {
  const postmaster = await readPostmaster(dataDirectory)
  if (postmaster === null || process.platform !== 'linux') return
  const folder = await readlink(`/proc/${postmaster.pid}/cwd`).catch(() => null)
  const isOther = folder !== null && folder !== dataDirectory
  if (isOther || (await isZombie(postmaster.pid)))
    await rm(path.join(dataDirectory, 'postmaster.pid'), { force: true })
}

async function isZombie(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return /^State:\s*Z/m.test(status)
}

async function rotateLog(logFile: string): Promise<void> {
  const log = await stat(logFile).catch(() => null)
  if (log !== null && log.size > LARGEST_LOG_BYTES) await rename(logFile, `${logFile}.1`)
}

async function writeSettings(cluster: Cluster, durable: boolean): Promise<void> {
  const file = path.join(cluster.dataDirectory, SETTINGS_FILE)
  const last = /^port = (\d+)$/m.exec(await readFile(file, 'utf8').catch(() => ''))
  const settings = {
    port: await freePort(last === null ? null : Number(last[1])),
    listen_addresses: "'127.0.0.1'",
    unix_socket_directories: "''",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    // Details of an error hold rows and its statement may hold values: neither belongs in a log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`)
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`
  await writeFile(unfinished, lines.join(''), { mode: 0o600, flag: 'wx' })
  await give(unfinished, cluster.account)
  await rename(unfinished, file)
}

/** The port of the last start if it is free, so that connections find the server again; else any free one. */
async function freePort(preferred: number | null): Promise<number> {
  if (preferred !== null) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if ((await tryPort(preferred)) !== null) return preferred
      await wait(50) // a server that has just died may still hold it
    }
  }
  const port = await tryPort(0)
  if (port === null) throw new EmbeddedPostgresFailed('No port is free on 127.0.0.1.')
  return port
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null))
    })
  })
}
