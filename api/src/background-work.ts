/** Everything that happens without a request: jobs, what the calendar brings, and the nightly check of derived rows. */

import type { DatabaseAccess } from './database/access.js'
import { workerContext } from './database/process-contexts.js'
import { runWaitingJobs } from './features/jobs/run-jobs.service.js'
import { rebuildOutcomes } from './features/outcomes/rebuild.command.js'
import {
  judgeUnjudgedFits,
  keepUpWithCalendar,
  requestWhatIsDue,
  signalJobs,
} from './features/signals/background.service.js'
import type { Clock } from './platform/clock.js'
import type { Log } from './platform/logging.js'
import { millisecondsUntilNight } from './platform/night.js'

/** A job that was just asked for begins within so long. */
const BETWEEN_LOOKS_FOR_JOBS = 2_000
/** Reads go by the clock themselves: this only writes down what they already show. */
const BETWEEN_LOOKS_AT_THE_CALENDAR = 5 * 60_000

export interface BackgroundParts {
  /** As the worker. */
  readonly access: DatabaseAccess
  readonly clock: Clock
  readonly log: Log
  /** Hold every derived row against the records now already, and not only at night. */
  readonly checkAtStart: boolean
}

export interface BackgroundWork {
  /** Begins nothing more, and waits for what has begun to come to a good place. */
  stop(): Promise<void>
}

/** Goes on until it is stopped; a failure is logged, and the next round tries again. */
export function startBackgroundWork({ access, clock, log, checkAtStart }: BackgroundParts): BackgroundWork {
  const stopping = new AbortController()
  const { signal } = stopping
  const jobs = workerContext('jobs')
  const calendar = workerContext('calendar')
  const lookForJobs = () =>
    runWaitingJobs(access, jobs, signalJobs(access, jobs), {
      signal,
      onFailed: (kind, error) => log.error({ job: kind, err: error }, 'A job failed.'),
    })
  const lookAtCalendar = async () => {
    const done = await keepUpWithCalendar(access, calendar)
    if (done.ended + done.opened + done.escalated > 0) log.info(done, 'The calendar was kept up with.')
    await requestWhatIsDue(access, calendar, clock.now())
    await judgeUnjudgedFits(access, calendar, signal)
  }
  const loops = [
    loop(signal, log, 0, () => BETWEEN_LOOKS_AT_THE_CALENDAR, lookAtCalendar),
    loop(signal, log, BETWEEN_LOOKS_FOR_JOBS / 2, () => BETWEEN_LOOKS_FOR_JOBS, lookForJobs),
    loop(
      signal,
      log,
      checkAtStart ? 0 : millisecondsUntilNight(clock.now()),
      () => millisecondsUntilNight(clock.now()),
      () => checkDerivedRows(access, log),
    ),
  ]
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

async function checkDerivedRows(access: DatabaseAccess, log: Log): Promise<void> {
  const report = await rebuildOutcomes(access, workerContext('nightly-check'), { check: true })
  const { episodes, missing, superfluous, different } = report
  const said = { episodes, missing, superfluous, different }
  if (missing + superfluous + different === 0)
    log.info(said, 'Every stored outcome and signal is what the rules make of the records.')
  else log.error(said, 'Stored outcomes or signals differ from the records. Run `tidemark rebuild`.')
}

/** One round after another, never two at once. */
async function loop(
  signal: AbortSignal,
  log: Log,
  firstAfter: number,
  pause: () => number,
  round: () => Promise<void>,
): Promise<void> {
  for (let wait = firstAfter; ; wait = pause()) {
    await sleep(wait, signal)
    if (signal.aborted) return
    try {
      await round()
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'Work in the background did not end; it is tried again.')
    }
  }
}

/** Ends early when the process is asked to stop, and keeps no process alive by itself. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
