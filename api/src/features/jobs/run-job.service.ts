/** The worker's side of a job: what its row says while the queue runs its work, and how it ends. */

import type { JobKind } from '../../core/job-kinds.js'
import type { AccessContext, DatabaseAccess } from '../../database/access.js'
import {
  beginJob,
  endGivenUp,
  endJob,
  handOnJob,
  type Progress,
  storeProgress,
  waitAgain,
} from './jobs.repository.js'

/** What a job's work may use. */
export interface RunningJob {
  /** What it is about; null for work on the whole deployment. */
  readonly subject: string | null
  /**
   * Keeps the counts. Called between two steps it is where the work ends when somebody cancelled it.
   *
   * @throws JobCancelled, which the work lets pass
   */
  progress(progress: Progress): Promise<void>
  /** Aborts when the process is asked to stop. Then the work is done again from its beginning, by another. */
  readonly signal: AbortSignal
}

/**
 * The work of each kind. It may be run twice, and be killed anywhere, so it must come to the same. Resolves to what came
 * of it, a sentence.
 */
export type JobWork = Readonly<Record<JobKind, (job: RunningJob) => Promise<string>>>

/** What the queue knows of a job, as `request_job` put it in. */
export interface QueuedJob {
  readonly payload: unknown
  readonly isLastAttempt: boolean
  readonly signal: AbortSignal
}

/** Thrown where the work stands when it is no longer wanted. */
export class JobCancelled extends Error {
  constructor() {
    super('The job was cancelled.')
    this.name = 'JobCancelled'
  }
}

/** Thrown where the work cannot be done however often it is tried; the sentence is for who asked. */
export class JobRefused extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'JobRefused'
  }
}

// What went wrong stands in the log of the worker; it may name what nobody here may see.
const FAILED = 'It did not end. Try again; if it fails again, the log of the worker says why.'
const TRIED_AGAIN = 'It did not end, and is tried again.'
const CANCELLED = 'It was cancelled. What it had done by then stays.'

/**
 * Runs the work of one job.
 *
 * @throws what the work threw, where the queue has to try again
 */
export async function runJob(
  access: DatabaseAccess,
  context: AccessContext,
  work: (job: RunningJob) => Promise<string>,
  { payload, isLastAttempt, signal }: QueuedJob,
  onFailed: (error: unknown) => void,
): Promise<void> {
  const jobId = jobIdOf(payload)
  const begun = await access.run(context, (transaction) => beginJob(transaction, jobId))
  if (begun === undefined) return
  const end = (state: 'done' | 'failed' | 'cancelled', message: string) =>
    access.run(context, (transaction) => endJob(transaction, jobId, state, message))
  if (begun.cancel_asked) return end('cancelled', CANCELLED)
  const progress = async (reached: Progress) => {
    signal.throwIfAborted()
    const isWanted = await access.run(context, (transaction) => storeProgress(transaction, jobId, reached))
    if (!isWanted) throw new JobCancelled()
  }
  try {
    const message = await work({ subject: begun.subject, progress, signal })
    await end('done', message)
  } catch (error) {
    if (error instanceof JobCancelled) return end('cancelled', CANCELLED)
    if (error instanceof JobRefused) return end('failed', error.message)
    if (signal.aborted) return access.run(context, (transaction) => handOnJob(transaction, jobId))
    onFailed(error)
    if (isLastAttempt) return end('failed', FAILED)
    await access.run(context, (transaction) => waitAgain(transaction, jobId, TRIED_AGAIN))
    throw error
  }
}

/** Jobs whose workers died as often as the queue tries have failed; said by whoever looks. */
export function endLostJobs(access: DatabaseAccess, context: AccessContext): Promise<number> {
  return access.run(context, (transaction) => endGivenUp(transaction, FAILED))
}

function jobIdOf(payload: unknown): number {
  if (typeof payload === 'object' && payload !== null && 'jobId' in payload) {
    const { jobId } = payload
    if (typeof jobId === 'number' && Number.isSafeInteger(jobId)) return jobId
  }
  throw new Error('A job in the queue does not say which one it is.')
}
