/** A job as it goes on, for whoever waits for it: server-sent events, each read anew in the name of who asked. */

import { setTimeout as wait } from 'node:timers/promises'
import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import type { Job } from '../../contracts/jobs.js'
import type { AccessContext } from '../../database/access.js'
import { Notifications } from '../../database/notifications.js'
import { JobsService } from './jobs.service.js'

/** A notice may be lost with its connection; the browser's and every proxy's patience is longer. */
const BETWEEN_LOOKS_MILLISECONDS = 5_000
/** Then the guard asks again who is there. */
const LONGEST_STREAM_MILLISECONDS = 10 * 60_000

@Injectable()
export class JobEventsService implements OnModuleDestroy {
  readonly #jobs: JobsService
  readonly #notifications: Notifications
  readonly #stopping = new AbortController()

  constructor(jobs: JobsService, notifications: Notifications) {
    this.#jobs = jobs
    this.#notifications = notifications
  }

  /**
   * The job now, at each change, and when it has ended. Row-level security is asked each time: a user who is disabled
   * meanwhile sees the end of the stream.
   *
   * @throws ProblemError before the first, when there is no such job or it is not the caller's to see
   */
  async *follow(caller: AccessContext, jobId: number, left: AbortSignal): AsyncGenerator<Job | null> {
    const over = AbortSignal.any([
      left,
      this.#stopping.signal,
      AbortSignal.timeout(LONGEST_STREAM_MILLISECONDS),
    ])
    let wake = () => {}
    const forget = await this.#notifications
      .listen('job_changed', (changed) => {
        if (changed === String(jobId)) wake()
      })
      // Without notices it is looked at now and then.
      .catch(() => () => {})
    try {
      let before = ''
      while (!over.aborted) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve
        })
        const job = await this.#jobs.find(caller, jobId)
        const now = JSON.stringify(job)
        yield now === before ? null : job
        before = now
        if (job.ended_at !== null) return
        await Promise.race([
          changed,
          wait(BETWEEN_LOOKS_MILLISECONDS, undefined, { signal: over }).catch(() => {}),
        ])
      }
    } finally {
      forget()
    }
  }

  /** A stop of the server does not wait for those who wait. */
  onModuleDestroy(): void {
    this.#stopping.abort()
  }
}
