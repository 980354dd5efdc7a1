/** The worker's side of jobs: takes them up, says how far each is, and leaves them to the next worker when it stops. */

import type { Job } from '../../contracts/jobs.js'
import type { AccessContext, DatabaseAccess } from '../../database/access.js'
import { claimJobs, endJobs, releaseJobs, storeProgress } from './jobs.repository.js'

/** What a job's work may use. */
export interface RunningJob {
  /** Keeps the counts, and that the job is alive; call it at least once a minute. */
  progress(done: number, total: number): Promise<void>
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal
}

/** The work of each kind; it may be run twice, so it must come to the same. Resolves to what came of it, a sentence. */
export type JobWork = Readonly<Record<Job['kind'], (job: RunningJob) => Promise<string>>>

export interface RunOptions {
  readonly signal: AbortSignal
  /** For the log of the process. */
  readonly onFailed: (kind: Job['kind'], error: unknown) => void
}

/** What went wrong stands in the log of the worker; it may name what nobody here may see. */
const FAILED = 'It did not end. Try again; if it fails again, the log of the worker says why.'

/** Runs every job that waits, the oldest first, until there is none or the process stops. */
export async function runWaitingJobs(
  access: DatabaseAccess,
  context: AccessContext,
  work: JobWork,
  { signal, onFailed }: RunOptions,
): Promise<void> {
  while (!signal.aborted) {
    const jobs = await access.run(context, claimJobs)
    if (jobs === undefined) return
    const progress = (done: number, total: number) =>
      access.run(context, (transaction) => storeProgress(transaction, jobs, { done, total }))
    try {
      const message = await work[jobs.kind]({ progress, signal })
      await access.run(context, (transaction) => endJobs(transaction, jobs, 'done', message))
    } catch (error) {
      if (signal.aborted) await access.run(context, (transaction) => releaseJobs(transaction, jobs))
      else {
        onFailed(jobs.kind, error)
        await access.run(context, (transaction) => endJobs(transaction, jobs, 'failed', FAILED))
      }
    }
  }
}
