/** Everything that happens without a request: jobs, what the calendar brings, and the nightly check of derived rows. */

import type { JobKind } from './core/job-kinds.js'
import type { Login } from './database/connect.js'
import { type JobQueue, type JobQueueParts, runJobQueue } from './database/job-queue/run-job-queue.js'
import { workerContext } from './database/process-contexts.js'
import { studyJobs } from './features/comparison/study-jobs.service.js'
import { releaseAggregateTables } from './features/dataset-exports/aggregate-tables/release-tables.service.js'
import { datasetJobs, forgetExpiredDatasets } from './features/dataset-exports/dataset-jobs.service.js'
import { endLostJobs, type JobWork, runJob } from './features/jobs/run-job.service.js'
import { rebuildOutcomes } from './features/outcomes/rebuild.command.js'
import { reportJobs } from './features/report-runs/make/make-report.service.js'
import type { Renderer } from './features/report-runs/make/render-report.js'
import { checkReports } from './features/report-runs/superseded/superseded.service.js'
import {
  judgeUnjudgedFits,
  keepUpWithCalendar,
  requestWhatIsDue,
  signalJobs,
} from './features/signals/background.service.js'
import type { Clock } from './platform/clock.js'
import type { Log } from './platform/logging.js'

const DAY_MILLISECONDS = 86_400_000

export interface BackgroundParts {
  /** The worker's. */
  readonly login: Login
  readonly clock: Clock
  readonly log: Log
  /** Makes files of reports, in a process of its own. */
  readonly renderer: Renderer
  /** Hold every derived row against the records now already, and not only at night. */
  readonly checkAtStart: boolean
}

/** Goes on until it is stopped: takes nothing new then, and what runs is left to the next worker at its next step. */
export function startBackgroundWork({
  login,
  clock,
  log,
  renderer,
  checkAtStart,
}: BackgroundParts): JobQueue {
  const { access } = login
  const jobs = workerContext('jobs')
  const work: JobWork = {
    ...signalJobs(access, jobs),
    ...studyJobs(access, jobs, clock),
    ...datasetJobs(access, jobs, clock),
    ...reportJobs({ access, context: jobs, clock, renderer }),
  }
  return runJobQueue({
    url: login.url,
    log,
    tasks: { ...tasksOf(work, { login, clock, log }), ...repeatedTasks({ login, clock, log }) },
    repeated: {
      // Reads go by the clock themselves: this only writes down what they already show. It asks for the monthly fit too.
      keep_up_with_calendar: { at: '*/5 * * * *', madeUpFor: 0, atStart: true, queue: 'calendar' },
      // Waits for a fit that runs, which judges itself.
      judge_fits: { at: '*/5 * * * *', madeUpFor: 0, atStart: true, queue: 'signals' },
      // Half an hour after, so that both are not at once.
      check_reports: { at: '30 2 * * *', madeUpFor: DAY_MILLISECONDS, atStart: false, queue: 'reports' },
      forget_expired_data_sets: { at: '17 * * * *', madeUpFor: 0, atStart: true, queue: 'calendar' },
      // Hourly, since nobody knows when a quarter's last records are imported; released once, it is not counted again.
      release_aggregate_tables: { at: '23 * * * *', madeUpFor: 0, atStart: true, queue: 'calendar' },
      // Two in the morning in UTC: night in Europe and Africa, late evening in the Americas.
      check_derived_rows: {
        at: '0 2 * * *',
        madeUpFor: DAY_MILLISECONDS,
        atStart: checkAtStart,
        queue: 'check',
      },
    },
    onSweep: async () => {
      const lost = await endLostJobs(access, jobs)
      if (lost > 0) log.error({ jobs: lost }, 'Jobs were given up: their workers ended again and again.')
    },
  })
}

type Parts = Omit<BackgroundParts, 'checkAtStart' | 'renderer'>
type Tasks = JobQueueParts['tasks']

/** The work of jobs that somebody asked for. */
function tasksOf(work: JobWork, { login: { access }, log }: Parts): Tasks {
  const context = workerContext('jobs')
  const entries = Object.entries<JobWork[JobKind]>(work)
  return Object.fromEntries(
    entries.map(([kind, doIt]) => [
      kind,
      (job) =>
        runJob(access, context, doIt, job, (error) => log.error({ job: kind, err: error }, 'A job failed.')),
    ]),
  )
}

/** What nobody asks for. A failure is told here, and the queue tries again. */
function repeatedTasks(parts: Parts): Tasks {
  const told = Object.entries(repeatedWork(parts)).map(([name, task]): [string, Tasks[string]] => [
    name,
    (queued) =>
      task(queued).catch((error: unknown) => {
        parts.log.error({ task: name, err: error }, 'Work in the background did not end; it is tried again.')
        throw error
      }),
  ])
  return Object.fromEntries(told)
}

function repeatedWork({ login: { access }, clock, log }: Parts): Tasks {
  const calendar = workerContext('calendar')
  return {
    keep_up_with_calendar: async () => {
      const done = await keepUpWithCalendar(access, calendar)
      if (done.ended + done.opened + done.escalated > 0) log.info(done, 'The calendar was kept up with.')
      await requestWhatIsDue(access, calendar, clock.now())
    },
    forget_expired_data_sets: () => forgetExpiredDatasets(access, calendar),
    release_aggregate_tables: async () => {
      const released = await releaseAggregateTables(access, calendar, clock)
      if (released > 0) log.info({ released }, 'Aggregate tables of a quarter were released.')
    },
    judge_fits: ({ signal }) => judgeUnjudgedFits(access, calendar, signal),
    check_reports: async ({ signal }) => {
      const done = await checkReports(access, workerContext('jobs'), clock.now(), signal)
      if (done.superseded > 0) log.info(done, 'Reports were superseded by later records.')
    },
    check_derived_rows: async () => {
      const report = await rebuildOutcomes(access, workerContext('nightly-check'), { check: true })
      const { episodes, missing, superfluous, different } = report
      const said = { episodes, missing, superfluous, different }
      if (missing + superfluous + different === 0)
        log.info(said, 'Every stored outcome and signal is what the rules make of the records.')
      else log.error(said, 'Stored outcomes or signals differ from the records. Run `tidemark rebuild`.')
    },
  }
}
