/**
 * Starts the PostgreSQL that comes with the application, or joins it where it runs already.
 *
 * A server left behind by a killed process is adopted; one that another living process uses is shared, and the last
 * to leave stops it. While a process uses the server and the server dies, it is started again.
 */

import { setTimeout as wait } from 'node:timers/promises'
import { EmbeddedPostgresFailed } from '../errors.js'
import type { Log } from '../log.js'
import { findBinaries } from './binaries.js'
import { type Cluster, openCluster } from './cluster.js'
import { choosePlace } from './place.js'
import { startPostmaster, stopPostmaster } from './postmaster.js'
import { type WatchConnection, watchRunning } from './watch-connection.js'

export interface EmbeddedOptions {
  /** The application's data folder; the server's own files go below it, or where its file says. */
  readonly dataFolder: string
  readonly log: Log
  /** Only tests give up durability, for speed. */
  readonly durable?: boolean
}

export interface EmbeddedServer {
  /** The superuser's address of the maintenance database. */
  readonly adminUrl: string
  readonly dataDirectory: string
  /** Whether this process started the server or took over one that nobody used; else it shares another's. */
  readonly owned: boolean
  /** Lets go of the server, and stops it unless another process uses it. */
  stop(): Promise<void>
  /** Lets go of the server and leaves it running. */
  release(): Promise<void>
}

const START_MILLISECONDS = 60_000
const RETRY_MILLISECONDS = 100
const RETRY_AFTER_FAILURE_MILLISECONDS = 5_000

/** @throws EmbeddedPostgresFailed with what was tried, what the server said, and what to do */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const durable = options.durable ?? true
  const place = await choosePlace(options.dataFolder)
  const cluster = await openCluster(place, await findBinaries(place), durable)
  const first = await joinOrStart(cluster, durable)
  const supervisor = new Supervisor(cluster, durable, options.log, first)
  return {
    adminUrl: first.adminUrl,
    dataDirectory: cluster.dataDirectory,
    owned: first.owned,
    stop: () => supervisor.end('stop_if_last'),
    release: () => supervisor.end('leave_running'),
  }
}

async function joinOrStart(cluster: Cluster, durable: boolean): Promise<WatchConnection> {
  const deadline = Date.now() + START_MILLISECONDS
  for (;;) {
    const running = await watchRunning(cluster)
    if (running !== null) return running
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresFailed(
        `The embedded PostgreSQL in ${cluster.dataDirectory} neither answers nor starts. Read ${cluster.logFile}.`,
      )
    }
    if ((await startPostmaster(cluster, durable)) === 'not_now') await wait(RETRY_MILLISECONDS)
  }
}

/** Keeps the server alive for as long as this process uses it. */
class Supervisor {
  readonly #cluster: Cluster
  readonly #durable: boolean
  readonly #log: Log
  readonly #adminUrl: string
  readonly #ending = new AbortController()
  #watch: WatchConnection
  #restarting: Promise<void> = Promise.resolve()
  #ended: Promise<void> | null = null

  constructor(cluster: Cluster, durable: boolean, log: Log, watch: WatchConnection) {
    this.#cluster = cluster
    this.#durable = durable
    this.#log = log
    this.#adminUrl = watch.adminUrl
    this.#watch = watch
    this.#supervise(watch)
  }

  end(how: 'stop_if_last' | 'leave_running'): Promise<void> {
    this.#ended ??= this.#end(how)
    return this.#ended
  }

  #supervise(watch: WatchConnection): void {
    this.#watch = watch
    watch.ended.then(() => {
      if (!this.#ending.signal.aborted) this.#restarting = this.#restart()
    })
  }

  async #restart(): Promise<void> {
    this.#log.warn({}, 'The embedded PostgreSQL went away. Starting it again.')
    while (!this.#ending.signal.aborted) {
      try {
        const watch = await joinOrStart(this.#cluster, this.#durable)
        this.#reportRestart(watch)
        this.#supervise(watch)
        return
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        this.#log.error({ reason }, 'The embedded PostgreSQL could not be started again. Trying once more.')
        await wait(RETRY_AFTER_FAILURE_MILLISECONDS, null, { signal: this.#ending.signal }).catch(() => {})
      }
    }
  }

  #reportRestart(watch: WatchConnection): void {
    if (watch.adminUrl === this.#adminUrl) {
      this.#log.info({}, 'The embedded PostgreSQL runs again.')
    } else {
      this.#log.error(
        {},
        'The embedded PostgreSQL runs again, but its port was taken. Restart the application.',
      )
    }
  }

  async #end(how: 'stop_if_last' | 'leave_running'): Promise<void> {
    this.#ending.abort()
    await this.#restarting
    if (how === 'stop_if_last') await this.#stopIfLast()
    await this.#watch.close()
  }

  async #stopIfLast(): Promise<void> {
    // A watch that cannot leave has lost its server: there is nothing to stop.
    const isLast = await this.#watch.leave().catch(() => null)
    if (isLast) await stopPostmaster(this.#cluster)
    if (isLast === false) this.#log.info({}, 'Another process uses the embedded PostgreSQL; it stays up.')
  }
}
