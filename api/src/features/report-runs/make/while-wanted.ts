import { JobCancelled, type RunningJob } from '../../jobs/run-job.service.js'

type Progress = Parameters<RunningJob['progress']>[0]

/** How often a step that goes on by itself is told of, and it is asked whether it is still wanted. */
const BETWEEN_LOOKS_MILLISECONDS = 500

export interface Wanted {
  /** The step that has begun, or how far it is. */
  readonly say: (progress: Progress) => void
  /** Aborts when the job is cancelled or the process is to stop. */
  readonly signal: AbortSignal
}

/**
 * Runs work that cannot stop to tell how far it is: a transaction, another process. What it says is stored beside it.
 *
 * @throws JobCancelled when somebody cancelled the job meanwhile
 */
export async function whileWanted<T>(job: RunningJob, work: (wanted: Wanted) => Promise<T>): Promise<T> {
  const unwanted = new AbortController()
  let said: Progress | null = null
  let looking: Promise<void> | null = null
  const look = async (progress: Progress) => {
    try {
      await job.progress(progress)
    } catch (error) {
      // A database that is busy is asked again at the next look.
      if (error instanceof JobCancelled || job.signal.aborted) unwanted.abort(error)
    }
  }
  const timer = setInterval(() => {
    if (said === null || looking !== null) return
    looking = look(said).finally(() => {
      looking = null
    })
  }, BETWEEN_LOOKS_MILLISECONDS)
  try {
    return await work({
      say: (progress) => {
        said = progress
      },
      signal: AbortSignal.any([unwanted.signal, job.signal]),
    })
  } catch (error) {
    throw unwanted.signal.aborted ? unwanted.signal.reason : error
  } finally {
    clearInterval(timer)
    await looking
  }
}
