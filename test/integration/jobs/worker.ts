/** A worker of the test's own, whose work the test decides. */

import { type JobQueue, runJobQueue } from '../../../api/src/database/job-queue/run-job-queue.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import { endLostJobs, type RunningJob, runJob } from '../../../api/src/features/jobs/run-job.service.js'
import { createLog } from '../../../api/src/platform/logging.js'
import type { TestDatabase } from '../support/test-database.js'

export function startWorker(
  database: TestDatabase,
  work: (job: RunningJob) => Promise<string>,
  onFailed: (error: unknown) => void = () => {},
): JobQueue {
  const { access, url } = database.worker
  const context = workerContext('jobs')
  return runJobQueue({
    url,
    log: createLog('silent'),
    tasks: {
      refresh_signals: (job) => runJob(access, context, work, job, onFailed),
      fit_expected_response: (job) => runJob(access, context, work, job, onFailed),
    },
    repeated: {},
    onSweep: async () => {
      await endLostJobs(access, context)
    },
  })
}

export interface JobRow {
  state: string
  done: number | null
  total: number | null
  message: string | null
}

export async function jobRow(database: TestDatabase, jobId: number): Promise<JobRow> {
  const [job] = await database.ownerQuery<JobRow>(
    'select state, done, total, message from job where job_id = $1',
    [jobId],
  )
  if (job === undefined) throw new Error(`There is no job ${jobId}.`)
  return job
}

/** Looks until it is so, for a machine that has much else to do. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('What was waited for did not come within half a minute.')
}

export function untilState(database: TestDatabase, jobId: number, state: string): Promise<void> {
  return until(async () => (await jobRow(database, jobId)).state === state)
}
