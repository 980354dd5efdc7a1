/**
 * Takes jobs from the queue of graphile-worker and runs them. The library locks a job for the worker that has it; a
 * worker that was killed leaves its lock behind. So each holds an advisory lock in its name as well, which ends with its
 * connection, however it dies: whoever can take it knows that nobody is there, and frees the job for the next.
 */

import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import type { Log } from '../log.js'
import { QUEUE_SCHEMA } from './prepare-job-queue.js'

/** One entry of the queue, as the work behind it sees it. */
export interface QueuedTask {
  readonly payload: unknown
  /** The queue does not take it up again. */
  readonly isLastAttempt: boolean
  /** Aborts when the process is asked to stop, or no longer knows that its job is its own. */
  readonly signal: AbortSignal
}

export interface RepeatedTask {
  /** As in a crontab, in UTC. */
  readonly at: string
  /** How long after its time one that was missed, because no worker ran, is still made up for; milliseconds. */
  readonly madeUpFor: number
  /** Once when the worker starts, too. */
  readonly atStart: boolean
  /** One after another with the jobs of this queue. */
  readonly queue: string
}

export interface JobQueueParts {
  /** Address of the worker's login. */
  readonly url: string
  readonly log: Log
  /** By name. A failure is tried again, with longer and longer pauses. */
  readonly tasks: Readonly<Record<string, (task: QueuedTask) => Promise<void>>>
  readonly repeated: Readonly<Record<string, RepeatedTask>>
  /** Told now and then, on a connection of the worker's own: what the queue has given up, by key. */
  readonly onSweep: () => Promise<void>
}

export interface JobQueue {
  /** Takes no more jobs; those that run are told, and waited for. */
  stop(): Promise<void>
}

/** Enough that short work does not wait for long work. */
const AT_ONCE = 2
const CONNECTIONS = 4
/** Of repeated work; that of jobs is `request_job`'s. */
const MOST_ATTEMPTS = 3
/** When a notice was missed. */
const BETWEEN_LOOKS_MILLISECONDS = 2_000
const BETWEEN_SWEEPS_MILLISECONDS = 15_000
/** A worker takes its advisory lock just after it is made; nobody takes it for dead before. What it holds came later. */
const YOUNGEST_ORPHAN = "interval '3 seconds'"
const BEFORE_STARTING_AGAIN_MILLISECONDS = 2_000

/** Runs jobs until it is stopped; a lost database is waited for. */
export function runJobQueue(parts: JobQueueParts): JobQueue {
  const stopping = new AbortController()
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await runRound(parts, stopping.signal)
      } catch (error) {
        if (stopping.signal.aborted) return
        parts.log.error({ err: error }, 'The worker lost its queue; it starts again.')
        await wait(BEFORE_STARTING_AGAIN_MILLISECONDS, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await rounds
    },
  }
}

