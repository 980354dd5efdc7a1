/** Work that takes longer than a request may: asked for in the request's transaction, done by a worker. */

import { Injectable } from '@nestjs/common'
import type { Job } from '../../contracts/jobs.js'
import type { JobKind } from '../../core/job-kinds.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'
import {
  askToCancel,
  findJob,
  findJobs,
  findUnended,
  requestStoredJob,
  type StoredJob,
} from './jobs.repository.js'

@Injectable()
export class JobsService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  /** @throws ProblemError when there is no such job, or it is not the caller's to see */
  find(caller: AccessContext, jobId: number): Promise<Job> {
    return this.#access.run(caller, (transaction) => requireJob(transaction, jobId), { readOnly: true })
  }

  /**
   * One that waits ends at once, one that runs at its next step; of one that has ended nothing changes.
   *
   * @throws ProblemError when there is no such job, or it is not the caller's to see
   */
  cancel(caller: AccessContext, jobId: number): Promise<Job> {
    return this.#access.run(caller, async (transaction) => {
      const before = await requireJob(transaction, jobId)
      if (before.ended_at !== null || before.cancel_asked) return before
      await askToCancel(transaction, jobId)
      transaction.record({
        action: 'record.amend',
        target: `job:${jobId}`,
        detail: { kind: before.kind, cancel: true },
      })
      return requireJob(transaction, jobId)
    })
  }
}

/**
 * Asks for a job, together with the change that needs it: both are kept, or neither. Asked again before it has begun,
 * the work is done once, and after both changes.
 *
 * @param subject  what it is about, where a kind is of one thing at a time (`report_run:12`)
 * @returns        its number
 * @throws         where the caller may not ask for this kind (core/job-kinds.ts)
 */
export function requestJob(
  transaction: Transaction,
  kind: JobKind,
  subject: string | null = null,
): Promise<number> {
  return requestStoredJob(transaction, kind, subject)
}

/** The job of this kind that waits or runs, as far as the caller sees any; null when there is none. */
export async function unendedJob(transaction: Transaction, kind: JobKind): Promise<Job | null> {
  const job = await findUnended(transaction, kind)
  return job === undefined ? null : jobOnTheWire(job)
}

/** A job by its number; null when there is none, or it is not the caller's to see. */
export async function seenJob(transaction: Transaction, jobId: number): Promise<Job | null> {
  const job = await findJob(transaction, jobId)
  return job === undefined ? null : jobOnTheWire(job)
}

/** Jobs by number, as far as the caller sees them. */
export async function jobsByNumber(
  transaction: Transaction,
  jobIds: readonly number[],
): Promise<ReadonlyMap<number, Job>> {
  const jobs = jobIds.length === 0 ? [] : await findJobs(transaction, jobIds)
  return new Map(jobs.map((job) => [job.job_id, jobOnTheWire(job)]))
}

async function requireJob(transaction: Transaction, jobId: number): Promise<Job> {
  const job = await findJob(transaction, jobId)
  if (job === undefined) throw notFound('job')
  return jobOnTheWire(job)
}

function jobOnTheWire({ created_at, ended_at, ...job }: StoredJob): Job {
  return { ...job, created_at: created_at.toISOString(), ended_at: ended_at?.toISOString() ?? null }
}
