import type { Job } from '../../contracts/jobs.js'
import type { JobKind } from '../../core/job-kinds.js'
import type { Transaction } from '../../database/access.js'

export interface StoredJob {
  readonly job_id: number
  readonly kind: JobKind
  readonly state: Job['state']
  readonly done: number | null
  readonly total: number | null
  readonly message: string | null
  readonly cancel_asked: boolean
  readonly created_at: Date
  readonly ended_at: Date | null
}

const columns = `job_id, kind, state, done, total, message, cancel_asked_at is not null as cancel_asked, created_at,
  ended_at`

/** The database looks whether the caller may ask for this work. */
export async function requestStoredJob(
  transaction: Transaction,
  kind: JobKind,
  subject: string | null,
): Promise<number> {
  const [job] = await transaction.query<{ job_id: number }>('select request_job($1, $2) as job_id', [
    kind,
    subject,
  ])
  if (job === undefined) throw new Error('The job was not stored.')
  return job.job_id
}

/** Undefined too for a job that is not the caller's to see. */
export async function findJob(transaction: Transaction, jobId: number): Promise<StoredJob | undefined> {
  const [job] = await transaction.query<StoredJob>(`select ${columns} from job where job_id = $1`, [jobId])
  return job
}

/** Those of them that are the caller's to see. */
export function findJobs(transaction: Transaction, jobIds: readonly number[]): Promise<StoredJob[]> {
  return transaction.query<StoredJob>(`select ${columns} from job where job_id = any ($1)`, [jobIds])
}

/** The one of this kind that waits or runs; the oldest of several. */
export async function findUnended(transaction: Transaction, kind: JobKind): Promise<StoredJob | undefined> {
  const [job] = await transaction.query<StoredJob>(
    `select ${columns} from job where kind = $1 and ended_at is null order by job_id limit 1`,
    [kind],
  )
  return job
}

/** Changes nothing where the job has ended or is not the caller's. */
export async function askToCancel(transaction: Transaction, jobId: number): Promise<void> {
  await transaction.query('select cancel_job($1)', [jobId])
}

export interface BegunJob {
  readonly subject: string | null
  readonly cancel_asked: boolean
}

/** Undefined when there is nothing to do any more. Waits for a transaction that has just joined this job. */
export async function beginJob(transaction: Transaction, jobId: number): Promise<BegunJob | undefined> {
  const [job] = await transaction.query<BegunJob>(
    `update job set state = 'running', begun_at = coalesce(begun_at, now()), done = null, total = null, message = null
     where job_id = $1 and ended_at is null
     returning subject, cancel_asked_at is not null as cancel_asked`,
    [jobId],
  )
  return job
}

export interface Progress {
  readonly done: number
  readonly total: number
  readonly message: string
}

/** @returns false when the work is no longer wanted: somebody asked for its end, or it has ended */
export async function storeProgress(
  transaction: Transaction,
  jobId: number,
  { done, total, message }: Progress,
): Promise<boolean> {
  const [job] = await transaction.query<{ is_wanted: boolean }>(
    `update job set done = $2, total = $3, message = $4 where job_id = $1 and ended_at is null
     returning cancel_asked_at is null as is_wanted`,
    [jobId, done, total, message],
  )
  return job?.is_wanted ?? false
}

export async function endJob(
  transaction: Transaction,
  jobId: number,
  state: 'done' | 'failed' | 'cancelled',
  message: string,
): Promise<void> {
  await transaction.query(
    'update job set state = $2, message = $3, ended_at = now() where job_id = $1 and ended_at is null',
    [jobId, state, message],
  )
}

/** Until the queue takes it up again. */
export async function waitAgain(transaction: Transaction, jobId: number, message: string): Promise<void> {
  await transaction.query(
    `update job set state = 'waiting', done = null, total = null, message = $2 where job_id = $1 and ended_at is null`,
    [jobId, message],
  )
}

/** To the next worker, at once. */
export async function handOnJob(transaction: Transaction, jobId: number): Promise<void> {
  await transaction.query('select hand_on_job($1)', [jobId])
}

/** Ends jobs that the queue has given up: their workers died as often as it tries. */
export async function endGivenUp(transaction: Transaction, message: string): Promise<number> {
  const ended = await transaction.query(
    `update job set state = 'failed', ended_at = now(), message = $1
     where ended_at is null and not exists (
       select from graphile_worker.jobs as queued
       where queued.key = 'job:' || job_id
         and (queued.locked_at is not null or queued.attempts < queued.max_attempts))
     returning job_id`,
    [message],
  )
  return ended.length
}
