import type { SearchProgress } from '../../core/disclosure/search-lattice.js'
import type { RunningJob } from '../jobs/run-job.service.js'

const TELL_EVERY_MILLISECONDS = 500

/**
 * For the slices of a search: says now and then how far it is, and so asks whether it is still wanted.
 *
 * @param done   steps of the whole work before the search, of `total`
 */
export function tellSearch(
  { signal, progress }: Pick<RunningJob, 'signal' | 'progress'>,
  done: number,
  total: number,
): (reached: SearchProgress) => Promise<void> {
  let toldAt = Number.NEGATIVE_INFINITY
  return async ({ settled, nodes }) => {
    signal.throwIfAborted()
    if (Date.now() - toldAt < TELL_EVERY_MILLISECONDS) return
    toldAt = Date.now()
    const counts = `${settled.toLocaleString('en')} of ${nodes.toLocaleString('en')}`
    const message = `The least generalisation is searched: ${counts} combinations of levels are settled.`
    await progress({ done, total, message })
  }
}