/** From a first connection to the loss of it, or to the stop of the process. */
async function runRound({ url, log, tasks, repeated, onSweep }: JobQueueParts, stopped: AbortSignal) {
  const over = new AbortController()
  const end = () => over.abort()
  stopped.addEventListener('abort', end)
  const alive = new pg.Client({ connectionString: url, application_name: 'tidemark worker', keepAlive: true })
  alive.on('error', end)
  alive.on('end', end)
  const { events, names } = namedPools(alive)
  const pool = ownPool(url)
  let runner: Runner | null = null
  let sweeper: NodeJS.Timeout | null = null
  try {
    await alive.connect()
    runner = await run({
      pgPool: pool,
      schema: QUEUE_SCHEMA,
      concurrency: AT_ONCE,
      pollInterval: BETWEEN_LOOKS_MILLISECONDS,
      noHandleSignals: true,
      logger: queueLog(log),
      events,
      parsedCronItems: cronItems(repeated),
      taskList: taskList(tasks, over.signal),
    })
    runner.promise.catch(() => {}).finally(end)
    const look = () =>
      sweep(url, onSweep).catch((error: unknown) =>
        log.warn({ err: error }, 'A look after lost jobs failed.'),
      )
    await look()
    for (const [name, { atStart, queue }] of Object.entries(repeated)) {
      if (atStart)
        await runner.addJob(name, {}, { jobKey: name, queueName: queue, maxAttempts: MOST_ATTEMPTS })
    }
    sweeper = setInterval(look, BETWEEN_SWEEPS_MILLISECONDS)
    if (!over.signal.aborted) await new Promise((resolve) => over.signal.addEventListener('abort', resolve))
    if (!stopped.aborted) throw new Error('The connection that names the worker was lost.')
  } finally {
    over.abort()
    if (sweeper !== null) clearInterval(sweeper)
    stopped.removeEventListener('abort', end)
    // The library rejects when its own connections are gone as well.
    await runner?.stop().catch(() => {})
    // It may have closed its connections before the last job was taken from the queue: nothing runs here any more.
    await alive.query(`select ${QUEUE_SCHEMA}.force_unlock_workers($1)`, [names]).catch(() => {})
    await alive.end().catch(() => {})
    await pool.end().catch(() => {})
  }
}

/**
 * The library takes the listeners of its own pool away when it is released, and a connection that breaks after that
 * would end the process. These stay: what was lost is noticed by the connection that names the worker.
 */
function ownPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, application_name: 'tidemark worker' })
  const pass = () => {}
  pool.on('error', pass)
  pool.on('connect', (client) => client.on('error', pass))
  return pool
}

/** The library locks jobs in the name of its pool, which gets a lock here when it is made. */
function namedPools(alive: pg.Client): { events: WorkerEvents; names: string[] } {
  const events: WorkerEvents = new EventEmitter()
  const names: string[] = []
  events.on('pool:create', ({ workerPool: { id } }) => {
    names.push(id)
    alive.query('select pg_advisory_lock(hashtextextended($1, 0))', [id]).catch(() => {})
  })
  return { events, names }
}

/** Frees the jobs of workers that are gone, takes away what the queue will not give out again, then tells. */
async function sweep(url: string, onSweep: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'tidemark worker' })
  client.on('error', () => {}) // the query that notices it tells
  await client.connect()
  try {
    await client.query(
      `select ${QUEUE_SCHEMA}.force_unlock_workers(array_agg(locked_by))
       from (select distinct locked_by from ${QUEUE_SCHEMA}.jobs
             where locked_by is not null and locked_at < now() - ${YOUNGEST_ORPHAN}) as holders
       where pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))
       having count(*) > 0`,
    )
    await client.query(
      `select ${QUEUE_SCHEMA}.complete_jobs(array_agg(id)) from ${QUEUE_SCHEMA}.jobs
       where locked_at is null and attempts >= max_attempts having count(*) > 0`,
    )
  } finally {
    await client.end()
  }
  await onSweep()
}

/** What went wrong is told by the work itself: the library would write the words of an error into its table and the log. */
function taskList(tasks: JobQueueParts['tasks'], signal: AbortSignal) {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown, { job }: { readonly job: { attempts: number; max_attempts: number } }) => {
        const isLastAttempt = job.attempts >= job.max_attempts
        await task({ payload, isLastAttempt, signal }).catch(() => {
          throw new Error('The work did not end.')
        })
      },
    ]),
  )
}

function cronItems(repeated: JobQueueParts['repeated']) {
  return parseCronItems(
    Object.entries(repeated).map(([task, { at, madeUpFor, queue }]) => ({
      task,
      match: at,
      identifier: task,
      options: { jobKey: task, queueName: queue, maxAttempts: MOST_ATTEMPTS, backfillPeriod: madeUpFor },
    })),
  )
}

/** The library's words, without what a job was given. */
function queueLog(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ queue: message }, 'The queue met an error.')
    else if (level === 'warning') log.warn({ queue: message }, 'The queue warns.')
  })
}
