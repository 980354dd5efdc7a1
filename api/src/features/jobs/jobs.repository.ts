import type { Job } from '../../contracts/jobs.js'
import type { Transaction } from '../../database/access.js'

export interface StoredJob {
  readonly job_id: number
  readonly kind: Job['kind']
  readonly state: Job['state']
  readonly done: number | null
  readonly total: number | null
  readonly message: string | null
  readonly created_at: Date
  readonly ended_at: Date | null
}

const columns = 'job_id, kind, state, done, total, message, created_at, ended_at'

/** A worker that has not said for this long that it lives does not: the next one takes its job up. */
const SILENCE = "interval '2 minutes'"

export async function insertJob(transaction: Transaction, kind: Job['kind']): Promise<number> {
  const [job] = await transaction.query<{ job_id: number }>(
    'insert into job (kind) values ($1) returning job_id',
    [kind],
  )
  if (job === undefined) throw new Error('The job was not stored.')
  return job.job_id
}

export async function findJob(transaction: Transaction, jobId: number): Promise<StoredJob | undefined> {
  const [job] = await transaction.query<StoredJob>(`select ${columns} from job where job_id = $1`, [jobId])
  return job
}

/** The one of this kind that waits or runs; the oldest of several. */
export async function findUnended(
  transaction: Transaction,
  kind: Job['kind'],
): Promise<StoredJob | undefined> {
  const [job] = await transaction.query<StoredJob>(
    `select ${columns} from job where kind = $1 and ended_at is null order by job_id limit 1`,
    [kind],
  )
  return job
}

/** Jobs of one kind that are done by doing the work once: all of them were asked for before it begins. */
export interface ClaimedJobs {
  readonly kind: Job['kind']
  readonly jobIds: readonly number[]
}

/** The oldest job that waits, or whose worker died, with all others of its kind; undefined when there is none. */
export async function claimJobs(transaction: Transaction): Promise<ClaimedJobs | undefined> {
  const isFree = `(state = 'waiting' or (state = 'running' and alive_at < now() - ${SILENCE}))`
  const claimed = await transaction.query<{ job_id: number; kind: Job['kind'] }>(
    `with next as materialized (
       select kind from job where ended_at is null and ${isFree} order by job_id limit 1 for update skip locked
     )
     update job set state = 'running', alive_at = now(), done = null, total = null
     where kind = (select kind from next) and ended_at is null and ${isFree}
     returning job_id, kind`,
  )
  const [first] = claimed
  return first && { kind: first.kind, jobIds: claimed.map(({ job_id }) => job_id) }
}

export async function storeProgress(
  transaction: Transaction,
  { jobIds }: ClaimedJobs,
  { done, total }: { readonly done: number; readonly total: number },
): Promise<void> {
  await transaction.query(
    'update job set done = $2, total = $3, alive_at = now() where job_id = any ($1::bigint[])',
    [jobIds, done, total],
  )
}

export async function endJobs(
  transaction: Transaction,
  { jobIds }: ClaimedJobs,
  state: 'done' | 'failed',
  message: string,
): Promise<void> {
  await transaction.query(
    'update job set state = $2, message = $3, ended_at = now() where job_id = any ($1::bigint[])',
    [jobIds, state, message],
  )
}

/** Left by a process that was asked to stop: the next worker need not wait for its silence. */
export async function releaseJobs(transaction: Transaction, { jobIds }: ClaimedJobs): Promise<void> {
  await transaction.query(
    `update job set state = 'waiting', alive_at = null where job_id = any ($1::bigint[])`,
    [jobIds],
  )
}
