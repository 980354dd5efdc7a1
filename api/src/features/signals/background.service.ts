/** What the worker does for signals: jobs that were asked for, what the calendar brings, and a new fit each month. */

import type { AccessContext, DatabaseAccess } from '../../database/access.js'
import { requestJob, unendedJob } from '../jobs/jobs.service.js'
import type { JobWork, RunningJob } from '../jobs/run-job.service.js'
import type { EpisodeKey } from '../outcomes/episode-key.js'
import { refreshEpisodes } from '../outcomes/outcome-refresh.service.js'
import { readSettings } from '../settings/settings-reader.service.js'
import { calibrateFits, fitExpectedResponses } from './fit/fit-expected-response.service.js'
import { queryModelFits } from './fit/model-fits.repository.js'
import { noteEscalations, openAfterSnooze } from './refresh/calendar.query.js'
import { queryIsBehind, queryKeysEnded, queryKeysInCare } from './refresh/refresh-in-care.query.js'

/** Small enough that whoever enters a form of one of them does not wait long. */
const EPISODES_A_TRANSACTION = 500
const DAYS_OF_A_FIT = 30
const MILLISECONDS_A_DAY = 86_400_000

/** The work of each kind of job. */
export function signalJobs(
  access: DatabaseAccess,
  context: AccessContext,
): Pick<JobWork, 'fit_expected_response' | 'refresh_signals'> {
  return {
    refresh_signals: async (job) => {
      const episodes = await refreshInCare(access, context, job)
      return `Signals of ${episodes} episodes were worked out again.`
    },
    fit_expected_response: async (job) => {
      const on = await fitExpectedResponses(access, context, (done, total) =>
        job.progress({ done, total, message: 'The expected response is fitted, measure by measure.' }),
      )
      const episodes = await refreshInCare(access, context, job)
      await calibrateFits(access, context, (done, total) =>
        job.progress({ done, total, message: 'It is judged by members whom it has not seen.' }),
      )
      const measures = on.length === 0 ? 'no measure' : on.join(', ')
      return `The expected response is on for ${measures}; signals of ${episodes} episodes were worked out again.`
    },
  }
}

/** Works out again where every episode in care stands, part by part; an interrupted one is finished by the next. */
export async function refreshInCare(
  access: DatabaseAccess,
  context: AccessContext,
  job?: RunningJob,
): Promise<number> {
  const keys = await access.run(context, queryKeysInCare, { readOnly: true })
  await refreshInParts(access, context, keys, job)
  return keys.length
}

/**
 * What time alone has brought, by the day of each site: episodes that ended close their signals, put-off signals open
 * again, answers to item 9 that waited too long are noted.
 */
export async function keepUpWithCalendar(
  access: DatabaseAccess,
  context: AccessContext,
): Promise<{ ended: number; opened: number; escalated: number }> {
  const ended = await access.run(context, queryKeysEnded, { readOnly: true })
  await refreshInParts(access, context, ended)
  return access.run(context, async (transaction) => {
    const { item_9_escalation_hours: hours } = await readSettings(transaction)
    return {
      ended: ended.length,
      opened: await openAfterSnooze(transaction),
      escalated: await noteEscalations(transaction, hours),
    }
  })
}

/**
 * Judges fits that were stored and not judged yet: those of the demo clinic, and of a job that was cancelled on the way.
 * Stopped in the middle it leaves the rest to the next time.
 */
export async function judgeUnjudgedFits(
  access: DatabaseAccess,
  context: AccessContext,
  signal: AbortSignal,
): Promise<void> {
  try {
    await calibrateFits(access, context, () => signal.throwIfAborted())
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Asks for what is due: a fit when there is none of this month, else a refresh where standings are behind. */
export async function requestWhatIsDue(
  access: DatabaseAccess,
  context: AccessContext,
  now: Date,
): Promise<void> {
  await access.run(context, async (transaction) => {
    const fits = await queryModelFits(transaction)
    if ((await unendedJob(transaction, 'fit_expected_response')) !== null) return
    const isFitted = fits.some(
      ({ fitted_at }) => now.getTime() - fitted_at.getTime() < DAYS_OF_A_FIT * MILLISECONDS_A_DAY,
    )
    if (!isFitted) await requestJob(transaction, 'fit_expected_response')
    else if (await queryIsBehind(transaction)) await requestJob(transaction, 'refresh_signals')
  })
}

async function refreshInParts(
  access: DatabaseAccess,
  context: AccessContext,
  keys: readonly EpisodeKey[],
  job?: RunningJob,
): Promise<void> {
  for (let start = 0; start < keys.length; start += EPISODES_A_TRANSACTION) {
    const part = keys.slice(start, start + EPISODES_A_TRANSACTION)
    await access.run(context, (transaction) => refreshEpisodes(transaction, part))
    await job?.progress({
      done: start + part.length,
      total: keys.length,
      message: 'Signals of members in care are worked out again.',
    })
  }
}
