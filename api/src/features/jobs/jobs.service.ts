/** Work that takes longer than a request may: asked for in the request's transaction, done by a worker. */

import { Injectable } from '@nestjs/common'
import type { Job } from '../../contracts/jobs.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'
import { findJob, findUnended, insertJob, type StoredJob } from './jobs.repository.js'

@Injectable()
export class JobsService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  /** @throws ProblemError when there is no such job */
  find(caller: AccessContext, jobId: number): Promise<Job> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const job = await findJob(transaction, jobId)
        if (job === undefined) throw notFound('job')
        return jobOnTheWire(job)
      },
      { readOnly: true },
    )
  }
}

/**
 * Asks for a job, together with the change that needs it. Asked again before it has begun, the work is done once.
 *
 * @returns its number
 */
export function requestJob(transaction: Transaction, kind: Job['kind']): Promise<number> {
  return insertJob(transaction, kind)
}

/** The job of this kind that waits or runs; null when there is none. */
export async function unendedJob(transaction: Transaction, kind: Job['kind']): Promise<Job | null> {
  const job = await findUnended(transaction, kind)
  return job === undefined ? null : jobOnTheWire(job)
}

function jobOnTheWire({ created_at, ended_at, ...job }: StoredJob): Job {
  return { ...job, created_at: created_at.toISOString(), ended_at: ended_at?.toISOString() ?? null }
}
